import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { showDone } from '../calls/notices.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { DataTable } from '../parts/DataTable.tsx'
import { FilterBar, FilterSelect, SearchField } from '../parts/Filters.tsx'
import { partMessages } from '../parts/messages.ts'
import type { RowAction } from '../parts/RowMenu.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import { principalPath } from '../people/address.ts'
import { useDialog } from '../people/use-dialog.ts'
import { InviteLinks } from './InviteLinks.tsx'
import { invitationColumns } from './invitation-columns.tsx'
import { invitationMessages } from './invitation-messages.ts'
import { invitationStates, type InvitationSay, type ListedInvitation, type SentLink } from './invitation.ts'
import { RevokeInvitation } from './RevokeInvitation.tsx'
import { useInvitationSearch, type InvitationSearch } from './use-invitation-pages.ts'

/** Who was invited and has not accepted, found by the server page by page: waiting, not mailed, or without a link. */
export function InvitationsTab() {
  const say = useSay(invitationMessages)
  const search = useInvitationSearch()
  const links = useDialog<SentLink>()
  const doomed = useDialog<ListedInvitation>()
  const resend = useAct('resendInvitation', {
    changes: ['listInvitations', 'listChanges'],
    onDone: (sent) => (sent.link === undefined ? showDone(say('resent', { email: sent.email })) : links.open(sent)),
  })
  const deedsFor = (invitation: ListedInvitation): Deeds => ({
    resend: () => resend.mutate({ user_id: invitation.user_id }),
    makeLink: () => resend.mutate({ user_id: invitation.user_id, delivery: 'link' }),
    revoke: () => doomed.open(invitation),
  })
  return (
    <>
      <InvitationFilters search={search} />
      <InvitationTable search={search} actionsOf={(one) => actionsOf(one, say, deedsFor(one))} />
      {links.about !== null && <InviteLinks sent={[links.about]} isOpen={links.isOpen} onClose={links.close} />}
      {doomed.about !== null && (
        <RevokeInvitation invitation={doomed.about} isOpen={doomed.isOpen} onClose={doomed.close} />
      )}
    </>
  )
}

function InvitationFilters({
  search: { text, setText, state, setState, isFiltered, pages },
}: {
  readonly search: InvitationSearch
}) {
  const say = useSay(invitationMessages)
  const [round, setRound] = useState(0)
  const total = pages.data?.total ?? null
  const clear = (): void => {
    setText('')
    setState('')
    setRound(round + 1)
  }
  return (
    <FilterBar
      isFiltered={isFiltered}
      onClear={clear}
      count={total === null ? null : say('count', { count: total })}
      search={<SearchField key={round} label={say('search')} text={text} onText={setText} />}
    >
      <FilterSelect
        label={say('filterState')}
        value={state}
        options={invitationStates.map((value) => ({ value, label: say(`state_${value}`) }))}
        onValue={setState}
      />
    </FilterBar>
  )
}

function InvitationTable({
  search: { isFiltered, ordering, pages },
  actionsOf: rowActionsOf,
}: {
  readonly search: InvitationSearch
  readonly actionsOf: (invitation: ListedInvitation) => readonly RowAction[]
}) {
  const say = useSay(invitationMessages)
  const part = useSay(partMessages)
  const navigate = useNavigate()
  return (
    <Answered query={pages} intent={{ endpoint: 'listInvitations', input: {} }}>
      {({ rows, total }) => (
        <DataTable
          label={say('invitations')}
          columns={invitationColumns(say)}
          rows={rows}
          idOf={({ user_id }) => user_id}
          nameOf={({ name }) => name}
          onOpen={({ user_id }) => void navigate({ to: principalPath('user', user_id) })}
          actionsOf={rowActionsOf}
          ordering={ordering}
          onMore={pages.onMore}
          isLoadingMore={pages.isLoadingMore}
          {...(total !== null && { total })}
          empty={
            <EmptyState icon="mail" title={isFiltered ? part('nothingFound') : say('empty')}>
              {isFiltered ? part('nothingFoundHint') : say('emptyHint')}
            </EmptyState>
          }
        />
      )}
    </Answered>
  )
}

type Deeds = Readonly<Record<'resend' | 'makeLink' | 'revoke', () => void>>

function actionsOf({ user_id }: ListedInvitation, say: InvitationSay, deeds: Deeds): readonly RowAction[] {
  return [
    {
      id: 'resend',
      label: say('resend'),
      icon: 'mail',
      intent: { endpoint: 'resendInvitation', input: { user_id } },
      onAct: deeds.resend,
    },
    {
      id: 'makeLink',
      label: say('makeLink'),
      icon: 'copy',
      intent: { endpoint: 'resendInvitation', input: { user_id, delivery: 'link' } },
      onAct: deeds.makeLink,
    },
    {
      id: 'revoke',
      label: say('revoke'),
      icon: 'bin',
      isDangerous: true,
      intent: { endpoint: 'revokeInvitation', input: { user_id } },
      onAct: deeds.revoke,
    },
  ]
}

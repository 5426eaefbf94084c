import { Badge } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CallReply } from '../../api/client.ts'
import { useAct, useEndpoint } from '../calls/use-endpoint.ts'
import { showDone } from '../calls/notices.ts'
import { useSay, type Say } from '../language/messages.ts'
import { DataTable, type Column } from '../parts/DataTable.tsx'
import { FilterBar, FilterSelect, SearchField } from '../parts/Filters.tsx'
import { partMessages } from '../parts/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import type { RowAction } from '../parts/RowMenu.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import { principalPath } from '../people/address.ts'
import { Moment } from '../people/Moment.tsx'
import { useDialog } from '../people/use-dialog.ts'
import { InviteLinks } from './InviteLinks.tsx'
import { userMessages } from './messages.ts'

type Invitation = CallReply<'listInvitations'>['invitations'][number]
type UserSay = Say<keyof typeof userMessages.texts>

/** Who was invited and has not accepted: waiting, with an expired link, or without one. */
export function InvitationsTab() {
  const invitations = useEndpoint('listInvitations', {})
  return (
    <Answered query={invitations} intent={{ endpoint: 'listInvitations', input: {} }}>
      {({ invitations: all }) => <InvitationTable all={all} />}
    </Answered>
  )
}

function InvitationTable({ all }: { readonly all: readonly Invitation[] }) {
  const say = useSay(userMessages)
  const part = useSay(partMessages)
  const navigate = useNavigate()
  const filtering = useInvitationFilter(all)
  const links = useDialog<CallReply<'resendInvitation'>>()
  const doomed = useDialog<Invitation>()
  const resend = useAct('resendInvitation', {
    changes: ['listInvitations', 'listChanges'],
    onDone: (sent) => (sent.link === undefined ? showDone(say('resent', { email: sent.email })) : links.open(sent)),
  })
  const { isFiltered, shown } = filtering
  return (
    <>
      <InvitationFilters filtering={filtering} />
      <DataTable
        label={say('invitations')}
        columns={columnsOf(say)}
        rows={shown}
        idOf={({ user_id }) => user_id}
        nameOf={({ name }) => name}
        onOpen={({ user_id }) => void navigate({ to: principalPath('user', user_id) })}
        actionsOf={(one) =>
          actionsOf(one, say, {
            resend: () => resend.mutate({ user_id: one.user_id }),
            revoke: () => doomed.open(one),
          })
        }
        empty={
          <EmptyState icon="mail" title={isFiltered ? part('nothingFound') : say('noInvitations')}>
            {isFiltered ? part('nothingFoundHint') : say('noInvitationsHint')}
          </EmptyState>
        }
      />
      {links.about !== null && <InviteLinks sent={[links.about]} isOpen={links.isOpen} onClose={links.close} />}
      {doomed.about !== null && <Revoke invitation={doomed.about} isOpen={doomed.isOpen} onClose={doomed.close} />}
    </>
  )
}

const states = ['pending', 'expired', 'unsent'] as const

function useInvitationFilter(all: readonly Invitation[]) {
  const [text, setText] = useState('')
  const [state, setState] = useState('')
  const [round, setRound] = useState(0)
  const sought = text.trim().toLowerCase()
  const shown = all.filter(
    (one) =>
      (state === '' || one.state === state) &&
      [one.name, one.email].some((value) => value.toLowerCase().includes(sought)),
  )
  const clear = (): void => {
    setText('')
    setState('')
    setRound(round + 1)
  }
  return { text, setText, state, setState, round, clear, shown, isFiltered: text !== '' || state !== '' }
}

function InvitationFilters({ filtering }: { readonly filtering: ReturnType<typeof useInvitationFilter> }) {
  const say = useSay(userMessages)
  const { text, setText, state, setState, round, clear, shown, isFiltered } = filtering
  return (
    <FilterBar
      isFiltered={isFiltered}
      onClear={clear}
      count={say('invitationCount', { count: shown.length })}
      search={<SearchField key={round} label={say('searchInvited')} text={text} onText={setText} />}
    >
      <FilterSelect
        label={say('filterState')}
        value={state}
        options={states.map((value) => ({ value, label: say(`state_${value}`) }))}
        onValue={setState}
      />
    </FilterBar>
  )
}

const colors = { pending: 'teal', expired: 'red', unsent: 'gray' } as const

const columnsOf = (say: UserSay): readonly Column<Invitation>[] => [
  {
    id: 'name',
    head: say('name'),
    width: '24%',
    orderBy: ({ name }) => name,
    show: ({ user_id, name }) => (
      <Link to={principalPath('user', user_id)} className="console-name">
        {name}
      </Link>
    ),
  },
  {
    id: 'email',
    isPlain: true,
    head: say('email'),
    orderBy: ({ email }) => email,
    show: ({ email }) => <span className="console-quiet">{email}</span>,
  },
  {
    id: 'state',
    isPlain: true,
    head: say('state'),
    width: '130px',
    orderBy: ({ state }) => state,
    show: ({ state }) => (
      <Badge color={colors[state]} miw="max-content">
        {say(`state_${state}`)}
      </Badge>
    ),
  },
  {
    id: 'sent',
    head: say('invited'),
    width: '140px',
    orderBy: ({ sent_at }) => sent_at ?? '',
    show: ({ sent_at }) => <Moment at={sent_at} />,
  },
  {
    id: 'expires',
    head: say('expires'),
    width: '140px',
    isMinor: true,
    orderBy: ({ expires_at }) => expires_at ?? '',
    show: ({ expires_at }) => <Moment at={expires_at} />,
  },
]

function actionsOf(
  { user_id }: Invitation,
  say: UserSay,
  deeds: Readonly<Record<'resend' | 'revoke', () => void>>,
): readonly RowAction[] {
  return [
    {
      id: 'resend',
      label: say('resend'),
      icon: 'mail',
      intent: { endpoint: 'resendInvitation', input: { user_id } },
      onAct: deeds.resend,
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

function Revoke({
  invitation: { user_id, name },
  isOpen,
  onClose,
}: {
  readonly invitation: Invitation
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(userMessages)
  const revoke = useAct('revokeInvitation', {
    changes: ['listInvitations', 'searchUsers', 'listGroups', 'listChanges'],
    says: () => say('revoked', { name }),
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('revokeTitle', { name })}
      confirmLabel={say('revokeConfirm')}
      onCancel={onClose}
      onConfirm={() => revoke.mutate({ user_id })}
      isDangerous
      isBusy={revoke.isPending}
    >
      {say('revokeText')}
    </ConfirmDialog>
  )
}

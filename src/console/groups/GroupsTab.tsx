import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay, type Say } from '../language/messages.ts'
import { DataTable, type Column } from '../parts/DataTable.tsx'
import { TextFilter } from '../parts/Filters.tsx'
import { later } from '../parts/later.tsx'
import { partMessages } from '../parts/messages.ts'
import type { RowAction } from '../parts/RowMenu.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import { principalPath } from '../people/address.ts'
import { RoleChips } from '../people/HeldChips.tsx'
import { Moment } from '../people/Moment.tsx'
import { useDialog, type Dialog } from '../people/use-dialog.ts'
import { DeleteGroup } from './DeleteGroup.tsx'
import type { ListedGroup } from './group.ts'
import { groupMessages } from './messages.ts'

type GroupSay = Say<keyof typeof groupMessages.texts>

/** Loaded when it is first needed. */
const GroupForm = later(async () => (await import('./GroupForm.tsx')).GroupForm)

/** The groups of the account; the form is opened by the page's own button, too. */
export function GroupsTab({ form }: { readonly form: Dialog<ListedGroup | null> }) {
  const groups = useEndpoint('listGroups', {})
  return (
    <>
      <Answered query={groups} intent={{ endpoint: 'listGroups', input: {} }}>
        {({ groups: all }) => <GroupTable all={all} form={form} />}
      </Answered>
      {form.round > 0 && <GroupForm key={form.round} group={form.about} isOpen={form.isOpen} onClose={form.close} />}
    </>
  )
}

function GroupTable({
  all,
  form,
}: {
  readonly all: readonly ListedGroup[]
  readonly form: Dialog<ListedGroup | null>
}) {
  const say = useSay(groupMessages)
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const doomed = useDialog<ListedGroup>()
  const shown = named(all, text)
  const isFiltered = text !== ''
  return (
    <>
      <TextFilter label={say('search')} text={text} onText={setText} count={say('count', { count: shown.length })} />
      <DataTable
        label={say('groups')}
        columns={columnsOf(say)}
        rows={shown}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        onOpen={(group) => form.open(group)}
        actionsOf={(group) =>
          actionsOf(group, say, {
            open: () => void navigate({ to: principalPath('group', group.id) }),
            edit: () => form.open(group),
            delete: () => doomed.open(group),
          })
        }
        empty={<NoGroups isFiltered={isFiltered} />}
      />
      {doomed.about !== null && <DeleteGroup group={doomed.about} isOpen={doomed.isOpen} onClose={doomed.close} />}
    </>
  )
}

const named = (groups: readonly ListedGroup[], text: string): readonly ListedGroup[] =>
  groups
    .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
    .sort((one, other) => one.name.localeCompare(other.name))

function NoGroups({ isFiltered }: { readonly isFiltered: boolean }) {
  const say = useSay(groupMessages)
  const part = useSay(partMessages)
  return (
    <EmptyState icon="group" title={isFiltered ? part('nothingFound') : say('empty')}>
      {isFiltered ? part('nothingFoundHint') : say('emptyHint')}
    </EmptyState>
  )
}

const columnsOf = (say: GroupSay): readonly Column<ListedGroup>[] => [
  {
    id: 'name',
    head: say('name'),
    width: '30%',
    orderBy: ({ name }) => name.toLowerCase(),
    show: ({ id, name }) => (
      <Link to={principalPath('group', id)} className="console-name">
        {name}
      </Link>
    ),
  },
  {
    id: 'members',
    isPlain: true,
    head: say('members'),
    width: '110px',
    orderBy: ({ member_count }) => member_count,
    show: ({ member_count }) => <span className="console-number">{say('memberCount', { count: member_count })}</span>,
  },
  { id: 'roles', isPlain: true, head: say('roles'), show: ({ roles }) => <RoleChips roles={roles} /> },
  {
    id: 'made',
    head: say('made'),
    width: '140px',
    isMinor: true,
    orderBy: ({ created_at }) => created_at,
    show: ({ created_at }) => <Moment at={created_at} />,
  },
]

function actionsOf(
  { id }: ListedGroup,
  say: GroupSay,
  deeds: Readonly<Record<'open' | 'edit' | 'delete', () => void>>,
): readonly RowAction[] {
  return [
    { id: 'open', label: say('open'), icon: 'eye', onAct: deeds.open },
    {
      id: 'edit',
      label: say('edit'),
      icon: 'edit',
      intent: { endpoint: 'updateUserGroup', input: { group_id: id } },
      onAct: deeds.edit,
    },
    {
      id: 'delete',
      label: say('delete'),
      icon: 'bin',
      isDangerous: true,
      intent: { endpoint: 'deleteUserGroup', input: { group_id: id } },
      onAct: deeds.delete,
    },
  ]
}

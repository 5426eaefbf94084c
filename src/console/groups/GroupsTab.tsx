import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call, keyOf } from '../calls/use-endpoint.ts'
import { useSay, type Say } from '../language/messages.ts'
import { DataTable, type Column, type Order, type Ordering } from '../parts/DataTable.tsx'
import { TextFilter } from '../parts/Filters.tsx'
import { later } from '../parts/later.tsx'
import { partMessages } from '../parts/messages.ts'
import type { RowAction } from '../parts/RowMenu.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import { pageSize, usePages, type Pages } from '../parts/use-pages.ts'
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
  const [text, setText] = useState('')
  const [order, setOrder] = useState<Order | null>({ columnId: 'name', isDescending: false })
  const groups = useGroupPages(text, order)
  return (
    <>
      <Answered query={groups} intent={{ endpoint: 'listGroups', input: {} }}>
        {() => (
          <GroupTable
            groups={groups}
            form={form}
            text={text}
            onText={setText}
            ordering={{ order, onOrder: setOrder }}
          />
        )}
      </Answered>
      {form.round > 0 && <GroupForm key={form.round} group={form.about} isOpen={form.isOpen} onClose={form.close} />}
    </>
  )
}

const sortKeys: Readonly<Record<string, 'name' | 'members' | 'created_at'>> = {
  name: 'name',
  members: 'members',
  made: 'created_at',
}

/** Asks for the groups page by page; the server searches, orders and cuts. */
function useGroupPages(text: string, order: Order | null): Pages<ListedGroup> {
  const fields = {
    ...(text !== '' && { text }),
    sort_by: sortKeys[order?.columnId ?? 'name'] ?? 'name',
    sort_order: order?.isDescending === true ? ('desc' as const) : ('asc' as const),
  }
  return usePages(keyOf('listGroups', fields), async (page) => {
    const { groups, total, next_page } = await call('listGroups', { ...fields, page, page_size: pageSize })
    return { rows: groups, total, next: next_page }
  })
}

function GroupTable({
  groups,
  form,
  text,
  onText,
  ordering,
}: {
  readonly groups: Pages<ListedGroup>
  readonly form: Dialog<ListedGroup | null>
  readonly text: string
  readonly onText: (text: string) => void
  readonly ordering: Ordering
}) {
  const say = useSay(groupMessages)
  const navigate = useNavigate()
  const doomed = useDialog<ListedGroup>()
  const { rows = [], total = null } = groups.data ?? {}
  const isFiltered = text !== ''
  return (
    <>
      <TextFilter
        label={say('search')}
        text={text}
        onText={onText}
        count={say('count', { count: total ?? rows.length })}
      />
      <DataTable
        label={say('groups')}
        columns={columnsOf(say)}
        rows={rows}
        onMore={groups.onMore}
        isLoadingMore={groups.isLoadingMore}
        ordering={ordering}
        {...(total !== null && { total })}
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

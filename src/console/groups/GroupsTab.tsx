import { Group, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay, type Say } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { DataTable, type Column } from '../parts/DataTable.tsx'
import { FilterBar, SearchField } from '../parts/Filters.tsx'
import { Icon } from '../parts/icons.tsx'
import { partMessages } from '../parts/messages.ts'
import type { RowAction } from '../parts/RowMenu.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import { principalPath } from '../people/address.ts'
import { RoleChips } from '../people/HeldChips.tsx'
import { Moment } from '../people/Moment.tsx'
import { useDialog, type Dialog } from '../people/use-dialog.ts'
import { DeleteGroup } from './DeleteGroup.tsx'
import type { ListedGroup } from './group.ts'
import { GroupForm } from './GroupForm.tsx'
import { groupMessages } from './messages.ts'

type GroupSay = Say<keyof typeof groupMessages.texts>

/** The groups of the account, and the button that makes one. */
export function GroupsTab() {
  const groups = useEndpoint('listGroups', {})
  const form = useDialog<ListedGroup | null>()
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
  const [round, setRound] = useState(0)
  const doomed = useDialog<ListedGroup>()
  const shown = named(all, text)
  const isFiltered = text !== ''
  const clear = (): void => {
    setText('')
    setRound(round + 1)
  }
  return (
    <>
      <Group justify="space-between" align="flex-start" gap={0} mb={{ base: 'sm', xs: 0 }}>
        <FilterBar isFiltered={isFiltered} onClear={clear}>
          <SearchField key={round} label={say('search')} text={text} onText={setText} />
          <Text size="sm" className="console-quiet console-number" role="status">
            {say('count', { count: shown.length })}
          </Text>
        </FilterBar>
        <CreateButton onCreate={() => form.open(null)} />
      </Group>
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

function CreateButton({ onCreate }: { readonly onCreate: () => void }) {
  const say = useSay(groupMessages)
  return (
    <ActionButton
      intent={{ endpoint: 'createUserGroup', input: { name: 'A group' } }}
      onAct={onCreate}
      variant="default"
      leftSection={<Icon name="plus" size={16} />}
    >
      {say('create')}
    </ActionButton>
  )
}

const columnsOf = (say: GroupSay): readonly Column<ListedGroup>[] => [
  {
    id: 'name',
    head: say('name'),
    width: '30%',
    orderBy: ({ name }) => name.toLowerCase(),
    show: ({ id, name }) => (
      <Text size="sm" fw={570} component={Link} to={principalPath('group', id)} c="inherit">
        {name}
      </Text>
    ),
  },
  {
    id: 'members',
    head: say('members'),
    width: '110px',
    orderBy: ({ member_count }) => member_count,
    show: ({ member_count }) => <span className="console-number">{say('memberCount', { count: member_count })}</span>,
  },
  { id: 'roles', head: say('roles'), show: ({ roles }) => <RoleChips roles={roles} /> },
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

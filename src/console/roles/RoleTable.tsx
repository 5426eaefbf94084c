import { Badge, Text } from '@mantine/core'
import { useState } from 'react'
import { useSay, type Say } from '../language/messages.ts'
import { ScopeBadge } from '../parts/Chips.tsx'
import { DataTable, type Column, type Ordering } from '../parts/DataTable.tsx'
import { partMessages } from '../parts/messages.ts'
import type { RowAction } from '../parts/RowMenu.tsx'
import { EmptyState } from '../parts/States.tsx'
import type { Pages } from '../parts/use-pages.ts'
import { DeleteRole } from './DeleteRole.tsx'
import { roleMessages } from './messages.ts'
import { tabOf, type ListedRole, type OpenForm, type RoleTab } from './role.ts'
import { RoleFilters, type RoleFiltering } from './RoleFilters.tsx'
import { RoleName } from './RoleName.tsx'

/** Roles of one's own stand out among those of the system. */
const typeColors = { system: 'gray', custom: 'orange' } as const

type RoleSay = Say<keyof typeof roleMessages.texts>

/** The roles of one tab, narrowed by text, level and type, in the order of a column. */
export function RoleTable({
  tab,
  pages,
  count,
  filtering,
  ordering,
  onOpen,
  onForm,
}: {
  readonly tab: RoleTab
  readonly pages: Pages<ListedRole>
  /** How many there are on the tab; null while it isn't known. */
  readonly count: number | null
  readonly filtering: RoleFiltering
  readonly ordering: Ordering
  readonly onOpen: (role: ListedRole) => void
  readonly onForm: (form: OpenForm) => void
}) {
  const say = useSay(roleMessages)
  const part = useSay(partMessages)
  const { isFiltered } = filtering
  const [doomed, setDoomed] = useState<ListedRole | null>(null)
  const { rows = [], total = null } = pages.data ?? {}
  return (
    <>
      <RoleFilters tab={tab} filtering={filtering} shown={total} count={count} />
      <DataTable
        label={say(tab)}
        columns={columnsOf(tab, say, onForm)}
        rows={rows}
        onMore={pages.onMore}
        isLoadingMore={pages.isLoadingMore}
        ordering={ordering}
        {...(total !== null && { total })}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        onOpen={onOpen}
        actionsOf={(role) => actionsOf(role, say, { onOpen, onDelete: setDoomed, onForm })}
        empty={
          <EmptyState icon="roles" title={isFiltered ? part('nothingFound') : say('empty')}>
            {isFiltered ? part('nothingFoundHint') : null}
          </EmptyState>
        }
      />
      <DeleteRole role={doomed} onDone={() => setDoomed(null)} />
    </>
  )
}

const columnsOf = (tab: RoleTab, say: RoleSay, onForm: (form: OpenForm) => void): readonly Column<ListedRole>[] => [
  {
    id: 'name',
    head: say('name'),
    width: '26%',
    orderBy: ({ name }) => name,
    show: (role) => <RoleName role={role} onEdit={() => onForm({ type: 'edit', roleId: role.id })} />,
  },
  ...(tab === 'global' ? [levelColumn(say)] : []),
  {
    id: 'type',
    isPlain: true,
    head: say('type'),
    width: '130px',
    orderBy: ({ management_type }) => management_type,
    show: ({ management_type }) => <Badge color={typeColors[management_type]}>{say(management_type)}</Badge>,
  },
  {
    id: 'description',
    head: say('roleDescription'),
    isMinor: true,
    show: ({ description }) => (
      <Text size="sm" className="console-quiet" component="span" lineClamp={1}>
        {description}
      </Text>
    ),
  },
]

const levelColumn = (say: RoleSay): Column<ListedRole> => ({
  id: 'level',
  isPlain: true,
  head: say('level'),
  width: '210px',
  orderBy: ({ scope_type }) => scope_type,
  show: ({ scope_type }) =>
    scope_type === 'account' ? (
      <ScopeBadge scope={{ type: 'account' }} label={say('account')} />
    ) : (
      <ScopeBadge scope={{ type: 'environment' }} label={say('environment')} />
    ),
})

interface RoleDeeds {
  readonly onOpen: (role: ListedRole) => void
  readonly onDelete: (role: ListedRole) => void
  readonly onForm: (form: OpenForm) => void
}

function actionsOf(role: ListedRole, say: RoleSay, { onOpen, onDelete, onForm }: RoleDeeds): readonly RowAction[] {
  const { id: role_id, name, permission_type, scope_type } = role
  const isSystem = role.management_type === 'system'
  return [
    { id: 'view', label: say('view'), icon: 'eye', onAct: () => onOpen(role) },
    {
      id: 'edit',
      label: say('edit'),
      icon: 'edit',
      onAct: () => onForm({ type: 'edit', roleId: role_id }),
      intent: { endpoint: 'updateRole', input: { role_id, name } },
      ...(isSystem && { impossible: say('systemIsFixed') }),
    },
    {
      id: 'copy',
      label: say('copy'),
      icon: 'copy',
      onAct: () => onForm({ type: 'copy', roleId: role_id }),
      intent: { endpoint: 'createRole', input: { permission_type, scope_type, name } },
      ...(tabOf(role) === 'collection' && { impossible: say('noCollectionRoles') }),
    },
    {
      id: 'delete',
      label: say('delete'),
      icon: 'bin',
      isDangerous: true,
      onAct: () => onDelete(role),
      intent: { endpoint: 'deleteRole', input: { role_id: role.id } },
      ...(isSystem && { impossible: say('systemIsFixed') }),
    },
  ]
}

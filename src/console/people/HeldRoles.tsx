import { Badge, Group, Text, Tooltip } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { CallFields, CallReply } from '../../api/client.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay, type Say } from '../language/messages.ts'
import { ScopeBadge, type ShownScope } from '../parts/Chips.tsx'
import { DataTable, type Column } from '../parts/DataTable.tsx'
import { Icon } from '../parts/icons.tsx'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { EmptyState } from '../parts/States.tsx'
import { principalPath, rolePath } from './address.ts'
import { rolesChange } from './AssignRoles.tsx'
import { peopleMessages } from './messages.ts'
import { inWords } from './Moment.tsx'
import { Section } from './Section.tsx'
import { useNow } from './use-now.ts'
import { useDialog } from './use-dialog.ts'
import { useEnvironments } from './use-lists.ts'

type Principal = CallReply<'getPrincipal'>
type Held = Principal['roles'][number]
type PeopleSay = Say<keyof typeof peopleMessages.texts>

/** Every role of a principal, where it counts, and where it comes from. */
export function HeldRoles({ principal }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const { nameOf } = useEnvironments(say('allEnvironments'))
  const doomed = useDialog<Held>()
  const navigate = useNavigate()
  const openGroup = ({ group }: Held): void => void navigate({ to: principalPath('group', group?.id ?? '') })
  return (
    <Section title={say('assignments')} hint={say('assignmentsHint')}>
      <DataTable
        label={say('assignments')}
        columns={columnsOf(say, nameOf)}
        rows={principal.roles}
        idOf={keyOf}
        nameOf={({ name }) => name}
        actionsOf={(held) =>
          held.group === null
            ? [
                {
                  id: 'unassign',
                  label: say('unassign'),
                  icon: 'bin',
                  isDangerous: true,
                  intent: { endpoint: 'updatePrincipalRoles', input: toRemoval(principal, held) },
                  onAct: () => doomed.open(held),
                },
              ]
            : [{ id: 'group', label: say('openGroup'), icon: 'group', onAct: () => openGroup(held) }]
        }
        empty={
          <EmptyState icon="roles" title={say('noAssignments')}>
            {say('noAssignmentsHint')}
          </EmptyState>
        }
      />
      {doomed.about !== null && (
        <Unassign principal={principal} held={doomed.about} isOpen={doomed.isOpen} onClose={doomed.close} />
      )}
    </Section>
  )
}

const keyOf = ({ role_id, scope_id, place, group }: Held): string =>
  [role_id, scope_id ?? '', place?.id ?? '', group?.id ?? ''].join(' ')

function toRemoval({ type, id }: Principal, { role_id, scope_id, place }: Held): CallFields<'updatePrincipalRoles'> {
  const policy_parameters = place === null ? undefined : { [`${place.type}_id`]: place.id }
  return {
    operation: 'remove',
    principal: { type, id },
    roles: [
      {
        id: role_id,
        ...(scope_id !== undefined && { scope_id }),
        ...(policy_parameters !== undefined && { policy_parameters }),
      },
    ],
  }
}

const columnsOf = (say: PeopleSay, nameOf: (id: string) => string): readonly Column<Held>[] => [
  {
    id: 'role',
    head: say('role'),
    width: '24%',
    orderBy: ({ name }) => name,
    show: ({ role_id, name }) => (
      <Text size="sm" fw={570} component={Link} to={rolePath(role_id)} c="inherit">
        {name}
      </Text>
    ),
  },
  {
    id: 'where',
    head: say('where'),
    width: '27%',
    orderBy: (held) => placeInWords(held, say, nameOf),
    show: (held) => <Where held={held} label={placeInWords(held, say, nameOf)} nameOf={nameOf} />,
  },
  {
    id: 'from',
    head: say('from'),
    orderBy: ({ group }) => group?.name ?? '',
    show: ({ group }) => <From group={group} />,
  },
  {
    id: 'since',
    head: say('since'),
    width: '170px',
    isMinor: true,
    orderBy: ({ assigned_at }) => assigned_at,
    show: ({ assigned_at }) => <span className="console-number console-quiet">{inWords(assigned_at)}</span>,
  },
  {
    id: 'expires',
    head: say('expires'),
    width: '150px',
    orderBy: ({ expires_at }) => expires_at ?? '~',
    show: ({ expires_at }) => <Ends at={expires_at} />,
  },
]

const soonMs = 7 * 24 * 3600 * 1000

function Ends({ at }: { readonly at: string | null }) {
  const say = useSay(peopleMessages)
  const now = useNow()
  if (at === null) return <span className="console-quiet">{say('noExpiry')}</span>
  const isSoon = Date.parse(at) - now < soonMs
  return <Badge color={isSoon ? 'orange' : 'gray'}>{inWords(at)}</Badge>
}

function From({ group }: { readonly group: Held['group'] }) {
  const say = useSay(peopleMessages)
  if (group === null) return <span>{say('direct')}</span>
  return (
    <Link to={principalPath('group', group.id)}>
      <Group gap={6} wrap="nowrap" component="span" display="inline-flex" style={{ whiteSpace: 'nowrap' }}>
        <Icon name="group" size={15} />
        {say('through', { group: group.name })}
      </Group>
    </Link>
  )
}

function Where({
  held,
  label,
  nameOf,
}: {
  readonly held: Held
  readonly label: string
  readonly nameOf: (id: string) => string
}) {
  const { place, scope_type } = held
  const scope: ShownScope =
    place === null ? { type: scope_type === 'account' ? 'account' : 'environment' } : { type: place.type, name: label }
  const badge = <ScopeBadge scope={scope} label={label} />
  if (place === null) return badge
  return (
    <Tooltip label={nameOf(place.environment_id)}>
      <span>{badge}</span>
    </Tooltip>
  )
}

function placeInWords(
  { place, permission_type, scope_type, scope_id }: Held,
  say: PeopleSay,
  nameOf: (id: string) => string,
) {
  if (place !== null) return place.name ?? say('hiddenPlace')
  if (permission_type === 'content') return say('gonePlace')
  return scope_type === 'account' ? say('account') : nameOf(scope_id ?? 'all')
}

function Unassign({
  principal,
  held,
  isOpen,
  onClose,
}: {
  readonly principal: Principal
  readonly held: Held
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(peopleMessages)
  const { nameOf } = useEnvironments(say('allEnvironments'))
  const remove = useAct('updatePrincipalRoles', {
    changes: rolesChange,
    says: () => say('unassigned', { role: held.name }),
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('unassignTitle', { role: held.name })}
      confirmLabel={say('unassign')}
      onCancel={onClose}
      onConfirm={() => remove.mutate(toRemoval(principal, held))}
      isDangerous
      isBusy={remove.isPending}
    >
      {say('unassignText', { name: principal.name, where: placeInWords(held, say, nameOf) })}
    </ConfirmDialog>
  )
}

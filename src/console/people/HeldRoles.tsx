import { Badge, Group, Text, Tooltip } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { CallFields, CallReply } from '../../api/client.ts'
import { useSay, type Say } from '../language/messages.ts'
import { ScopeBadge, type ShownScope } from '../parts/Chips.tsx'
import { DataTable, type Column } from '../parts/DataTable.tsx'
import { Icon } from '../parts/icons.tsx'
import { later } from '../parts/later.tsx'
import { EmptyState } from '../parts/States.tsx'
import { principalPath, rolePath } from './address.ts'
import { peopleMessages } from './messages.ts'
import { inWords } from './Moment.tsx'
import { Section } from './Section.tsx'
import { useNow } from './use-now.ts'
import { useDialog } from './use-dialog.ts'
import { useEnvironmentNames } from './use-names.ts'

type Principal = CallReply<'getPrincipal'>
type Held = Principal['roles'][number]
type PeopleSay = Say<keyof typeof peopleMessages.texts>

/** Loaded when it is first needed. */
const TakeAway = later(async () => (await import('./TakeAway.tsx')).TakeAway)

/** Every role of a principal, where it counts, and where it comes from. */
export function HeldRoles({ principal }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const nameOf = useEnvironmentNames(
    say('allEnvironments'),
    principal.roles.flatMap(({ scope_id, place }) => [scope_id ?? [], place?.environment_id ?? []].flat()),
  )
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
                  intent: { endpoint: 'changePrincipalRoles', input: toRemoval(principal, held) },
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
        <TakeAway
          role={doomed.about.name}
          of={principal.name}
          where={placeInWords(doomed.about, say, nameOf)}
          removal={toRemoval(principal, doomed.about)}
          isOpen={doomed.isOpen}
          onClose={doomed.close}
        />
      )}
    </Section>
  )
}

const keyOf = ({ role_id, scope_id, place, group }: Held): string =>
  [role_id, scope_id ?? '', place?.id ?? '', group?.id ?? ''].join(' ')

function toRemoval({ type, id }: Principal, { role_id, scope_id, place }: Held): CallFields<'changePrincipalRoles'> {
  const policy_parameters = place === null ? undefined : { [`${place.type}_id`]: place.id }
  return {
    type,
    id,
    remove: [
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

import { Badge, Group, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CallReply } from '../../api/client.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { rolePath } from './address.ts'
import { peopleMessages } from './messages.ts'
import { useEnvironments } from './use-lists.ts'

/** A global role that somebody has, as lists show it. */
export type HeldRole = CallReply<'searchUsers'>['users'][number]['roles'][number]

/** So many names stand in a cell; the others are counted. */
const mostShown = 2

/** Names some roles, each leading to its page; where one counts is said by its icon, and in words on pointing at it. */
export function RoleChips({ roles }: { readonly roles: readonly HeldRole[] }) {
  const say = useSay(peopleMessages)
  const { nameOf } = useEnvironments(say('allEnvironments'))
  if (roles.length === 0) return <span className="console-quiet">{say('noRole')}</span>
  const whereOf = ({ scope_id }: HeldRole): string =>
    scope_id === undefined
      ? say('inAccount')
      : scope_id === 'all'
        ? say('inAll')
        : say('inOne', { name: nameOf(scope_id) })
  const sorted = [...roles].sort((one, other) => one.scope_type.localeCompare(other.scope_type))
  const hidden = sorted.slice(mostShown)
  return (
    <Group gap={4} wrap="wrap">
      {sorted.slice(0, mostShown).map((role) => (
        <Tooltip key={`${role.role_id} ${role.scope_id ?? ''}`} label={`${role.name} ${whereOf(role)}`}>
          <Badge
            component={Link}
            to={rolePath(role.role_id)}
            color={role.scope_type === 'account' ? 'ink' : 'teal'}
            leftSection={<Icon name={role.scope_type === 'account' ? 'account' : 'environment'} size={12} />}
            style={{ cursor: 'pointer', maxWidth: 170 }}
          >
            {role.name}
          </Badge>
        </Tooltip>
      ))}
      {hidden.length > 0 && (
        <Tooltip label={hidden.map((role) => `${role.name} ${whereOf(role)}`).join(', ')}>
          <Badge variant="default" tabIndex={0}>
            {say('more', { count: hidden.length })}
          </Badge>
        </Tooltip>
      )}
    </Group>
  )
}

/** Names some things in a cell, the first ones and how many more. */
export function NameList({ names, empty }: { readonly names: readonly string[]; readonly empty: string }) {
  const say = useSay(peopleMessages)
  if (names.length === 0) return <span className="console-quiet">{empty}</span>
  const hidden = names.slice(mostShown)
  return (
    <span className="console-short">
      {names.slice(0, mostShown).join(', ')}
      {hidden.length > 0 && (
        <Tooltip label={hidden.join(', ')}>
          <span> {say('more', { count: hidden.length })}</span>
        </Tooltip>
      )}
    </span>
  )
}

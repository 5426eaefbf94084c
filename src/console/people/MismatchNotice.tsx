import { List } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { findMismatches, type OpenChoice, type PlacedRole } from './choices.ts'
import { peopleMessages } from './messages.ts'
import { useEnvironmentNames } from './use-names.ts'

/** Warns where roles count in environments that aren't open, and where none counts in one that is. */
export function MismatchNotice({
  roles,
  access,
}: {
  readonly roles: readonly PlacedRole[]
  readonly access: OpenChoice
}) {
  const say = useSay(peopleMessages)
  const { withoutAccess, withoutRole } = findMismatches(roles, access)
  const nameOf = useEnvironmentNames(say('allEnvironments'), [...withoutAccess, ...withoutRole])
  if (withoutAccess.length + withoutRole.length === 0) return null
  const named = (ids: readonly string[]) => ({ names: ids.map(nameOf).join(', ') })
  return (
    <Notice tone="warning" title={say('mismatch')}>
      <List size="sm" spacing={2}>
        {withoutAccess.length > 0 && (
          <List.Item>
            {withoutAccess.includes('all') ? say('withoutAccessAny') : say('withoutAccess', named(withoutAccess))}
          </List.Item>
        )}
        {withoutRole.length > 0 && (
          <List.Item>
            {withoutRole.includes('all') ? say('withoutRoleAny') : say('withoutRole', named(withoutRole))}
          </List.Item>
        )}
      </List>
    </Notice>
  )
}

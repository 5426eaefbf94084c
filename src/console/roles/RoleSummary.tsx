import { List, Stack, Text } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import type { OfferedTask } from './draft.ts'
import { roleMessages } from './messages.ts'
import type { ListedPermission } from './role.ts'

/** Says in words what a role with these permissions can do: whole tasks first, then everything by category. */
export function RoleSummary({
  available,
  chosen,
  tasks,
}: {
  readonly available: readonly ListedPermission[]
  readonly chosen: ReadonlySet<string>
  readonly tasks: readonly OfferedTask[]
}) {
  const say = useSay(roleMessages)
  const held = available.filter(({ id }) => chosen.has(id))
  const done = tasks.filter(({ isDone, elsewhere }) => isDone && elsewhere.length === 0)
  return (
    <section className="console-sheet" style={{ padding: '12px 16px' }} aria-label={say('summary')}>
      <Stack gap={6}>
        <Text size="sm" fw={570}>
          {say('summary')}
        </Text>
        {held.length === 0 && (
          <Text size="sm" className="console-quiet">
            {say('summaryNothing')}
          </Text>
        )}
        {done.length > 0 && (
          <Text size="sm">
            {say('summaryTasks', { tasks: done.map(({ title }) => title.toLowerCase()).join('; ') })}
          </Text>
        )}
        {held.length > 0 && (
          <List size="sm" spacing={2} listStyleType="none">
            {[...Map.groupBy(held, ({ category }) => category)].map(([category, group]) => (
              <List.Item key={category}>
                <Text span fw={550} size="sm">
                  {category}:{' '}
                </Text>
                <Text span size="sm" className="console-quiet">
                  {group.map(({ name }) => name).join(' · ')}
                </Text>
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </section>
  )
}

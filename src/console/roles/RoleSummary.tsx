import { List, Stack, Text } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { listed } from '../language/lists.ts'
import { Icon } from '../parts/icons.tsx'
import type { TaskTable } from './draft.ts'
import { roleMessages } from './messages.ts'
import type { ListedPermission, RoleTab } from './role.ts'
import { summaryOf, type SummaryArea, type SummaryGap } from './summary.ts'

/** So much of what a role lacks is named; the others are counted. */
const mostNamed = 6

/** Says in words what a role with these permissions can do: whole tasks, then category by category, and what it lacks. */
export function RoleSummary({
  tab,
  available,
  chosen,
  table,
}: {
  readonly tab: RoleTab
  readonly available: readonly ListedPermission[]
  readonly chosen: ReadonlySet<string>
  readonly table: TaskTable
}) {
  const say = useSay(roleMessages)
  const { tasks, areas, gaps, byApplications } = summaryOf(available, chosen, { table, tab })
  return (
    <section className="console-sheet" style={{ padding: '12px 16px' }} aria-label={say('summary')}>
      <Stack gap={8}>
        <Text size="sm" fw={570}>
          {say('summary')}
        </Text>
        {areas.length === 0 && (
          <Text size="sm" className="console-quiet">
            {say('summaryNothing')}
          </Text>
        )}
        {tasks.length > 0 && <Text size="sm">{say('summaryTasks', { tasks: listed(tasks) })}</Text>}
        <List size="sm" spacing={6} listStyleType="none">
          {areas.map((area) => (
            <List.Item key={area.category}>
              <Area area={area} />
            </List.Item>
          ))}
        </List>
        <Gaps gaps={gaps} />
        {byApplications.length > 0 && (
          <Text size="sm" className="console-quiet">
            {say('summaryApplications', { deeds: listed(byApplications) })}
          </Text>
        )}
      </Stack>
    </section>
  )
}

function Area({ area: { category, may, mayNot } }: { readonly area: SummaryArea }) {
  const say = useSay(roleMessages)
  const named = mayNot.slice(0, mostNamed)
  const others = mayNot.length - named.length
  return (
    <>
      <Text span fw={550} size="sm">
        {category}:{' '}
      </Text>
      <Text span size="sm">
        {say('summaryMay', { deeds: listed(may) })}
      </Text>{' '}
      <Text span size="sm" className="console-quiet">
        {mayNot.length === 0
          ? say('summaryAll')
          : say('summaryMayNot', {
              deeds: listed(others > 0 ? [...named, say('summaryOthers', { count: others })] : named, 'disjunction'),
            })}
      </Text>
    </>
  )
}

/** What is of little use in the role, and what would help. */
function Gaps({ gaps }: { readonly gaps: readonly SummaryGap[] }) {
  const say = useSay(roleMessages)
  return gaps.map(({ may, without }) => (
    <Text key={may} size="sm" component="div" style={{ display: 'flex', gap: 6 }}>
      <span style={{ flex: 'none', paddingTop: 2 }}>
        <Icon name="warning" size={14} />
      </span>
      <span>{say('summaryGap', { may, without: listed(without) })}</span>
    </Text>
  ))
}

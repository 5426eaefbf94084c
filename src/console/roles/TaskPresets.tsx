import { Group, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import type { OfferedTask } from './draft.ts'
import { roleMessages } from './messages.ts'
import classes from './TaskPresets.module.css'
import { usePermissionNames } from './use-available.ts'

/** Offers the tasks that take several permissions: one press chooses all that a task needs, another takes them back. */
export function TaskPresets({
  tasks,
  onTask,
}: {
  readonly tasks: readonly OfferedTask[]
  readonly onTask: (task: OfferedTask) => void
}) {
  const say = useSay(roleMessages)
  const nameOf = usePermissionNames()
  if (tasks.length === 0) return null
  return (
    <Stack gap={6} role="group" aria-label={say('tasks')}>
      <Text size="sm" fw={570}>
        {say('tasks')}
      </Text>
      <Text size="xs" className="console-quiet">
        {say('tasksText')}
      </Text>
      <Group gap={6}>
        {tasks.map((task) => {
          const rest = task.elsewhere.map(nameOf).join(', ')
          const chip = (
            <UnstyledButton
              key={task.id}
              className={classes.task ?? ''}
              aria-pressed={task.isDone}
              onClick={() => onTask(task)}
            >
              <Icon name={task.isDone ? 'tick' : 'plus'} size={14} />
              {task.title}
            </UnstyledButton>
          )
          if (rest === '') return chip
          return (
            <Tooltip
              key={task.id}
              label={say('taskElsewhere', { names: rest })}
              events={{ hover: true, focus: true, touch: true }}
            >
              {chip}
            </Tooltip>
          )
        })}
      </Group>
    </Stack>
  )
}

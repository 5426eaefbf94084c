import { Menu, Text, UnstyledButton } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { useEnvironment } from './environment.ts'
import { frameMessages } from './messages.ts'

/** Shows the environment that is chosen, and lets another be chosen. */
export function EnvironmentSwitcher() {
  const { all, chosen, choose } = useEnvironment()
  const say = useSay(frameMessages)
  if (chosen === null) return <Text size="sm">{say('noEnvironment')}</Text>
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton
          aria-label={say('chosenEnvironment', { name: chosen.name })}
          style={{ display: 'flex', alignItems: 'center', gap: 4, maxWidth: '100%' }}
        >
          <Text size="sm" truncate>
            {chosen.name}
          </Text>
          <Icon name="down" size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('chooseEnvironment')}</Menu.Label>
        {all.map(({ id, name, cloud_name }) => (
          <Menu.Item
            key={id}
            onClick={() => choose(id)}
            rightSection={id === chosen.id ? <Icon name="tick" size={15} /> : null}
          >
            <Text size="sm">{name}</Text>
            <Text size="xs" className="console-quiet">
              {cloud_name}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

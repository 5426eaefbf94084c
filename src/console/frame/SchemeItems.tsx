import { Menu, useMantineColorScheme } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { frameMessages } from './messages.ts'

const schemes = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['auto', 'screen'],
] as const

/** Chooses light, dark, or what the system has, among the entries of a menu. */
export function SchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const say = useSay(frameMessages)
  return (
    <>
      <Menu.Label>{say('theme')}</Menu.Label>
      <Menu.RadioGroup
        value={colorScheme}
        onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
      >
        {schemes.map(([scheme, icon]) => (
          <Menu.RadioItem key={scheme} value={scheme} rightSection={<Icon name={icon} size={15} />}>
            {say(scheme)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  )
}

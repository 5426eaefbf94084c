import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { frameMessages } from './messages.ts'

/** Chooses light, dark, or what the system has; this browser remembers it. */
export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const say = useSay(frameMessages)
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={say('theme')}
      value={colorScheme}
      data={[
        { value: 'light', label: say('light') },
        { value: 'dark', label: say('dark') },
        { value: 'auto', label: say('auto') },
      ]}
      onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
    />
  )
}

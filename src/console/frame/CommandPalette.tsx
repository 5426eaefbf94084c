import { Kbd, Modal, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { createFlag, useFlag } from '../calls/flag.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import classes from './CommandPalette.module.css'
import { frameMessages } from './messages.ts'
import { PaletteFinder } from './PaletteFinder.tsx'
import type { Screen } from './screen.ts'

const isPaletteOpen = createFlag()

/** Opens the palette for who doesn't know its keys. */
export function PaletteButton() {
  const say = useSay(frameMessages)
  return (
    <UnstyledButton className={classes.opener ?? ''} onClick={() => isPaletteOpen.set(true)}>
      <Icon name="search" size={16} />
      <span className={classes.openerText}>{say('search')}</span>
      <Kbd size="xs" className={classes.openerKeys ?? ''}>
        {say('keyPalette')}
      </Kbd>
    </UnstyledButton>
  )
}

/** Goes to whatever has a name, or begins to make something: Ctrl-K or ⌘K. */
export function CommandPalette({ screens }: { readonly screens: readonly Screen[] }) {
  const isOpen = useFlag(isPaletteOpen)
  const say = useSay(frameMessages)
  const close = (): void => isPaletteOpen.set(false)
  useHotkeys([['mod+K', () => isPaletteOpen.set(!isPaletteOpen.get())]], [])
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={600}
      padding={0}
      title={say('search')}
      styles={{ header: { display: 'none' } }}
      zIndex={300}
    >
      {isOpen && <PaletteFinder screens={screens} onClose={close} />}
    </Modal>
  )
}

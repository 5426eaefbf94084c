import { Kbd, Modal, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState, useSyncExternalStore, type KeyboardEvent } from 'react'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import classes from './CommandPalette.module.css'
import { frameMessages } from './messages.ts'
import type { PaletteItem, Screen } from './screen.ts'

/** Whether the palette is open; one for the page. */
const palette = {
  isOpen: false,
  listeners: new Set<() => void>(),
  set: (isOpen: boolean): void => {
    palette.isOpen = isOpen
    for (const listener of palette.listeners) listener()
  },
  subscribe: (listener: () => void) => {
    palette.listeners.add(listener)
    return () => palette.listeners.delete(listener)
  },
}

/** Opens the palette for who doesn't know its keys. */
export function PaletteButton() {
  const say = useSay(frameMessages)
  return (
    <UnstyledButton className={classes.opener ?? ''} onClick={() => palette.set(true)}>
      <Icon name="search" size={16} />
      <span className={classes.openerText}>{say('search')}</span>
      <Kbd size="xs" className={classes.openerKeys ?? ''}>
        Ctrl K
      </Kbd>
    </UnstyledButton>
  )
}

/** Goes to a page, a role, a user, a folder or a key by its name: Ctrl-K or ⌘K. */
export function CommandPalette({ screens }: { readonly screens: readonly Screen[] }) {
  const isOpen = useSyncExternalStore(palette.subscribe, () => palette.isOpen)
  const say = useSay(frameMessages)
  useHotkeys([['mod+K', () => palette.set(!palette.isOpen)]], [])
  return (
    <Modal
      opened={isOpen}
      onClose={() => palette.set(false)}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={560}
      padding={0}
      title={say('search')}
      styles={{ header: { display: 'none' } }}
    >
      {isOpen && <Finder screens={screens} />}
    </Modal>
  )
}

function Finder({ screens }: { readonly screens: readonly Screen[] }) {
  const say = useSay(frameMessages)
  const listId = useId()
  const { text, setText, items, current, go, onKeyDown } = useFinder(screens)
  return (
    <div>
      <TextInput
        size="md"
        variant="unstyled"
        className={classes.field ?? ''}
        placeholder={say('searchHint')}
        aria-label={say('search')}
        leftSection={<Icon name="search" />}
        value={text}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={items.length > 0 ? `${listId}-${current}` : undefined}
        onKeyDown={onKeyDown}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div id={listId} role="listbox" aria-label={say('search')} className={classes.list}>
        {items.map((item, index) => {
          const place = { id: `${listId}-${index}`, isCurrent: index === current }
          return <Found key={item.id} item={item} {...place} onGo={() => go(item)} />
        })}
      </div>
      <Text size="xs" className={`${classes.foot ?? ''} console-quiet`}>
        {items.length === 0 ? say('searchNothing') : say('searchKeys')}
      </Text>
    </div>
  )
}

/** What is typed, what it finds, and which of that is chosen by the arrow keys. */
function useFinder(screens: readonly Screen[]) {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [position, setPosition] = useState(0)
  const items = useItems(text, screens)
  const current = Math.min(position, Math.max(0, items.length - 1))
  const go = (item: PaletteItem | undefined): void => {
    if (item === undefined) return
    palette.set(false)
    void navigate({ href: item.to })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') go(items[current])
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    setPosition((current + step + items.length) % Math.max(1, items.length))
  }
  const type = (next: string): void => {
    setText(next)
    setPosition(0)
  }
  return { text, setText: type, items, current, go, onKeyDown }
}

function Found({
  item,
  id,
  isCurrent,
  onGo,
}: {
  readonly item: PaletteItem
  readonly id: string
  readonly isCurrent: boolean
  readonly onGo: () => void
}) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      className={classes.item}
      onClick={onGo}
      onKeyDown={() => undefined}
      tabIndex={-1}
    >
      <Icon name={item.icon} size={17} />
      <span className={classes.itemLabel}>{item.label}</span>
      <span className="console-quiet">{item.hint}</span>
    </div>
  )
}

/** Pages by their names, at once; then what the screens' own providers find. */
function useItems(text: string, screens: readonly Screen[]): readonly PaletteItem[] {
  const say = useSay(frameMessages)
  const [sought] = useDebouncedValue(text.trim(), 120)
  const pages = screens
    .filter(({ isListed }) => isListed !== false)
    .map((screen): PaletteItem => {
      const label = screen.useLabel()
      return { id: `page ${screen.path}`, label, hint: say('pages'), icon: screen.icon, to: screen.path }
    })
    .filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()))
  const { data = [] } = useQuery({
    queryKey: ['palette', sought],
    enabled: sought.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const asked = screens.flatMap(({ palette: find }) => (find === undefined ? [] : [find(sought).catch(() => [])]))
      return (await Promise.all(asked)).flat()
    },
  })
  return text.trim() === '' ? pages : [...pages, ...data].slice(0, 30)
}

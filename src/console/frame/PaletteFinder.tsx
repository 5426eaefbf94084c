import { Kbd, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { usePermission, type Permission } from '../calls/preview.ts'
import { wantAct } from '../calls/wanted-act.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { capitalized } from '../parts/ProblemText.tsx'
import classes from './CommandPalette.module.css'
import { frameMessages } from './messages.ts'
import type { Screen } from './screen.ts'
import { usePaletteItems, type FoundItem, type FoundItems } from './use-palette-items.ts'

interface FinderProps {
  readonly screens: readonly Screen[]
  readonly onClose: () => void
}

/** The field of the palette, what it finds, and what its keys do. */
export function PaletteFinder({ screens, onClose }: FinderProps) {
  const say = useSay(frameMessages)
  const listId = useId()
  const { text, setText, found, current, permission, go, onKeyDown } = useFinder({ screens, onClose })
  const { items } = found
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
        // The key that closes it is its own: what it stands over would be closed by it too.
        data-mantine-stop-propagation
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div id={listId} role="listbox" aria-label={say('search')} className={classes.list}>
        {items.map((item, index) => {
          const place = { id: `${listId}-${index}`, isCurrent: index === current }
          return <Found key={item.id} item={item} {...place} onGo={() => go(item)} />
        })}
      </div>
      <Foot found={found} permission={permission} />
    </div>
  )
}

/** What is typed, what it finds, and which of that is chosen by the arrow keys. */
function useFinder({ screens, onClose }: FinderProps) {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [position, setPosition] = useState(0)
  const found = usePaletteItems(text, screens)
  const { items } = found
  const current = Math.min(position, Math.max(0, items.length - 1))
  const permission = usePermission(items[current]?.intent ?? null)
  const go = (item: FoundItem | undefined): void => {
    const isBlocked = item === items[current] && permission.is === 'refused'
    if (item === undefined || isBlocked) return
    onClose()
    item.onGo?.()
    if (item.intent !== undefined) wantAct(item.intent.endpoint)
    void navigate({ href: item.to })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
    if (event.key === 'Enter') {
      // What has the focus once the palette is closed doesn't take the key for its own.
      event.preventDefault()
      go(items[current])
    }
    const next = positionAfter(event.key, current, items.length)
    if (next === null) return
    event.preventDefault()
    setPosition(next)
  }
  const type = (next: string): void => {
    setText(next)
    setPosition(0)
  }
  return { text, setText: type, found, current, permission, go, onKeyDown }
}

/** Where a key leads to among so many; null for a key that is none of the list's. */
function positionAfter(key: string, current: number, count: number): number | null {
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  if (step !== 0) return (current + step + count) % Math.max(1, count)
  if (key === 'PageDown') return Math.min(current + 8, Math.max(0, count - 1))
  return key === 'PageUp' ? Math.max(0, current - 8) : null
}

interface FoundProps {
  readonly item: FoundItem
  readonly id: string
  readonly isCurrent: boolean
  readonly onGo: () => void
}

function Found({ item, id, isCurrent, onGo }: FoundProps) {
  const line = useRef<HTMLDivElement>(null)
  const permission = usePermission(item.intent ?? null)
  const isBlocked = permission.is === 'refused'
  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={isCurrent}
      aria-disabled={isBlocked}
      className={classes.item}
      onClick={isBlocked ? undefined : onGo}
      onKeyDown={() => undefined}
      tabIndex={-1}
    >
      <Icon name={isBlocked ? 'lock' : item.icon} size={17} style={{ color: 'var(--console-quiet)' }} />
      <span className={classes.itemLabel}>{item.label}</span>
      <span className={`${classes.itemHint ?? ''} console-quiet`}>{item.hint}</span>
    </div>
  )
}

/** Which keys there are; or why there is nothing, or why what is chosen is blocked. */
function Foot({ found, permission }: { readonly found: FoundItems; readonly permission: Permission }) {
  const say = useSay(frameMessages)
  const { items, isBusy, hasFailed } = found
  const problem = permission.is === 'refused' ? permission.problem : null
  const nothing = isBusy ? say('searching') : say('searchNothing')
  const state = hasFailed ? say('searchNoAnswer') : items.length === 0 ? nothing : say('found', { count: items.length })
  return (
    <div className={classes.foot}>
      <Text size="xs" className="console-quiet" role="status">
        {problem === null ? state : `${say('blocked')}: ${capitalized(problem.detail ?? problem.title)}`}
      </Text>
      <Text size="xs" className={`${classes.keys ?? ''} console-quiet`} component="div">
        <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {say('keyChoose')} <Kbd size="xs">↵</Kbd> {say('keyOpen')}{' '}
        <Kbd size="xs">{say('keyEscape')}</Kbd> {say('keyClose')}
      </Text>
    </div>
  )
}

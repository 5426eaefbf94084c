import { Button, CloseButton, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
import { useSay } from '../language/messages.ts'
import { Icon } from './icons.tsx'
import { partMessages } from './messages.ts'

/** What a field to search in a list is made of. */
export interface SearchFieldProps {
  readonly label: string
  readonly text: string
  /** Called a moment after the last key. */
  readonly onText: (text: string) => void
}

/** Narrows a list by what is typed. */
export function SearchField({ label, text, onText }: SearchFieldProps) {
  const say = useSay(partMessages)
  const [typed, setTyped] = useState(text)
  const tell = useDebouncedCallback(onText, 200)
  const set = (next: string): void => {
    setTyped(next)
    tell(next)
  }
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={typed}
      w={{ base: '100%', xs: 260 }}
      leftSection={<Icon name="search" size={16} />}
      onChange={(event) => set(event.currentTarget.value)}
      rightSection={
        typed === '' ? null : <CloseButton size="sm" aria-label={say('clearSearch')} onClick={() => set('')} />
      }
    />
  )
}

/** One choice among few; none chosen means all. */
export interface FilterSelectProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onValue: (value: string) => void
}

/** Narrows a list by one of few choices. */
export function FilterSelect({ label, value, options, onValue }: FilterSelectProps) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      w={{ base: '100%', xs: 200 }}
      clearable
      value={value === '' ? null : value}
      data={[...options]}
      onChange={(next) => onValue(next ?? '')}
    />
  )
}

/** A row of filters, with a button that takes all of them back while any is set. */
export function FilterBar({
  isFiltered,
  onClear,
  children,
}: {
  readonly isFiltered: boolean
  readonly onClear: () => void
  readonly children: ReactNode
}) {
  const say = useSay(partMessages)
  return (
    <Group gap="xs" mb="sm" role="search">
      {children}
      {isFiltered && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          {say('clearFilters')}
        </Button>
      )}
    </Group>
  )
}

/** The one filter of a short list: a text, with a button that takes it back. */
export function TextFilter({ label, text, onText }: SearchFieldProps) {
  const [round, setRound] = useState(0)
  const clear = (): void => {
    onText('')
    setRound((old) => old + 1)
  }
  return (
    <FilterBar isFiltered={text !== ''} onClear={clear}>
      <SearchField key={round} label={label} text={text} onText={onText} />
    </FilterBar>
  )
}

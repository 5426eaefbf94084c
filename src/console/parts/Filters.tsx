import { Button, CloseButton, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useId, useState, type ReactNode } from 'react'
import { useSay } from '../language/messages.ts'
import classes from './Filters.module.css'
import { FoundSelect } from './FoundSelect.tsx'
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

/** One choice among some; none chosen means all. */
export interface FilterSelectProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onValue: (value: string) => void
  /** Present when there are more than are offered: told what is typed, it offers others. */
  readonly onSearch?: (text: string) => void
}

/** So many are overlooked at once; among more, one can search. */
const few = 12
/** So many are drawn; more words find the others. */
const mostOffered = 100

/** Narrows a list by one choice. */
export function FilterSelect({ label, value, options, onValue, onSearch }: FilterSelectProps) {
  const say = useSay(partMessages)
  const look = { 'aria-label': label, placeholder: label, w: { base: '100%', xs: 200 }, clearable: true } as const
  if (onSearch !== undefined) return <FoundSelect {...look} {...{ value, options, onValue, onSearch }} />
  return (
    <Select
      {...look}
      value={value === '' ? null : value}
      data={[...options]}
      searchable={options.length > few}
      limit={mostOffered}
      nothingFoundMessage={say('nothingFound')}
      onChange={(next) => onValue(next ?? '')}
    />
  )
}

/** What a row of filters is made of. */
export interface FilterBarProps {
  /** The field that stays in sight where there is no room for the others. */
  readonly search?: ReactNode
  /** The other fields. */
  readonly children?: ReactNode
  /** How much is left; said aloud whenever it changes. */
  readonly count?: string | null
  readonly isFiltered: boolean
  readonly onClear: () => void
}

/** A row of filters, with a button that takes all of them back while any is set; on a telephone they open by a button. */
export function FilterBar({ search, children, count, isFiltered, onClear }: FilterBarProps) {
  const say = useSay(partMessages)
  const [isOpen, setOpen] = useState(false)
  const fieldsId = useId()
  return (
    <div role="search" className={classes.bar}>
      {search !== undefined && <div className={classes.search}>{search}</div>}
      {children !== undefined && (
        <Button
          variant="default"
          className={classes.opener ?? ''}
          leftSection={<Icon name="filter" size={16} />}
          aria-expanded={isOpen}
          aria-controls={fieldsId}
          onClick={() => setOpen(!isOpen)}
        >
          {say('filters')}
        </Button>
      )}
      <div id={fieldsId} className={classes.fields} data-open={isOpen || undefined}>
        {children}
      </div>
      {isFiltered && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          {say('clearFilters')}
        </Button>
      )}
      <Text size="sm" className={`${classes.count ?? ''} console-quiet console-number`} role="status">
        {count}
      </Text>
    </div>
  )
}

/** The one filter of a short list: a text, with a button that takes it back. */
export function TextFilter({ label, text, onText, count }: SearchFieldProps & Pick<FilterBarProps, 'count'>) {
  const [round, setRound] = useState(0)
  const clear = (): void => {
    onText('')
    setRound((old) => old + 1)
  }
  return (
    <FilterBar
      isFiltered={text !== ''}
      onClear={clear}
      search={<SearchField key={round} label={label} text={text} onText={onText} />}
      {...(count !== undefined && { count })}
    />
  )
}

import { Select, type SelectProps } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { partMessages } from './messages.ts'

/** One choice. */
export interface FoundOption {
  readonly value: string
  readonly label: string
  /** Under which heading it stands; of all options, or of none. */
  readonly group?: string
}

/** What a choice among any number is made of; whatever else the library's field takes. */
export interface FoundSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'onSearchChange'> {
  /** Those that the server found, and what is chosen. */
  readonly options: readonly FoundOption[]
  /** Empty: nothing is chosen. */
  readonly value: string
  readonly onValue: (value: string) => void
  /** Told what is typed, so that others are offered. */
  readonly onSearch: (text: string) => void
}

/** One choice among any number: the server searches, and what it finds is offered as it comes. */
export function FoundSelect({ options, value, onValue, onSearch, ...rest }: FoundSelectProps) {
  const say = useSay(partMessages)
  // The library puts the name of what is chosen into the field: that is no search, and the others stay on offer.
  const seek = (text: string): void =>
    onSearch(options.some((one) => one.value === value && one.label === text) ? '' : text)
  return (
    <Select
      searchable
      nothingFoundMessage={say('nothingFound')}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
      {...rest}
      value={value === '' ? null : value}
      data={grouped(options)}
      filter={({ options: all }) => all}
      onSearchChange={seek}
      onChange={(next) => onValue(next ?? '')}
    />
  )
}

function grouped(options: readonly FoundOption[]): NonNullable<SelectProps['data']> {
  const bare = options.map(({ value, label }) => ({ value, label }))
  if (options.every(({ group }) => group === undefined)) return bare
  const byGroup = Map.groupBy(options, ({ group = '' }) => group)
  return [...byGroup].map(([group, items]) => ({ group, items: items.map(({ value, label }) => ({ value, label })) }))
}

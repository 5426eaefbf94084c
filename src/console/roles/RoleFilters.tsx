import { useState } from 'react'
import { useAddressText } from '../calls/address.ts'
import { useSay } from '../language/messages.ts'
import { FilterBar, FilterSelect, SearchField } from '../parts/Filters.tsx'
import { roleMessages } from './messages.ts'
import type { RoleTab } from './role.ts'

const levels = ['account', 'prodenv'] as const
const types = ['system', 'custom'] as const

/** What narrows a list of roles; empty texts narrow nothing. */
export interface RoleFilter {
  readonly text: string
  readonly level: (typeof levels)[number] | ''
  readonly type: (typeof types)[number] | ''
}

/** A filter with what changes it. */
export interface RoleFiltering {
  readonly filter: RoleFilter
  readonly set: (change: Partial<Readonly<Record<keyof RoleFilter, string>>>) => void
  readonly isFiltered: boolean
}

/** Reads from the address which roles are wanted. */
export function useRoleFilter(): RoleFiltering {
  const [text, setText] = useAddressText('text')
  const [levelText, setLevel] = useAddressText('level')
  const [typeText, setType] = useAddressText('type')
  const setters = { text: setText, level: setLevel, type: setType }
  const level = levels.find((one) => one === levelText) ?? ''
  const type = types.find((one) => one === typeText) ?? ''
  return {
    filter: { text, level, type },
    set: (change) => {
      for (const name of ['text', 'level', 'type'] as const) {
        const value = change[name]
        if (value !== undefined) setters[name](value)
      }
    },
    isFiltered: text !== '' || level !== '' || type !== '',
  }
}

/** Takes every filter back. */
export const unfiltered = { text: '', level: '', type: '' } as const

/** The filters of a tab: text, type, and for global roles the level; and how many of the roles pass. */
export function RoleFilters({
  tab,
  filtering: { filter, set, isFiltered },
  shown,
  count,
}: {
  readonly tab: RoleTab
  readonly filtering: RoleFiltering
  readonly shown: number | null
  /** How many there are on the tab. */
  readonly count: number | null
}) {
  const say = useSay(roleMessages)
  const [round, setRound] = useState(0)
  const clear = (): void => {
    set(unfiltered)
    setRound(round + 1)
  }
  return (
    <FilterBar
      isFiltered={isFiltered}
      onClear={clear}
      count={isFiltered && shown !== null && count !== null ? say('countOf', { shown, count }) : null}
      search={<SearchField key={round} label={say('search')} text={filter.text} onText={(text) => set({ text })} />}
    >
      {tab === 'global' && (
        <FilterSelect
          label={say('filterLevel')}
          value={filter.level}
          options={levels.map((value) => ({ value, label: say(value === 'account' ? 'account' : 'environment') }))}
          onValue={(level) => set({ level })}
        />
      )}
      <FilterSelect
        label={say('filterType')}
        value={filter.type}
        options={types.map((value) => ({ value, label: say(value) }))}
        onValue={(type) => set({ type })}
      />
    </FilterBar>
  )
}

import { useState } from 'react'
import { useSay } from '../language/messages.ts'
import { FilterBar, FilterSelect, SearchField } from '../parts/Filters.tsx'
import { roleMessages } from './messages.ts'
import type { ListedRole, RoleTab } from './role.ts'

/** What narrows a list of roles; empty texts narrow nothing. */
export interface RoleFilter {
  readonly text: string
  readonly level: string
  readonly type: string
  /** Goes up when the filters are cleared, so that fields begin anew. */
  readonly round: number
}

/** A filter with what changes it. */
export interface RoleFiltering {
  readonly filter: RoleFilter
  readonly set: (change: Partial<RoleFilter>) => void
  readonly clear: () => void
  readonly isFiltered: boolean
}

/** Keeps what narrows a list of roles. */
export function useRoleFilter(): RoleFiltering {
  const [filter, setFilter] = useState<RoleFilter>({ text: '', level: '', type: '', round: 0 })
  return {
    filter,
    set: (change: Partial<RoleFilter>) => setFilter((old) => ({ ...old, ...change })),
    clear: () => setFilter(({ round }) => ({ text: '', level: '', type: '', round: round + 1 })),
    isFiltered: filter.text !== '' || filter.level !== '' || filter.type !== '',
  }
}

/** Tells whether a role is left by a filter. */
export function passes(role: ListedRole, { text, level, type }: RoleFilter): boolean {
  const sought = text.trim().toLowerCase()
  const isNamed = [role.name, role.id, role.description ?? ''].some((one) => one.toLowerCase().includes(sought))
  return isNamed && (level === '' || role.scope_type === level) && (type === '' || role.management_type === type)
}

/** The filters of a tab: text, type, and for global roles the level. */
export function RoleFilters({
  tab,
  filtering: { filter, set, clear, isFiltered },
  shown,
  count,
}: {
  readonly tab: RoleTab
  readonly filtering: RoleFiltering
  readonly shown: number
  readonly count: number
}) {
  const say = useSay(roleMessages)
  const levels = [
    { value: 'account', label: say('account') },
    { value: 'prodenv', label: say('environment') },
  ]
  const types = [
    { value: 'system', label: say('system') },
    { value: 'custom', label: say('custom') },
  ]
  return (
    <FilterBar
      isFiltered={isFiltered}
      onClear={clear}
      count={isFiltered ? say('countOf', { shown, count }) : null}
      search={
        <SearchField key={filter.round} label={say('search')} text={filter.text} onText={(text) => set({ text })} />
      }
    >
      {tab === 'global' && (
        <FilterSelect
          label={say('filterLevel')}
          value={filter.level}
          options={levels}
          onValue={(level) => set({ level })}
        />
      )}
      <FilterSelect label={say('filterType')} value={filter.type} options={types} onValue={(type) => set({ type })} />
    </FilterBar>
  )
}

import { Badge, CloseButton, TextInput } from '@mantine/core'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { FilterBar, FilterSelect } from '../parts/Filters.tsx'
import { UserPicker } from '../people/UserPicker.tsx'
import { changeLogMessages, operationTexts } from './messages.ts'
import type { useChangeFilter } from './use-change-filter.ts'

type OperationNoun = keyof typeof operationTexts.texts

/** The nouns of operations that change something. */
const operations = Object.keys(operationTexts.texts) as readonly OperationNoun[]

/** Who, what, which operation, and when. */
export function ChangeFilters({ filtering }: { readonly filtering: ReturnType<typeof useChangeFilter> }) {
  const say = useSay(changeLogMessages)
  const sayOperation = useSay(operationTexts)
  const { filter, set, clear, isFiltered } = filtering
  const [kind, id] = filter.by.split(' ')
  const isOnePerson = kind === 'user' && id !== undefined && id !== ''
  return (
    <FilterBar isFiltered={isFiltered} onClear={clear}>
      <FilterSelect
        label={say('who')}
        value={isOnePerson ? 'user' : filter.by}
        options={[
          { value: 'user', label: say('byPeople') },
          { value: 'api_key', label: say('byKeys') },
          { value: 'account_key', label: say('byAccountKeys') },
          { value: 'operator', label: say('byOperator') },
          { value: 'preset', label: say('byPreset') },
        ]}
        onValue={(by) => set({ by })}
      />
      {kind === 'user' && !isOnePerson && (
        <div style={{ width: 200 }}>
          <UserPicker
            label={say('searchWho')}
            excludedIds={new Set()}
            onPick={(user) => set({ by: `user ${user.id}` })}
          />
        </div>
      )}
      {isOnePerson && <Person id={id} onForget={() => set({ by: 'user' })} />}
      <FilterSelect
        label={say('filterOperation')}
        value={filter.operation}
        options={operations.map((one) => ({ value: one, label: sayOperation(one) }))}
        onValue={(operation) => set({ operation })}
      />
      <Day label={say('from')} value={filter.from} onValue={(from) => set({ from })} />
      <Day label={say('to')} value={filter.to} onValue={(to) => set({ to })} />
      {filter.about !== '' && (
        <Forgettable text={say('about', { name: filter.about })} onForget={() => set({ about: '' })} />
      )}
    </FilterBar>
  )
}

function Person({ id, onForget }: { readonly id: string; readonly onForget: () => void }) {
  const say = useSay(changeLogMessages)
  const { data } = useEndpoint('getPrincipal', { type: 'user', id })
  return <Forgettable text={say('onlyBy', { name: data?.name ?? id })} onForget={onForget} />
}

function Forgettable({ text, onForget }: { readonly text: string; readonly onForget: () => void }) {
  const say = useSay(changeLogMessages)
  return (
    <Badge
      color="ink"
      size="lg"
      rightSection={<CloseButton size="xs" aria-label={`${say('forget')}: ${text}`} onClick={onForget} />}
    >
      {text}
    </Badge>
  )
}

function Day({
  label,
  value,
  onValue,
}: {
  readonly label: string
  readonly value: string
  readonly onValue: (day: string) => void
}) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      leftSection={<span style={{ fontSize: 12 }}>{label}</span>}
      leftSectionWidth={46}
      w={{ base: '100%', xs: 180 }}
      value={value}
      onChange={({ currentTarget }) => onValue(currentTarget.value)}
    />
  )
}

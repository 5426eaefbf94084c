import { Select } from '@mantine/core'
import { useState } from 'react'
import { useAddressText } from '../calls/address.ts'
import { useSay } from '../language/messages.ts'
import { FilterBar, FilterSelect, SearchField } from '../parts/Filters.tsx'
import { peopleMessages } from '../people/messages.ts'
import { useFoundGroups } from '../people/use-found-groups.ts'
import { useFoundEnvironments } from '../people/use-found-environments.ts'
import { userMessages } from './messages.ts'
import type { UserFields } from './user.ts'

const orders = ['name', 'activity', 'created_at', 'status'] as const
const states = ['active', 'pending', 'disabled'] as const

/** What narrows the list of users, and in which order it comes; all of it stands in the address. */
export interface UserFiltering {
  readonly text: string
  readonly status: string
  readonly groupId: string
  readonly environmentId: string
  readonly order: (typeof orders)[number]
  readonly isFiltered: boolean
  readonly set: (change: Partial<Record<'text' | 'status' | 'groupId' | 'environmentId' | 'order', string>>) => void
  readonly fields: UserFields
}

/** Reads from the address which users are wanted. */
export function useUserFiltering(): UserFiltering {
  const [text, setText] = useAddressText('text')
  const [status, setStatus] = useAddressText('status')
  const [groupId, setGroup] = useAddressText('group')
  const [environmentId, setEnvironment] = useAddressText('environment')
  const [orderText, setOrder] = useAddressText('order')
  const order = orders.find((one) => one === orderText) ?? 'name'
  const state = states.find((one) => one === status)
  const setters = {
    text: setText,
    status: setStatus,
    groupId: setGroup,
    environmentId: setEnvironment,
    order: setOrder,
  }
  return {
    ...{ text, status, groupId, environmentId, order },
    isFiltered: [text, status, groupId, environmentId].some((one) => one !== ''),
    set: (change) => {
      for (const name of ['text', 'status', 'groupId', 'environmentId', 'order'] as const) {
        const value = change[name]
        if (value !== undefined) setters[name](value)
      }
    },
    fields: {
      ...(text !== '' && { text }),
      ...(state !== undefined && { status: state }),
      ...(groupId !== '' && { group: groupId }),
      ...(environmentId !== '' && { environment: environmentId }),
      sort_by: order,
      sort_order: order === 'activity' || order === 'created_at' ? 'desc' : 'asc',
    },
  }
}

/** The filters of the list of users, its order, and how many pass. */
export function UserFilters({
  filtering: { text, status, groupId, environmentId, order, isFiltered, set },
  total,
}: {
  readonly filtering: UserFiltering
  readonly total: number | null
}) {
  const say = useSay(userMessages)
  const people = useSay(peopleMessages)
  const [round, setRound] = useState(0)
  const clear = (): void => {
    set({ text: '', status: '', groupId: '', environmentId: '' })
    setRound(round + 1)
  }
  return (
    <FilterBar
      isFiltered={isFiltered}
      onClear={clear}
      count={total === null ? null : say('count', { count: total })}
      search={<SearchField key={round} label={say('search')} text={text} onText={(next) => set({ text: next })} />}
    >
      <FilterSelect
        label={say('filterStatus')}
        value={status}
        options={states.map((value) => ({ value, label: people(value) }))}
        onValue={(next) => set({ status: next })}
      />
      <GroupFilter label={say('filterGroup')} groupId={groupId} onGroup={(next) => set({ groupId: next })} />
      <EnvironmentFilter
        label={say('filterEnvironment')}
        environmentId={environmentId}
        onEnvironment={(next) => set({ environmentId: next })}
      />
      <OrderSelect order={order} onOrder={(next) => set({ order: next })} />
    </FilterBar>
  )
}

/** One group among any number; not there while the account has none. */
function GroupFilter({
  label,
  groupId,
  onGroup,
}: {
  readonly label: string
  readonly groupId: string
  readonly onGroup: (groupId: string) => void
}) {
  const [text, setText] = useState('')
  const groups = useFoundGroups(text, groupId === '' ? [] : [groupId]) ?? []
  if (groups.length === 0 && text === '') return null
  return <FilterSelect label={label} value={groupId} options={asOptions(groups)} onValue={onGroup} onSearch={setText} />
}

/** One environment among any number. */
function EnvironmentFilter({
  label,
  environmentId,
  onEnvironment,
}: {
  readonly label: string
  readonly environmentId: string
  readonly onEnvironment: (environmentId: string) => void
}) {
  const [text, setText] = useState('')
  const found = useFoundEnvironments(text, environmentId === '' ? [] : [environmentId])
  return (
    <FilterSelect
      label={label}
      value={environmentId}
      options={asOptions(found)}
      onValue={onEnvironment}
      onSearch={setText}
    />
  )
}

function OrderSelect({ order, onOrder }: { readonly order: string; readonly onOrder: (order: string) => void }) {
  const say = useSay(userMessages)
  return (
    <Select
      aria-label={say('sort')}
      w={{ base: '100%', xs: 160 }}
      allowDeselect={false}
      data={orders.map((value) => ({ value, label: say(`sort_${value}`) }))}
      value={order}
      onChange={(next) => onOrder(next === 'name' ? '' : (next ?? ''))}
    />
  )
}

const asOptions = (named: readonly { readonly id: string; readonly name: string }[]) =>
  named.map(({ id, name }) => ({ value: id, label: name }))

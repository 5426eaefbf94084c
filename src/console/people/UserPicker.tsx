import { Select, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { peopleMessages } from './messages.ts'

/** Somebody who can be chosen. */
export interface PickedUser {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** How many are offered at once; more words find the others. */
const offered = 20

/** Finds one user among any number, by name or e-mail; the server searches. */
export function UserPicker({
  label,
  excludedIds,
  onPick,
}: {
  readonly label: string
  readonly excludedIds: ReadonlySet<string>
  readonly onPick: (user: PickedUser) => void
}) {
  const say = useSay(peopleMessages)
  const [text, setText] = useState('')
  const [sought] = useDebouncedValue(text.trim(), 200)
  const { data } = useEndpoint(
    'searchUsers',
    { page_size: offered, ...(sought !== '' && { text: sought }) },
    { keepsOld: true },
  )
  const users = (data?.users ?? []).filter(({ id }) => !excludedIds.has(id))
  return (
    <Select
      label={label}
      placeholder={say('searchUsers')}
      leftSection={<Icon name="search" size={16} />}
      data={users.map(({ id, name }) => ({ value: id, label: name }))}
      value={null}
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={say('nothingFound')}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
      onChange={(id) => {
        const user = users.find((one) => one.id === id)
        if (user === undefined) return
        onPick(user)
        setText('')
      }}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" className="console-quiet">
            {users.find(({ id }) => id === option.value)?.email}
          </Text>
        </div>
      )}
    />
  )
}

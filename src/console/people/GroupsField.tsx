import { MultiSelect } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../language/messages.ts'
import { peopleMessages } from './messages.ts'
import { useFoundGroups } from './use-found-groups.ts'

/** A choice of groups; not there while the account has none. */
export function GroupsField({
  groupIds,
  onGroupIds,
}: {
  readonly groupIds: readonly string[]
  readonly onGroupIds: (groupIds: readonly string[]) => void
}) {
  const say = useSay(peopleMessages)
  const [text, setText] = useState('')
  const groups = useFoundGroups(text, groupIds)
  if (groups === undefined || (groups.length === 0 && text === '')) return null
  return (
    <MultiSelect
      label={say('groups')}
      description={say('groupsHint')}
      {...(groupIds.length === 0 && { placeholder: say('chooseGroups') })}
      data={groups.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...groupIds]}
      onChange={onGroupIds}
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      hidePickedOptions
      nothingFoundMessage={say('nothingFound')}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
    />
  )
}

import { MultiSelect } from '@mantine/core'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { peopleMessages } from './messages.ts'

/** A choice of groups; not there while the account has none. */
export function GroupsField({
  groupIds,
  onGroupIds,
}: {
  readonly groupIds: readonly string[]
  readonly onGroupIds: (groupIds: readonly string[]) => void
}) {
  const say = useSay(peopleMessages)
  const { data } = useEndpoint('listGroups', {})
  if (data === undefined || data.groups.length === 0) return null
  return (
    <MultiSelect
      label={say('groups')}
      description={say('groupsHint')}
      {...(groupIds.length === 0 && { placeholder: say('chooseGroups') })}
      data={data.groups.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...groupIds]}
      onChange={onGroupIds}
      searchable
      hidePickedOptions
      nothingFoundMessage={say('nothingFound')}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
    />
  )
}

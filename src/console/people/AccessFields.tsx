import { MultiSelect, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../language/messages.ts'
import type { OpenChoice } from './choices.ts'
import { peopleMessages } from './messages.ts'
import { useFoundEnvironments } from './use-found-environments.ts'

/** Which product environments are open: all of them, or those that are chosen. */
export function AccessFields({
  access,
  onAccess,
}: {
  readonly access: OpenChoice
  readonly onAccess: (access: OpenChoice) => void
}) {
  const say = useSay(peopleMessages)
  const [text, setText] = useState('')
  const found = useFoundEnvironments(text, access.ids)
  const known = new Set(found.map(({ id }) => id))
  const data = [
    ...found.map(({ id, name }) => ({ value: id, label: name })),
    ...access.ids.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id })),
  ]
  return (
    <Radio.Group
      label={say('access')}
      description={say('accessHint')}
      value={access.isAll ? 'all' : 'some'}
      onChange={(value) => onAccess({ ...access, isAll: value === 'all' })}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="all" label={say('accessAll')} description={say('accessAllHint')} />
        <Radio value="some" label={say('accessSome')} />
        {!access.isAll && (
          <MultiSelect
            aria-label={say('environments')}
            {...(access.ids.length === 0 && { placeholder: say('chooseEnvironments') })}
            data={data}
            value={[...access.ids]}
            onChange={(ids) => onAccess({ isAll: false, ids })}
            searchable
            onSearchChange={setText}
            filter={({ options }) => options}
            hidePickedOptions
            nothingFoundMessage={say('nothingFound')}
            comboboxProps={{ withinPortal: true, shadow: 'md' }}
            ml={28}
          />
        )}
      </Stack>
    </Radio.Group>
  )
}

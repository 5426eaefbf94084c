import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../calls/use-endpoint.ts'
import type { MadeKey } from '../keys/key.ts'
import { useSay } from '../language/messages.ts'
import { FormDrawer } from '../parts/Panels.tsx'
import { type ShownEnvironment } from './environment.ts'
import { environmentMessages } from './messages.ts'
import { useEnvironmentSteps } from './use-environment-steps.ts'

/** Makes an environment; its first key comes with it. */
export function CreateEnvironment({
  others,
  isOpen,
  onClose,
  onMade,
}: {
  readonly others: readonly ShownEnvironment[]
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onMade: (made: MadeKey) => void
}) {
  const say = useSay(environmentMessages)
  const [name, setName] = useState('')
  const [cloudName, setCloudName] = useState('')
  const [baseId, setBaseId] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const wanted = name.trim()
  const steps = useEnvironmentSteps(say('created1', { name: wanted }), onClose)
  const make = async (): Promise<void> => {
    const { api_access_keys } = await call('createProductEnvironment', {
      name: wanted,
      ...(cloudName.trim() !== '' && { cloud_name: cloudName.trim() }),
      ...(baseId !== null && { base_sub_account_id: baseId }),
    })
    const [first] = api_access_keys
    if (first !== undefined) onMade({ type: 'apiKey', id: first.key, name: wanted, secret: first.secret })
  }
  const submit = (): void => {
    setTried(true)
    if (wanted !== '') steps.run(make)
  }
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('createTitle')}
      onSubmit={submit}
      submitLabel={say('create')}
      isBusy={steps.isBusy}
      isChanged={(wanted !== '' || cloudName !== '') && !steps.isBusy}
      problem={steps.problem}
    >
      <TextInput
        label={say('name')}
        required
        data-autofocus
        value={name}
        error={isTried && wanted === '' ? say('nameMissing') : null}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={say('cloudName')}
        description={say('cloudNameHint')}
        maxLength={63}
        value={cloudName}
        onChange={({ currentTarget }) => setCloudName(currentTarget.value)}
      />
      {others.length > 0 && (
        <Select
          label={say('copyFrom')}
          placeholder={say('copyFromNothing')}
          clearable
          data={others.map((one) => ({ value: one.id, label: one.name }))}
          value={baseId}
          onChange={setBaseId}
        />
      )}
    </FormDrawer>
  )
}

import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../calls/use-endpoint.ts'
import type { MadeKey } from '../keys/key.ts'
import { useSay } from '../language/messages.ts'
import { FormDrawer } from '../parts/Panels.tsx'
import { type ShownEnvironment } from './environment.ts'
import { environmentMessages } from './messages.ts'
import { useEnvironmentSteps } from './use-environment-steps.ts'

interface CreateProps {
  readonly others: readonly ShownEnvironment[]
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onMade: (made: MadeKey) => void
}

/** Makes an environment; its first key comes with it. */
export function CreateEnvironment({ others, isOpen, onClose, onMade }: CreateProps) {
  const say = useSay(environmentMessages)
  const [draft, setDraft] = useState<Draft>({ name: '', cloudName: '', baseId: null })
  const [isTried, setTried] = useState(false)
  const name = draft.name.trim()
  const steps = useEnvironmentSteps(say('created1', { name }), onClose)
  const submit = (): void => {
    setTried(true)
    if (name !== '') steps.run(() => make(draft, onMade))
  }
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('createTitle')}
      onSubmit={submit}
      submitLabel={say('create')}
      isBusy={steps.isBusy}
      isChanged={(name !== '' || draft.cloudName !== '') && !steps.isBusy}
      problem={steps.problem}
    >
      <Fields
        draft={draft}
        onDraft={(part) => setDraft((old) => ({ ...old, ...part }))}
        others={others}
        nameError={isTried && name === '' ? say('nameMissing') : null}
      />
    </FormDrawer>
  )
}

interface Draft {
  readonly name: string
  readonly cloudName: string
  readonly baseId: string | null
}

async function make({ name: typed, cloudName, baseId }: Draft, onMade: CreateProps['onMade']): Promise<void> {
  const name = typed.trim()
  const { api_access_keys } = await call('createProductEnvironment', {
    name,
    ...(cloudName.trim() !== '' && { cloud_name: cloudName.trim() }),
    ...(baseId !== null && { base_sub_account_id: baseId }),
  })
  const [first] = api_access_keys
  if (first !== undefined) onMade({ type: 'apiKey', id: first.key, name, secret: first.secret })
}

function Fields({
  draft: { name, cloudName, baseId },
  onDraft,
  others,
  nameError,
}: {
  readonly draft: Draft
  readonly onDraft: (part: Partial<Draft>) => void
  readonly others: readonly ShownEnvironment[]
  readonly nameError: string | null
}) {
  const say = useSay(environmentMessages)
  return (
    <>
      <TextInput
        label={say('name')}
        required
        data-autofocus
        value={name}
        error={nameError}
        onChange={({ currentTarget }) => onDraft({ name: currentTarget.value })}
      />
      <TextInput
        label={say('cloudName')}
        description={say('cloudNameHint')}
        maxLength={63}
        value={cloudName}
        onChange={({ currentTarget }) => onDraft({ cloudName: currentTarget.value })}
      />
      {others.length > 0 && (
        <Select
          label={say('copyFrom')}
          placeholder={say('copyFromNothing')}
          clearable
          data={others.map((one) => ({ value: one.id, label: one.name }))}
          searchable={others.length > 8}
          limit={100}
          value={baseId}
          onChange={(id) => onDraft({ baseId: id })}
        />
      )}
    </>
  )
}

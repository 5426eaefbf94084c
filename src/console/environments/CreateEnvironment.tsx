import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../calls/use-endpoint.ts'
import type { MadeKey } from '../keys/key.ts'
import { useSay } from '../language/messages.ts'
import { FoundSelect } from '../parts/FoundSelect.tsx'
import { FormDrawer } from '../parts/Panels.tsx'
import { useFoundEnvironments } from '../people/use-found-environments.ts'
import { environmentMessages } from './messages.ts'
import { useEnvironmentSteps } from './use-environment-steps.ts'

interface CreateProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onMade: (made: MadeKey) => void
}

/** Makes an environment; its first key comes with it. */
export function CreateEnvironment({ isOpen, onClose, onMade }: CreateProps) {
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
  nameError,
}: {
  readonly draft: Draft
  readonly onDraft: (part: Partial<Draft>) => void
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
      <CopyFrom baseId={baseId} onBase={(id) => onDraft({ baseId: id })} />
    </>
  )
}

/** Whose settings are copied; not there while the account has no environment. */
function CopyFrom({
  baseId,
  onBase,
}: {
  readonly baseId: string | null
  readonly onBase: (baseId: string | null) => void
}) {
  const say = useSay(environmentMessages)
  const [text, setText] = useState('')
  const others = useFoundEnvironments(text, baseId === null ? [] : [baseId])
  if (others.length === 0 && text === '') return null
  return (
    <FoundSelect
      label={say('copyFrom')}
      placeholder={say('copyFromNothing')}
      clearable
      options={others.map(({ id, name }) => ({ value: id, label: name }))}
      value={baseId ?? ''}
      onValue={(id) => onBase(id === '' ? null : id)}
      onSearch={setText}
    />
  )
}

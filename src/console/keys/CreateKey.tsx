import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSteps } from '../calls/use-steps.ts'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Icon } from '../parts/icons.tsx'
import { FormDrawer } from '../parts/Panels.tsx'
import { useDialog } from '../people/use-dialog.ts'
import { createIntent, createKey } from './intents.ts'
import { keysChange, type MadeKey } from './key.ts'
import { PurposeField } from './PurposeField.tsx'
import { MadeKeyDialog } from './MadeKeyDialog.tsx'
import { keyMessages } from './messages.ts'

/** Makes a key, shows its secret once, and offers roles for it. */
export function CreateKeyButton({ environmentId }: { readonly environmentId: string | null }) {
  const say = useSay(keyMessages)
  const form = useDialog<true>()
  const [made, setMade] = useState<MadeKey | null>(null)
  return (
    <>
      <ActionButton
        intent={createIntent(environmentId, say('createTitle'))}
        onAct={() => form.open(true)}
        leftSection={<Icon name="plus" size={16} />}
      >
        {say('create')}
      </ActionButton>
      {form.round > 0 && (
        <CreateKey
          key={form.round}
          environmentId={environmentId}
          isOpen={form.isOpen}
          onClose={form.close}
          onMade={setMade}
        />
      )}
      {made !== null && <MadeKeyDialog made={made} onClose={() => setMade(null)} />}
    </>
  )
}

function CreateKey({
  environmentId,
  isOpen,
  onClose,
  onMade,
}: {
  readonly environmentId: string | null
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onMade: (made: MadeKey) => void
}) {
  const say = useSay(keyMessages)
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [isTried, setTried] = useState(false)
  const steps = useSteps(keysChange, { onDone: onClose })
  const wanted = name.trim()
  const submit = (): void => {
    setTried(true)
    if (wanted !== '')
      steps.run(async () => onMade(await createKey(environmentId, { name: wanted, purpose: purpose.trim() })))
  }
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('createTitle')}
      onSubmit={submit}
      submitLabel={say('create')}
      isBusy={steps.isBusy}
      isChanged={(wanted !== '' || purpose !== '') && !steps.isBusy}
      problem={steps.problem}
    >
      <TextInput
        label={say('name')}
        description={say('nameHint')}
        required
        data-autofocus
        maxLength={255}
        value={name}
        error={isTried && wanted === '' ? say('nameMissing') : null}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <PurposeField purpose={purpose} onPurpose={setPurpose} />
      <Text size="sm" className="console-quiet">
        {say('withRoles')}
      </Text>
    </FormDrawer>
  )
}

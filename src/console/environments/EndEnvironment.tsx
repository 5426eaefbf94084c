import { Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { ProblemText } from '../parts/ProblemText.tsx'
import { type ShownEnvironment } from './environment.ts'
import { environmentMessages } from './messages.ts'
import { useEnvironmentSteps } from './use-environment-steps.ts'

interface PanelProps {
  readonly shown: ShownEnvironment
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Asks before an environment is disabled. */
export function DisableEnvironment({ shown: { id, name }, isOpen, onClose }: PanelProps) {
  const say = useSay(environmentMessages)
  const steps = useEnvironmentSteps(say('isDisabled', { name }), onClose)
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('disableTitle', { name })}
      confirmLabel={say('disableConfirm')}
      onCancel={onClose}
      onConfirm={() => steps.run(() => call('updateProductEnvironment', { sub_account_id: id, enabled: false }))}
      isDangerous
      isBusy={steps.isBusy}
    >
      {say('disableText')}
      {steps.problem !== null && <ProblemText problem={steps.problem} />}
    </ConfirmDialog>
  )
}

/** Asks before an environment is deleted: its cloud name must be typed, as nothing of it comes back. */
export function DeleteEnvironment({ shown: { id, name, cloud_name: cloudName }, isOpen, onClose }: PanelProps) {
  const say = useSay(environmentMessages)
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const steps = useEnvironmentSteps(say('deleted', { name }), onClose)
  const confirm = (): void => {
    setTried(true)
    if (typed.trim() === cloudName) steps.run(() => call('deleteProductEnvironment', { sub_account_id: id }))
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('deleteTitle', { name })}
      confirmLabel={say('deleteConfirm')}
      onCancel={onClose}
      onConfirm={confirm}
      isDangerous
      isBusy={steps.isBusy}
    >
      <Stack gap="sm">
        {say('deleteText')}
        <TextInput
          label={say('deleteType', { cloudName })}
          value={typed}
          error={isTried && typed.trim() !== cloudName}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {steps.problem !== null && <ProblemText problem={steps.problem} />}
      </Stack>
    </ConfirmDialog>
  )
}

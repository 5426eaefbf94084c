import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Icon } from '../parts/icons.tsx'
import { partMessages } from '../parts/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { useDialog } from '../people/use-dialog.ts'
import { assignIntent } from './intents.ts'
import type { MadeKey } from './key.ts'
import { KeyRoles } from './KeyRoles.tsx'
import { keyMessages } from './messages.ts'

/** Shows the secret of a new key, this once, and doesn't let it be left without roles unnoticed. */
export function MadeKeyDialog({ made, onClose }: { readonly made: MadeKey; readonly onClose: () => void }) {
  const say = useSay(keyMessages)
  const part = useSay(partMessages)
  const { type, id, name, secret } = made
  const principal = useEndpoint('getPrincipal', { type, id })
  const roles = useDialog<true>()
  const [isLeaving, setLeaving] = useState(false)
  const hasRoles = (principal.data?.roles.length ?? 0) > 0
  const leave = (): void => {
    // The key that closes this dialog would close the question too, were it there before the key is done with.
    setTimeout(hasRoles ? onClose : () => setLeaving(true))
  }
  return (
    <Modal
      opened
      onClose={leave}
      title={say('madeTitle', { name })}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': part('close') }}
    >
      <Stack gap="md">
        <Notice tone="warning">{say('madeText')}</Notice>
        <Line label={say('key')} text={id} copyLabel={say('copyKey', { name })} />
        <Line label={say('secret')} text={secret} copyLabel={say('copySecret')} />
        <Notice tone={hasRoles ? 'done' : 'warning'}>{say(hasRoles ? 'rolesAssigned' : 'withoutRoles')}</Notice>
        <Group justify="flex-end">
          <Button variant={hasRoles ? 'filled' : 'default'} onClick={leave}>
            {say('done')}
          </Button>
          {!hasRoles && (
            <ActionButton intent={assignIntent(made)} onAct={() => roles.open(true)}>
              {say('assignRoles')}
            </ActionButton>
          )}
        </Group>
      </Stack>
      {roles.round > 0 && <KeyRoles key={roles.round} shown={made} isOpen={roles.isOpen} onClose={roles.close} />}
      <ConfirmDialog
        isOpen={isLeaving}
        title={say('leaveTitle')}
        confirmLabel={say('leaveConfirm')}
        onCancel={() => setLeaving(false)}
        onConfirm={onClose}
      >
        {say('leaveText', { name })}
      </ConfirmDialog>
    </Modal>
  )
}

function Line({
  label,
  text,
  copyLabel,
}: {
  readonly label: string
  readonly text: string
  readonly copyLabel: string
}) {
  const say = useSay(keyMessages)
  return (
    <div>
      <Text size="xs" fw={600} className="console-quiet" mb={4}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Code style={{ overflowWrap: 'anywhere', flex: 1, padding: '7px 10px', fontSize: 13 }}>{text}</Code>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="xs"
              onClick={copy}
              aria-label={copyLabel}
              leftSection={<Icon name={copied ? 'tick' : 'copy'} size={14} />}
            >
              {say(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )
}

import { Modal, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { showDone } from '../calls/notices.ts'
import { useEnter, useSession } from '../calls/session.ts'
import { useSay } from '../language/messages.ts'
import { partMessages } from '../parts/messages.ts'
import { PasswordSteps } from '../sign-in/PasswordSteps.tsx'
import { frameMessages } from './messages.ts'

/**
 * Goes into another account that has a user with the same e-mail. The password is asked for: who looks after one account may
 * set any e-mail there, so an e-mail alone says nothing in another.
 */
export function ChangeAccount({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { user } = useSession()
  const say = useSay(frameMessages)
  const sayPart = useSay(partMessages)
  const enter = useEnter()
  const navigate = useNavigate()
  const change = async (signedIn: {
    readonly csrf_token: string
    readonly user?: { readonly account_id: string }
  }): Promise<void> => {
    await enter(signedIn)
    onClose()
    if (signedIn.user?.account_id === user.account_id) showDone(say('sameAccount'))
    else await navigate({ to: '/' })
  }
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={say('changeAccount')}
      closeButtonProps={{ 'aria-label': sayPart('close') }}
    >
      <Stack>
        <Text size="sm">{say('changeAccountText')}</Text>
        {isOpen && <PasswordSteps email={user.email} submitLabel={say('goOn')} onDone={change} />}
      </Stack>
    </Modal>
  )
}

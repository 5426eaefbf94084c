import { Anchor, Modal, Stack, Text } from '@mantine/core'
import { useGoOn, useHasEnded, useLeave, useSession } from '../calls/session.ts'
import { useSay } from '../language/messages.ts'
import { PasswordSteps } from '../sign-in/PasswordSteps.tsx'
import { frameMessages } from './messages.ts'

/** Asks whose session has ended to sign in again, over the page: what was typed there is still there afterwards. */
export function SignInAgain() {
  const { user, account } = useSession()
  const hasEnded = useHasEnded()
  const say = useSay(frameMessages)
  const goOn = useGoOn()
  const leave = useLeave()
  return (
    <Modal
      opened={hasEnded}
      onClose={() => undefined}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      title={say('endedTitle')}
      zIndex={400}
    >
      <Stack>
        <Text size="sm">{say('endedText', { account: account.name })}</Text>
        <PasswordSteps email={user.email} accountId={account.id} submitLabel={say('goOn')} onDone={goOn} />
        <Anchor component="button" type="button" size="sm" onClick={leave}>
          {say('signInAsOther')}
        </Anchor>
      </Stack>
    </Modal>
  )
}

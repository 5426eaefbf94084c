import { Button, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { readProblem } from '../calls/problem.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { signInMessages } from './messages.ts'
import { Refused } from './Refused.tsx'

/** Chooses among the accounts that an e-mail and a password fit in. */
export function AccountChoice({
  accounts,
  isBusy,
  onChoose,
  onBack,
}: {
  readonly accounts: readonly { readonly id: string; readonly name: string }[]
  readonly isBusy: boolean
  readonly onChoose: (id: string) => void
  readonly onBack: () => void
}) {
  const say = useSay(signInMessages)
  return (
    <Stack gap="xs">
      {accounts.map(({ id, name }, index) => (
        <UnstyledButton
          key={id}
          onClick={() => onChoose(id)}
          disabled={isBusy}
          autoFocus={index === 0}
          className="console-sheet console-choice"
        >
          <Icon name="account" />
          <span style={{ flex: 1 }}>{name}</span>
          <Icon name="right" size={16} />
        </UnstyledButton>
      ))}
      <Button variant="subtle" color="gray" onClick={onBack}>
        {say('back')}
      </Button>
    </Stack>
  )
}

/** Takes the code of an authenticator, or a recovery code, and finishes signing in. */
export function CodeForm({
  token,
  onBack,
  onDone,
}: {
  readonly token: string
  readonly onBack: () => void
  readonly onDone: (signedIn: { readonly csrf_token: string }) => Promise<void>
}) {
  const say = useSay(signInMessages)
  const [code, setCode] = useState('')
  const confirm = useAct('confirmSignIn', { changes: [], showsProblems: true, onDone: (reply) => void onDone(reply) })
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    confirm.mutate({ token, code: code.trim() })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={say('code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          withAsterisk={false}
          autoFocus
          size="md"
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
        {confirm.error !== null && <Refused problem={readProblem(confirm.error)} wrong={say('wrongCode')} />}
        <Button type="submit" size="md" loading={confirm.isPending}>
          {say('continue')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {say('back')}
        </Button>
      </Stack>
    </form>
  )
}

import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import type { CallReply } from '../../api/client.ts'
import { readProblem } from '../calls/problem.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { signInMessages } from './messages.ts'
import { Refused } from './Refused.tsx'
import { AccountChoice, CodeForm } from './SignInSteps.tsx'

type Answer = CallReply<'signIn'>
type Step = { readonly type: 'password' } | Exclude<Answer, { type: 'signed_in' }>

/** What signing in with a known e-mail is made of. */
export interface PasswordStepsProps {
  readonly email: string
  /** Absent: whichever account the password fits in, and where there are several, the one that is chosen. */
  readonly accountId?: string
  readonly submitLabel: string
  readonly onDone: (signedIn: { readonly csrf_token: string }) => Promise<void>
}

/** Signs somebody in whose e-mail is known: password, then account and code where they are needed. */
export function PasswordSteps({ email, accountId, submitLabel, onDone }: PasswordStepsProps) {
  const say = useSay(signInMessages)
  const [step, setStep] = useState<Step>({ type: 'password' })
  const [password, setPassword] = useState('')
  const signIn = useAct('signIn', {
    changes: [],
    showsProblems: true,
    onDone: (answer) => (answer.type === 'signed_in' ? void onDone(answer) : setStep(answer)),
  })
  const again = (): void => setStep({ type: 'password' })
  if (step.type === 'second_factor') return <CodeForm token={step.token} onBack={again} onDone={onDone} />
  if (step.type === 'choose_account') {
    const choose = (account_id: string): void => signIn.mutate({ email, password, account_id })
    return <AccountChoice accounts={step.accounts} isBusy={signIn.isPending} onChoose={choose} onBack={again} />
  }
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    signIn.mutate({ email, password, ...(accountId !== undefined && { account_id: accountId }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" fw={550}>
          {email}
        </Text>
        {/* Password stores learn by it whose password this is. */}
        <input type="hidden" autoComplete="username" value={email} />
        <PasswordInput
          label={say('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
          // Escape belongs to this question, not to the panel behind it.
          data-mantine-stop-propagation="true"
          size="md"
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        {signIn.error !== null && <Refused problem={readProblem(signIn.error)} wrong={say('wrongPassword')} />}
        <Button type="submit" size="md" loading={signIn.isPending}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  )
}

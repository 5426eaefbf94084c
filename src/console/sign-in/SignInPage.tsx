import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type SyntheticEvent } from 'react'
import type { CallReply } from '../../api/client.ts'
import { useAddressText } from '../calls/address.ts'
import { readProblem } from '../calls/problem.ts'
import { useEnter } from '../calls/session.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { signInMessages } from './messages.ts'
import { AccountChoice, CodeForm } from './SignInSteps.tsx'
import { Refused } from './Refused.tsx'
import { VisitorFrame } from './VisitorFrame.tsx'

type Answer = CallReply<'signIn'>
type Step = { readonly type: 'credentials' } | Exclude<Answer, { type: 'signed_in' }>

/** Signs somebody in: e-mail and password, then an account where several fit, then a code where one is set up. */
export function SignInPage() {
  const [step, setStep] = useState<Step>({ type: 'credentials' })
  const [credentials, setCredentials] = useState<Credentials>({ email: '', password: '' })
  const finish = useFinish()
  const say = useSay(signInMessages)
  const signIn = useAct('signIn', {
    changes: [],
    showsProblems: true,
    onDone: (answer) => (answer.type === 'signed_in' ? void finish(answer) : setStep(answer)),
  })
  const again = (): void => setStep({ type: 'credentials' })
  if (step.type === 'second_factor') {
    return (
      <VisitorFrame title={say('factorTitle')} text={say('factorText')}>
        <CodeForm token={step.token} onBack={again} onDone={finish} />
      </VisitorFrame>
    )
  }
  if (step.type === 'choose_account') {
    const choose = (account_id: string): void => signIn.mutate({ ...credentials, account_id })
    return (
      <VisitorFrame title={say('chooseTitle')} text={say('chooseText')}>
        <AccountChoice accounts={step.accounts} isBusy={signIn.isPending} onChoose={choose} onBack={again} />
      </VisitorFrame>
    )
  }
  return (
    <CredentialsStep
      credentials={credentials}
      onCredentials={setCredentials}
      error={signIn.error}
      isBusy={signIn.isPending}
      onSubmit={() => signIn.mutate(credentials)}
    />
  )
}

interface Credentials {
  readonly email: string
  readonly password: string
}

interface CredentialsStepProps {
  readonly credentials: Credentials
  readonly onCredentials: (credentials: Credentials) => void
  readonly error: Error | null
  readonly isBusy: boolean
  readonly onSubmit: () => void
}

function CredentialsStep({ credentials, onCredentials, error, isBusy, onSubmit }: CredentialsStepProps) {
  const say = useSay(signInMessages)
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  const field = { required: true, withAsterisk: false, size: 'md' } as const
  return (
    <VisitorFrame title={say('title')}>
      <SignedOutNotice />
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            {...field}
            label={say('email')}
            type="email"
            autoComplete="username"
            autoFocus
            value={credentials.email}
            onChange={({ currentTarget }) => onCredentials({ ...credentials, email: currentTarget.value })}
          />
          <PasswordInput
            {...field}
            label={say('password')}
            autoComplete="current-password"
            value={credentials.password}
            onChange={({ currentTarget }) => onCredentials({ ...credentials, password: currentTarget.value })}
          />
          {error !== null && <Refused problem={readProblem(error)} wrong={say('wrong')} />}
          <Button type="submit" size="md" loading={isBusy} fullWidth>
            {say('signIn')}
          </Button>
          <Anchor component={Link} to="/forgotten" size="sm">
            {say('forgotten')}
          </Anchor>
        </Stack>
      </form>
    </VisitorFrame>
  )
}

/** Goes where somebody wanted to go before they were asked to sign in; only ever inside this console. */
function useFinish() {
  const enter = useEnter()
  const navigate = useNavigate()
  const [next] = useAddressText('next')
  return async (signedIn: { readonly csrf_token: string }): Promise<void> => {
    await enter(signedIn)
    await navigate({ href: /^\/(?![/\\])/.test(next) ? next : '/', replace: true })
  }
}

function SignedOutNotice() {
  const [done] = useAddressText('done')
  const say = useSay(signInMessages)
  return done === 'reset' ? <Notice tone="done">{say('resetDone')}</Notice> : null
}

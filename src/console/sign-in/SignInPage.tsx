import { Anchor, Button, PasswordInput, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type SyntheticEvent } from 'react'
import type { CallReply } from '../../api/client.ts'
import { useAddressText } from '../calls/address.ts'
import { readProblem, type Problem } from '../calls/problem.ts'
import { useEnter } from '../calls/session.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { Notice } from '../parts/Notice.tsx'
import { capitalized } from '../parts/ProblemText.tsx'
import { signInMessages } from './messages.ts'
import { VisitorFrame } from './VisitorFrame.tsx'

type Answer = CallReply<'signIn'>
type Step = { readonly type: 'credentials' } | Exclude<Answer, { type: 'signed_in' }>

/** Signs somebody in: e-mail and password, then an account where several fit, then a code where one is set up. */
export function SignInPage() {
  const [step, setStep] = useState<Step>({ type: 'credentials' })
  const [credentials, setCredentials] = useState<Credentials>({ email: '', password: '' })
  const finish = useFinish()
  const signIn = useAct('signIn', {
    changes: [],
    showsProblems: true,
    onDone: (answer) => (answer.type === 'signed_in' ? void finish(answer) : setStep(answer)),
  })
  const again = (): void => setStep({ type: 'credentials' })
  if (step.type === 'second_factor') return <CodeStep token={step.token} onBack={again} onDone={finish} />
  if (step.type === 'choose_account') {
    const choose = (account_id: string): void => signIn.mutate({ ...credentials, account_id })
    return <AccountStep accounts={step.accounts} onChoose={choose} onBack={again} />
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

/** Says why signing in failed, in words for people. */
export function Refused({ problem, wrong }: { readonly problem: Problem; readonly wrong: string }) {
  const say = useSay(signInMessages)
  const seconds = /(\d+) seconds/.exec(problem.title)?.[1]
  const isThrottled = problem.status === 429 && seconds !== undefined
  const reason = capitalized(problem.detail ?? problem.title)
  const text = isThrottled ? say('wait', { count: Number(seconds) }) : say('failed', { reason })
  return <Notice tone="error">{problem.status === 401 ? wrong : text}</Notice>
}

function AccountStep({
  accounts,
  onChoose,
  onBack,
}: {
  readonly accounts: readonly { readonly id: string; readonly name: string }[]
  readonly onChoose: (id: string) => void
  readonly onBack: () => void
}) {
  const say = useSay(signInMessages)
  return (
    <VisitorFrame title={say('chooseTitle')} text={say('chooseText')}>
      <Stack gap="xs">
        {accounts.map(({ id, name }) => (
          <UnstyledButton
            key={id}
            onClick={() => onChoose(id)}
            className="console-sheet"
            style={{ display: 'flex', alignItems: 'center', gap: 12, padding: '12px 14px' }}
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
    </VisitorFrame>
  )
}

function CodeStep({
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
    <VisitorFrame title={say('factorTitle')} text={say('factorText')}>
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
    </VisitorFrame>
  )
}

import { Anchor, Button, Stack, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type SyntheticEvent } from 'react'
import { readProblem } from '../calls/problem.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { signInMessages } from './messages.ts'
import { Refused } from './Refused.tsx'
import { VisitorFrame } from './VisitorFrame.tsx'

/** Asks for a link by which a password is set anew; the answer never tells whether anybody has the e-mail. */
export function ForgottenPage() {
  const say = useSay(signInMessages)
  const [email, setEmail] = useState('')
  const ask = useAct('requestPasswordReset', { changes: [], showsProblems: true })
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    ask.mutate({ email })
  }
  return (
    <VisitorFrame title={say('forgottenTitle')} text={say('forgottenText')}>
      {ask.isSuccess ? (
        <Notice tone="done">{say('linkSent')}</Notice>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={say('email')}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              autoFocus
              size="md"
              value={email}
              onChange={({ currentTarget }) => setEmail(currentTarget.value)}
            />
            {ask.error !== null && <Refused problem={readProblem(ask.error)} wrong="" />}
            <Button type="submit" size="md" loading={ask.isPending}>
              {say('sendLink')}
            </Button>
          </Stack>
        </form>
      )}
      <Anchor component={Link} to="/sign-in" size="sm">
        {say('toSignIn')}
      </Anchor>
    </VisitorFrame>
  )
}

import { Button, Stack } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type SyntheticEvent } from 'react'
import { readProblem } from '../calls/problem.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { BrokenLink } from './BrokenLink.tsx'
import { signInMessages } from './messages.ts'
import { isRepeated, NewPasswordFields, noPassword } from './NewPasswordFields.tsx'
import { Refused } from './Refused.tsx'
import { VisitorFrame } from './VisitorFrame.tsx'

/** Sets a new password by the link of a letter. */
export function ResetPage() {
  const say = useSay(signInMessages)
  const { token = '' }: { readonly token?: string } = useParams({ strict: false })
  const [value, setValue] = useState(noPassword)
  const navigate = useNavigate()
  const reset = useAct('completePasswordReset', {
    changes: [],
    showsProblems: true,
    onDone: () => void navigate({ to: '/sign-in', search: { done: 'reset' } }),
  })
  const problem = reset.error === null ? null : readProblem(reset.error)
  if (problem?.status === 404) return <BrokenLink />
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (isRepeated(value)) reset.mutate({ token, password: value.password })
  }
  return (
    <VisitorFrame title={say('resetTitle')} text={say('resetText')}>
      <form onSubmit={submit}>
        <Stack>
          <NewPasswordFields value={value} onValue={setValue} />
          {problem !== null && <Refused problem={problem} wrong="" />}
          <Button type="submit" size="md" loading={reset.isPending}>
            {say('setPassword')}
          </Button>
        </Stack>
      </form>
    </VisitorFrame>
  )
}

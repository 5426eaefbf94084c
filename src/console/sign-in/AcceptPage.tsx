import { Button, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type SyntheticEvent } from 'react'
import type { CallReply } from '../../api/client.ts'
import { readProblem } from '../calls/problem.ts'
import { useEnter } from '../calls/session.ts'
import { call, useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { LoadingRows } from '../parts/States.tsx'
import { BrokenLink } from './BrokenLink.tsx'
import { signInMessages } from './messages.ts'
import { isRepeated, NewPasswordFields, noPassword } from './NewPasswordFields.tsx'
import { Refused } from './Refused.tsx'
import { VisitorFrame } from './VisitorFrame.tsx'

/** Accepts an invitation by the link of a letter, and signs in. */
export function AcceptPage() {
  const { token = '' }: { readonly token?: string } = useParams({ strict: false })
  const { data, error } = useQuery({
    queryKey: ['showInvitation', token],
    queryFn: () => call('showInvitation', { token }),
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (error !== null) return <BrokenLink />
  return data === undefined ? <LoadingRows rows={3} /> : <AcceptForm token={token} invitation={data} />
}

function AcceptForm({
  token,
  invitation,
}: {
  readonly token: string
  readonly invitation: CallReply<'showInvitation'>
}) {
  const say = useSay(signInMessages)
  const { account, email } = invitation
  const [name, setName] = useState(invitation.name)
  const [value, setValue] = useState(noPassword)
  const enter = useEnter()
  const navigate = useNavigate()
  const signIn = async (): Promise<void> => {
    const signedIn = await call('signIn', { email, password: value.password, account_id: account.id })
    if (signedIn.type === 'signed_in') await enter(signedIn)
    await navigate({ to: '/', replace: true })
  }
  const accept = useAct('acceptInvitation', { changes: [], showsProblems: true, onDone: () => void signIn() })
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (isRepeated(value)) accept.mutate({ token, password: value.password, name })
  }
  return (
    <VisitorFrame title={say('acceptTitle', { account: account.name })} text={say('acceptText', { email })}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={say('name')}
            autoComplete="name"
            size="md"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <NewPasswordFields value={value} onValue={setValue} />
          {accept.error !== null && <Refused problem={readProblem(accept.error)} wrong="" />}
          <Button type="submit" size="md" loading={accept.isPending}>
            {say('accept')}
          </Button>
        </Stack>
      </form>
    </VisitorFrame>
  )
}

import { Anchor, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { readProblem } from '../calls/problem.ts'
import { useSession } from '../calls/session.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { partMessages } from '../parts/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { ProblemText } from '../parts/ProblemText.tsx'
import { profileMessages } from './messages.ts'
import { QrPicture } from './QrPicture.tsx'

type Step =
  | { readonly type: 'rest' }
  | { readonly type: 'code'; readonly secret: string; readonly uri: string }
  | { readonly type: 'recovery'; readonly codes: readonly string[] }

/** Sets the second factor up, step by step, or does without it again. */
export function SecondFactor() {
  const say = useSay(profileMessages)
  const [step, setStep] = useState<Step>({ type: 'rest' })
  const { has_second_factor, recovery_codes_left } = useSession()
  const renew = useRenewedSession()
  if (step.type === 'code') {
    const { secret, uri } = step
    return (
      <CodeStep
        secret={secret}
        uri={uri}
        onDone={(codes) => setStep({ type: 'recovery', codes })}
        onCancel={() => setStep({ type: 'rest' })}
      />
    )
  }
  if (step.type === 'recovery') {
    const finish = (): void => {
      setStep({ type: 'rest' })
      renew()
    }
    return <RecoveryStep codes={step.codes} onDone={finish} />
  }
  return (
    <Stack>
      <Text size="sm">{has_second_factor ? say('factorOn', { count: recovery_codes_left }) : say('factorOff')}</Text>
      {has_second_factor ? (
        <Remove onDone={renew} />
      ) : (
        <Begin onBegun={({ secret, uri }) => setStep({ type: 'code', secret, uri })} />
      )}
    </Stack>
  )
}

function useRenewedSession(): () => void {
  const kept = useQueryClient()
  return () => void kept.invalidateQueries({ queryKey: ['session'] })
}

function Begin({ onBegun }: { readonly onBegun: (begun: { readonly secret: string; readonly uri: string }) => void }) {
  const say = useSay(profileMessages)
  const enrol = useAct('enrolSecondFactor', { changes: [], showsProblems: true, onDone: onBegun })
  return <WithPassword label={say('setUp')} error={enrol.error} onPassword={(password) => enrol.mutate({ password })} />
}

function Remove({ onDone }: { readonly onDone: () => void }) {
  const say = useSay(profileMessages)
  const options = { changes: [], showsProblems: true, says: () => say('removed'), onDone } as const
  const remove = useAct('removeSecondFactor', options)
  return (
    <WithPassword label={say('remove')} error={remove.error} onPassword={(password) => remove.mutate({ password })} />
  )
}

function WithPassword({
  label,
  error,
  onPassword,
}: {
  readonly label: string
  readonly error: Error | null
  readonly onPassword: (password: string) => void
}) {
  const say = useSay(profileMessages)
  const [password, setPassword] = useState('')
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    onPassword(password)
  }
  return (
    <form onSubmit={submit}>
      <Stack maw={360} align="stretch">
        <PasswordInput
          label={say('oldPassword')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Failure error={error} />
        <Button type="submit" variant="default" style={{ alignSelf: 'flex-start' }}>
          {label}
        </Button>
      </Stack>
    </form>
  )
}

function CodeStep({
  secret,
  uri,
  onDone,
  onCancel,
}: {
  readonly secret: string
  readonly uri: string
  readonly onDone: (codes: readonly string[]) => void
  readonly onCancel: () => void
}) {
  const say = useSay(profileMessages)
  const sayPart = useSay(partMessages)
  const [code, setCode] = useState('')
  const confirm = useAct('confirmSecondFactor', {
    changes: [],
    showsProblems: true,
    onDone: ({ recovery_codes }) => onDone(recovery_codes),
  })
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    confirm.mutate({ code: code.trim() })
  }
  return (
    <form onSubmit={submit}>
      <Stack maw={420}>
        <NewSecret secret={secret} uri={uri} />
        <TextInput
          label={say('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
        <Failure error={confirm.error} />
        <Group>
          <Button type="submit" loading={confirm.isPending}>
            {say('confirm')}
          </Button>
          <Button variant="subtle" color="gray" onClick={onCancel}>
            {sayPart('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Failure({ error }: { readonly error: Error | null }) {
  if (error === null) return null
  return (
    <Notice tone="error">
      <ProblemText problem={readProblem(error)} />
    </Notice>
  )
}

function NewSecret({ secret, uri }: { readonly secret: string; readonly uri: string }) {
  const say = useSay(profileMessages)
  return (
    <>
      <Text size="sm">{say('scan')}</Text>
      <QrPicture text={uri} label={say('scanLabel')} />
      <Text size="sm">{say('secret')}</Text>
      <Code block>{secret.replaceAll(/(.{4})/g, '$1 ').trim()}</Code>
      <Anchor href={uri} size="sm">
        {say('openLink')}
      </Anchor>
    </>
  )
}

function RecoveryStep({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const say = useSay(profileMessages)
  return (
    <Stack maw={420}>
      <Notice tone="warning" title={say('recovery')}>
        {say('recoveryText')}
      </Notice>
      <Code block>{codes.join('\n')}</Code>
      <Button style={{ alignSelf: 'flex-start' }} onClick={onDone}>
        {say('done')}
      </Button>
    </Stack>
  )
}

import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useState, type SyntheticEvent, type ReactNode } from 'react'
import { readProblem } from '../calls/problem.ts'
import { useLeave } from '../calls/session.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { SchemeSwitch } from '../frame/SchemeSwitch.tsx'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { ProblemText } from '../parts/ProblemText.tsx'
import { isRepeated, NewPasswordFields, noPassword } from '../sign-in/NewPasswordFields.tsx'
import { profileMessages } from './messages.ts'
import { OwnSessions } from './OwnSessions.tsx'
import { SecondFactor } from './SecondFactor.tsx'

/** The own password, second factor, sessions and theme. */
export function ProfilePage() {
  const say = useSay(profileMessages)
  return (
    <>
      <PageHeader title={say('title')} description={say('description')} />
      <Stack gap="md" maw={640}>
        <Section title={say('password')} text={say('passwordText')}>
          <ChangePassword />
        </Section>
        <Section title={say('factor')}>
          <SecondFactor />
        </Section>
        <Section title={say('sessions')} text={say('sessionsText')}>
          <OwnSessions />
        </Section>
        <Section title={say('theme')} text={say('themeText')}>
          <div style={{ maxWidth: 320 }}>
            <SchemeSwitch />
          </div>
        </Section>
      </Stack>
    </>
  )
}

function Section({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}) {
  return (
    <section className="console-sheet" style={{ padding: 20 }}>
      <Title order={2} size="h2" mb={4}>
        {title}
      </Title>
      {text !== undefined && (
        <Text size="sm" className="console-quiet" mb="sm">
          {text}
        </Text>
      )}
      {children}
    </section>
  )
}

function ChangePassword() {
  const say = useSay(profileMessages)
  const [old, setOld] = useState('')
  const [value, setValue] = useState(noPassword)
  const leave = useLeave()
  const change = useAct('changePassword', {
    changes: [],
    showsProblems: true,
    says: () => say('changed'),
    onDone: leave,
  })
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (isRepeated(value)) change.mutate({ old_password: old, new_password: value.password })
  }
  return (
    <form onSubmit={submit}>
      <Stack maw={360}>
        <PasswordInput
          label={say('oldPassword')}
          autoComplete="current-password"
          size="md"
          value={old}
          onChange={({ currentTarget }) => setOld(currentTarget.value)}
        />
        <NewPasswordFields value={value} onValue={setValue} />
        {change.error !== null && (
          <Notice tone="error">
            <ProblemText problem={readProblem(change.error)} />
          </Notice>
        )}
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
          {say('change')}
        </Button>
      </Stack>
    </form>
  )
}

import { Anchor, Code, Group, List, Stack, Text } from '@mantine/core'
import type { Denial, Problem } from '../calls/problem.ts'
import { useSay } from '../language/messages.ts'
import { useQuestionWords } from '../people/question-words.ts'
import { partMessages } from './messages.ts'

/** Says what went wrong; of a denial, what is missing, which roles would do, and whom to ask. */
export function ProblemText({ problem }: { readonly problem: Problem }) {
  const say = useSay(partMessages)
  const { denial, title, detail, status } = problem
  const headline = useHeadline()
  const reason = status === 0 ? say('failedOffline') : capitalized(detail ?? title)
  if (denial === null || denial.missing.length === 0) {
    return (
      <Stack gap={6}>
        <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {reason}
        </Text>
        {denial !== null && <DenialText denial={denial} />}
      </Stack>
    )
  }
  return (
    <Stack gap={8}>
      <Text size="sm" fw={570}>
        {headline(problem)}
      </Text>
      <DenialText denial={denial} />
      <Text size="xs" className="console-quiet" style={{ overflowWrap: 'anywhere' }}>
        {reason}
      </Text>
    </Stack>
  )
}

/** Gives what says in one line what went wrong: of a denial, what a role would have to let one do. */
export function useHeadline(): (problem: Problem) => string {
  const say = useSay(partMessages)
  const words = useQuestionWords()
  return ({ denial, title, detail }) => {
    const missing = denial?.missing[0]
    if (missing === undefined) return capitalized(detail ?? title)
    const deed = say('deed', { action: words.action(missing.action), type: words.type(missing.resource.type) })
    return say('deniedDeed', { deed })
  }
}

/** Explains a denial. */
export function DenialText({ denial }: { readonly denial: Denial }) {
  const say = useSay(partMessages)
  const { missing, lacks, ask } = denial
  return (
    <Stack gap={6}>
      {missing.map((one) => (
        <MissingText key={`${one.action} ${one.resource.type}`} missing={one} />
      ))}
      {lacks.length > 0 && (
        <Text size="xs" className="console-quiet">
          {say('deniedGives')}:{' '}
          {lacks.map((lack) => (
            <Code key={JSON.stringify(lack)} mr={4}>
              {lack.actions.join(', ')} {lack.on ?? ''}
            </Code>
          ))}
        </Text>
      )}
      {ask.length === 0 ? (
        <Text size="xs" className="console-quiet">
          {say('askAnybody')}
        </Text>
      ) : (
        <Group gap={6}>
          {ask.map(({ name, email }) => (
            <Anchor key={email} href={`mailto:${email}`} size="xs" underline="always">
              {say('askSomebody', { names: name })}
            </Anchor>
          ))}
        </Group>
      )}
    </Stack>
  )
}

function MissingText({ missing }: { readonly missing: Denial['missing'][number] }) {
  const say = useSay(partMessages)
  if (missing.roles.length === 0) return null
  return (
    <div>
      <Text size="xs" className="console-quiet">
        {say('smallestRoles')}
      </Text>
      <List size="xs" spacing={2}>
        {missing.roles.slice(0, 3).map((role) => (
          <List.Item key={role.id}>{say('roleSize', { name: role.name, count: role.size })}</List.Item>
        ))}
      </List>
      {missing.needs_library_access && <Text size="xs">{say('needsLibrary')}</Text>}
    </div>
  )
}

/** Makes a sentence of what the server says in lower case and without a final stop; ticks are the server's quotes. */
export const capitalized = (text: string): string => {
  const plain = text.replaceAll('`', '').trim()
  const sentence = plain.charAt(0).toUpperCase() + plain.slice(1)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}

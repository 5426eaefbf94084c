import { Button, Center, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePermission, type Intent } from '../calls/preview.ts'
import { readProblem, type Problem } from '../calls/problem.ts'
import { isUnreachable } from '../calls/reach.ts'
import { useSay } from '../language/messages.ts'
import { Icon, type IconName } from './icons.tsx'
import { partMessages } from './messages.ts'
import { ProblemText } from './ProblemText.tsx'

/** What a state in the place of content says. */
export interface StateProps {
  readonly icon: IconName
  readonly title: string
  readonly children?: ReactNode
  /** What to do next. */
  readonly action?: ReactNode
  readonly color?: string
  /** True: it is the whole page, and heads it. */
  readonly isPage?: boolean
}

/** Stands where content would be. */
export function State({ icon, title, children, action, color = 'gray', isPage = false }: StateProps) {
  return (
    <Center py={56} px="md">
      <Stack align="center" gap="sm" maw={440} ta="center">
        <ThemeIcon size={44} radius="xl" variant={color === 'gray' ? 'default' : 'light'} color={color}>
          <Icon name={icon} size={22} />
        </ThemeIcon>
        <Title order={isPage ? 1 : 2} size="h3">
          {title}
        </Title>
        {children !== undefined && (
          <Text size="sm" className="console-quiet" component="div">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  )
}

/** Says that there is nothing yet, and what to do about it. */
export const EmptyState = (props: StateProps) => <State {...props} />

/** Says that loading failed, and offers to try again. */
export function ErrorState({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }) {
  const say = useSay(partMessages)
  return (
    <State
      icon="warning"
      color="red"
      title={say(isUnreachable(problem.status) ? 'unreachableTitle' : 'failedTitle')}
      action={
        <Button variant="default" onClick={onRetry}>
          {say('tryAgain')}
        </Button>
      }
    >
      <ProblemText problem={problem} />
    </State>
  )
}

/**
 * Says what somebody may not see, what is missing for it, and whom to ask.
 *
 * @param intent the call that was denied, for the names of people to ask; absent: nobody is named
 */
export function DeniedState({ problem, intent }: { readonly problem: Problem; readonly intent?: Intent | undefined }) {
  const say = useSay(partMessages)
  const permission = usePermission(intent ?? null)
  return (
    <State icon="lock" title={say('deniedTitle')}>
      <div className="console-sheet console-reason">
        <ProblemText problem={permission.is === 'refused' ? permission.problem : problem} />
      </div>
    </State>
  )
}

/** Stands where rows are about to come. */
export function LoadingRows({ rows = 6 }: { readonly rows?: number }) {
  const say = useSay(partMessages)
  return (
    <Stack gap={10} p="md" role="status" aria-label={say('loading')}>
      {Array.from({ length: rows }, (_, position) => (
        <Skeleton key={position} height={18} width={`${94 - ((position * 17) % 40)}%`} radius="sm" />
      ))}
    </Stack>
  )
}

/** What asks an endpoint, once or page by page. */
export interface Asked<Reply> {
  readonly data: Reply | undefined
  readonly error: Error | null
  readonly refetch: () => Promise<unknown>
}

/** Shows the answer of an endpoint when it is there; until then, or instead, its loading, denied or error state. */
export function Answered<Reply>({
  query,
  intent,
  loading = <LoadingRows />,
  children,
}: {
  readonly query: Asked<Reply>
  /** The call that the query makes, so that who is denied learns whom to ask. */
  readonly intent?: Intent
  readonly loading?: ReactNode
  readonly children: (reply: Reply) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error === null) return <>{loading}</>
  const problem = readProblem(query.error)
  if (problem.status === 403) return <DeniedState problem={problem} intent={intent} />
  return <ErrorState problem={problem} onRetry={() => void query.refetch()} />
}

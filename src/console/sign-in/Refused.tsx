import type { Problem } from '../calls/problem.ts'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { capitalized } from '../parts/ProblemText.tsx'
import { signInMessages } from './messages.ts'

/** Says why signing in failed, in words for people. */
export function Refused({ problem, wrong }: { readonly problem: Problem; readonly wrong: string }) {
  const say = useSay(signInMessages)
  const seconds = /(\d+) seconds/.exec(problem.title)?.[1]
  const isThrottled = problem.status === 429 && seconds !== undefined
  const reason = problem.status === 0 ? say('noAnswer') : capitalized(problem.detail ?? problem.title)
  const text = isThrottled ? say('wait', { count: Number(seconds) }) : say('failed', { reason })
  return <Notice tone="error">{problem.status === 401 ? wrong : text}</Notice>
}

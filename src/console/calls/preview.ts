import { useQuery } from '@tanstack/react-query'
import { CallFailed, type CallFields } from '../../api/client.ts'
import { previewPath, type PreviewAnswer, type PreviewQuestion, type PreviewReply } from '../../api/preview/preview.ts'
import { csrfToken } from './client.ts'
import { problemOfPreview, readProblem, type Problem } from './problem.ts'
import type { EndpointId } from './use-endpoint.ts'

/** One call that a control would make: an endpoint with the fields of the call. */
export type Intent = {
  [Id in EndpointId]: { readonly endpoint: Id; readonly input: CallFields<Id> }
}[EndpointId]

/** Whether a call would be let in. While it isn't known, a control is neither blocked nor promised. */
export type Permission =
  { readonly is: 'unknown' } | { readonly is: 'allowed' } | { readonly is: 'refused'; readonly problem: Problem }

/** Asks whether a call would be let in; all that is asked within one moment goes in one request. */
export function usePermission(intent: Intent | null): Permission {
  const { data, error } = useQuery({
    queryKey: ['preview', intent],
    queryFn: () => (intent === null ? null : ask({ endpoint: intent.endpoint, input: { ...intent.input } })),
    enabled: intent !== null,
    staleTime: 30_000,
  })
  if (intent === null) return { is: 'allowed' }
  if (error !== null) return { is: 'refused', problem: readProblem(error) }
  if (data === undefined || data === null) return { is: 'unknown' }
  return data.allowed ? { is: 'allowed' } : { is: 'refused', problem: problemOfPreview(data.problem, data.ask) }
}

interface Waiting {
  readonly question: PreviewQuestion
  readonly settle: (answer: PreviewAnswer) => void
  readonly fail: (error: unknown) => void
}

/** What one request takes; more go in several. */
const mostAtOnce = 100
let waiting: Waiting[] = []

function ask(question: PreviewQuestion): Promise<PreviewAnswer> {
  return new Promise((settle, fail) => {
    if (waiting.length === 0) setTimeout(sendAll, 0)
    waiting.push({ question, settle, fail })
  })
}

function sendAll(): void {
  const all = waiting
  waiting = []
  for (let start = 0; start < all.length; start += mostAtOnce) void send(all.slice(start, start + mostAtOnce))
}

async function send(batch: readonly Waiting[]): Promise<void> {
  try {
    const answer = await fetch(previewPath, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': csrfToken() },
      body: JSON.stringify({ questions: batch.map(({ question }) => question) }),
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw new CallFailed('preview', answer.status, body)
    // The server writes it by this type.
    const { answers } = body as PreviewReply
    for (const [position, { settle, fail }] of batch.entries()) {
      const one = answers[position]
      if (one === undefined) fail(new Error('an answer is missing'))
      else settle(one)
    }
  } catch (error) {
    for (const { fail } of batch) fail(error)
  }
}

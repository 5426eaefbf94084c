import type { TestContext } from 'node:test'
import { accountId } from '../../src/domain/ids.ts'
import { Random } from '../differential/language-random.ts'
import { basic, givenServer } from '../server/given.ts'
import { accountFile, known } from './account.ts'
import type { Api, ApiOperation } from './api-document.ts'
import { judge, type Answer, type Circumstances } from './judge.ts'
import { authorizationOf, Requests, textOf, urlOf, type GeneratedRequest } from './requests.ts'
import type { MadeIds } from './sound-values.ts'
import { shrink } from './shrink.ts'

/** How a request reaches the server and its answer comes back. */
export type Send = (request: GeneratedRequest) => Promise<Answer>

/** A server with the account of these tests in it. */
export interface Target {
  readonly app: Awaited<ReturnType<typeof givenServer>>['app']
  readonly readRevision: () => Promise<number>
  readonly unauthorized: Circumstances['unauthorized']
}

/** Opens a server in this process. */
export async function givenTarget(context: TestContext): Promise<Target> {
  const { app, house } = await givenServer(context, accountFile)
  const refusedBody = async (url: string, method: 'GET' | 'POST'): Promise<string> =>
    (await app.inject({ method, url, headers: { authorization: basic('PK', 'wrong') } })).body
  return {
    app,
    readRevision: async () => {
      const [newest] = await house.store.listChanges(accountId(known.account), { limit: 1 })
      return newest?.revision ?? 0
    },
    unauthorized: {
      permissions: await refusedBody(`/v2/accounts/${known.account}/permissions/roles`, 'GET'),
      decisions: await refusedBody('/api/decisions', 'POST'),
    },
  }
}

/** The headers of a request as they are sent. */
export function headersOf(request: GeneratedRequest): Readonly<Record<string, string>> {
  const authorization = authorizationOf[request.who]
  return {
    ...(authorization !== null && { authorization }),
    ...(textOf(request) !== undefined && { 'content-type': 'application/json' }),
    ...request.headers,
  }
}

/** What a run is made of. */
export interface RunSettings {
  readonly seed: number
  readonly count: number
  /** Requests that this way of sending doesn't take are passed over. */
  readonly isSendable?: (request: GeneratedRequest) => boolean
}

/** What a run did. */
export interface RunReport {
  readonly requests: number
  /** How many answers there were of each status, the statuses ascending. */
  readonly statuses: Readonly<Record<string, number>>
  /** How many requests of each operation succeeded. */
  readonly successes: Readonly<Record<string, number>>
  /** The smallest form of each request that failed, and why; at most five. */
  readonly failures: readonly string[]
}

/** Longest wait for one answer, in milliseconds. */
const hangLimitMs = 20_000
const maxFailures = 5

/** Sends generated requests one after the other and judges each answer. */
export async function sendRequests(
  api: Api,
  target: Target,
  send: Send,
  { seed, count, isSendable = () => true }: RunSettings,
): Promise<RunReport> {
  const made: MadeIds = { policies: [], roles: [] }
  const requests = new Requests(new Random(seed), api.operations, made)
  const statuses = new Map<string, number>()
  const successes = new Map<string, number>()
  const failures: string[] = []
  let number = 0
  for (; number < count && failures.length < maxFailures; number++) {
    let request = requests.next()
    while (!isSendable(request)) request = requests.next()
    const { faults, answer } = await tryRequest(api, target, send, request)
    increase(statuses, String(answer.status))
    if (answer.status < 300) increase(successes, nameOf(api.operations, request))
    if (answer.status === 201) noteMade(made, answer.text)
    if (faults.length === 0) continue
    const isFailing = async (candidate: GeneratedRequest): Promise<boolean> =>
      (await tryRequest(api, target, send, candidate)).faults.length > 0
    const smallest = await shrink(request, isFailing)
    failures.push(describe(seed, number, smallest, faults, answer))
  }
  return { requests: number, statuses: sorted(statuses), successes: sorted(successes), failures }
}

async function tryRequest(
  api: Api,
  { readRevision, unauthorized }: Target,
  send: Send,
  request: GeneratedRequest,
): Promise<{ readonly faults: readonly string[]; readonly answer: Answer }> {
  const revisionBefore = await readRevision()
  const answer = await withinLimit(send(request))
  const revisionAfter = await readRevision()
  return { answer, faults: judge(api, request, answer, { revisionBefore, revisionAfter, unauthorized }) }
}

/** An answer that doesn't come is status 599, which no rule takes. */
async function withinLimit(sending: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Answer>((settle) => {
    timer = setTimeout(() => settle({ status: 599, contentType: '', text: 'no answer' }), hangLimitMs)
  })
  try {
    return await Promise.race([sending, late])
  } catch (error) {
    return { status: 598, contentType: '', text: `the connection broke: ${String(error)}` }
  } finally {
    clearTimeout(timer)
  }
}

const increase = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1)

const sorted = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)))

function nameOf(operations: readonly ApiOperation[], { method, path }: GeneratedRequest): string {
  const found = operations.find(
    (operation) =>
      operation.method === method && new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  )
  return found?.id ?? 'elsewhere'
}

function noteMade(made: MadeIds, text: string): void {
  const { data } = JSON.parse(text) as { readonly data: { readonly id: string; readonly policy_statement?: string } }
  const list = data.policy_statement === undefined ? made.roles : made.policies
  list.push(data.id)
}

/** Longest part of an answer that is printed. */
const shownLength = 600

const describe = (
  seed: number,
  number: number,
  request: GeneratedRequest,
  faults: readonly string[],
  { status, contentType, text }: Answer,
): string =>
  [
    `seed ${seed}, request ${number}: ${faults.join('; ')}`,
    `as ${request.who}: ${request.method} ${urlOf(request).slice(0, shownLength)} ${JSON.stringify(request.headers).slice(0, shownLength)}`,
    `  ${(textOf(request) ?? 'no body').slice(0, shownLength)}`,
    `${status} ${contentType} ${text.slice(0, shownLength)}`,
  ].join('\n')

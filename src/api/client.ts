import type { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { fillPath } from './endpoint-path.ts'
import { endpoints } from './index.ts'

/** Where a server is and who calls it: a key, or in a browser the session that its cookie carries. */
export type ClientOptions = ClientPlace & (KeyCredentials | SessionCredentials)

/** A key with its secret. */
export interface KeyCredentials {
  readonly key: string
  readonly secret: string
}

/** The session of a page of the server itself. */
export interface SessionCredentials {
  /** Gives what requests that change something must carry besides the cookie; empty before somebody is signed in. */
  readonly csrfToken: () => string
}

/** Where a server is. */
export interface ClientPlace {
  /** For example `http://127.0.0.1:4600`; a path in it is kept. Empty in a page of the server itself. */
  readonly baseUrl: string
  /** Stands in for `account_id` where a call doesn't name one. */
  readonly accountId?: string | undefined
  /** Stands in for `cloud_name` where a call doesn't name one. */
  readonly cloudName?: string
  /** Sends requests; the platform's own `fetch` unless given. */
  readonly fetch?: typeof fetch
}

type Endpoints = typeof endpoints

/** The fields of a call; the account and the environment are the client's own unless named. */
export type CallFields<Id extends keyof Endpoints> = Omit<
  z.output<Endpoints[Id]['request']>,
  'account_id' | 'cloud_name'
> & {
  readonly account_id?: string
  readonly cloud_name?: string
}

/** What a call gives; a file as its bytes; undefined where the server answers without a body. */
export type CallReply<Id extends keyof Endpoints> = true extends Endpoints[Id]['success']['isFile']
  ? Blob | Exclude<BodyOf<Id>, undefined>
  : BodyOf<Id>

type BodyOf<Id extends keyof Endpoints> = Endpoints[Id]['success']['schema'] extends z.ZodType
  ? z.output<Endpoints[Id]['success']['schema']>
  : undefined

/** A client: one method for each endpoint, named by its id. */
export type Client = {
  readonly [Id in keyof Endpoints]: (fields: CallFields<Id>) => Promise<CallReply<Id>>
}

/** An answer that says no. */
export class CallFailed extends Error {
  /** The endpoint that was called. */
  readonly endpoint: string
  readonly status: number
  /** The body as the server sent it: its family's envelope. */
  readonly body: unknown

  constructor(id: string, status: number, body: unknown) {
    super(`${id} was answered with ${status}`)
    this.name = 'CallFailed'
    this.endpoint = id
    this.status = status
    this.body = body
  }
}

/**
 * Makes a client of a server; it runs in browsers too. Nothing is retried.
 *
 * Its methods throw {@link CallFailed} for any status but the one the endpoint declares.
 */
export function createClient(options: ClientOptions): Client {
  const calls = Object.values<Endpoint>(endpoints).map((endpoint) => [
    endpoint.id,
    (fields: Readonly<Record<string, unknown>>) => call(endpoint, fields, options),
  ])
  // The declarations type each method; building them by name is more than the compiler can follow.
  return Object.fromEntries(calls) as Client
}

async function call(
  endpoint: Endpoint,
  fields: Readonly<Record<string, unknown>>,
  options: ClientOptions,
): Promise<unknown> {
  const { baseUrl, fetch: send = fetch } = options
  const wire = { ...ownNames(endpoint, options), ...fields }
  const hasBody = endpoint.fields.body.length > 0
  const answer = await send(`${baseUrl.replace(/\/$/, '')}${pathOf(endpoint, wire)}${queryOf(endpoint, wire)}`, {
    method: endpoint.method,
    headers: {
      accept: 'application/json',
      ...credentialsOf(options),
      ...(hasBody && { 'content-type': 'application/json' }),
    },
    ...(hasBody && { body: JSON.stringify(Object.fromEntries(valuesOf(endpoint.fields.body, wire))) }),
  })
  const { status } = endpoint.success
  if (answer.status === status && isFileAnswer(endpoint, answer)) return answer.blob()
  const text = await answer.text()
  const body = text === '' ? undefined : readBody(text)
  if (answer.status !== status) throw new CallFailed(endpoint.id, answer.status, body)
  return body
}

/** Where an endpoint gives a file or a body, the type of the content tells which of them came. */
const isFileAnswer = ({ success: { isFile, schema } }: Endpoint, { headers }: Response): boolean =>
  isFile === true && (schema === null || headers.get('content-type')?.startsWith('application/json') !== true)

/** What the client knows of an address by itself. */
function ownNames({ fields }: Endpoint, { accountId, cloudName }: ClientOptions): Readonly<Record<string, string>> {
  const names = { account_id: accountId, cloud_name: cloudName }
  const known = Object.entries(names).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return Object.fromEntries(known.filter(([name]) => fields.path.includes(name)))
}

const credentialsOf = (options: ClientOptions): Readonly<Record<string, string>> =>
  'key' in options
    ? { authorization: `Basic ${toBase64(`${options.key}:${options.secret}`)}` }
    : { 'x-csrf-token': options.csrfToken() }

const pathOf = ({ path }: Endpoint, wire: Readonly<Record<string, unknown>>): string =>
  fillPath(path, (name) => textOf(wire[name]))

/** Lists are repeated keys (facts 7.5). */
function queryOf({ fields }: Endpoint, wire: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of valuesOf(fields.query, wire)) {
    for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) query.append(name, textOf(one))
  }
  return query.size === 0 ? '' : `?${query.toString()}`
}

const valuesOf = (
  names: readonly string[],
  wire: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] =>
  names.filter((name) => wire[name] !== undefined).map((name) => [name, wire[name]])

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

/** Keys and secrets are UTF-8 (RFC 7617). */
const toBase64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

function readBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

import type { Random } from '../differential/language-random.ts'
import { secrets } from './account.ts'
import type { ApiOperation, Field } from './api-document.ts'
import { cohere } from './cohere.ts'
import { oddBody, oddText, oddValue, writeJson } from './hostile.ts'
import { SoundValues, type MadeIds } from './sound-values.ts'

/** Whose credentials a request carries. */
export type Who = 'main' | 'idle' | 'api key' | 'wrong' | 'nobody'

/** One request, in parts that can be left out one by one when it fails. */
export interface GeneratedRequest {
  readonly who: Who
  readonly method: string
  /** Percent-encoded as it is sent. */
  readonly path: string
  /** Written as `name=value`, as they are sent. */
  readonly query: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: GeneratedBody
}

/** JSON fields, a text of any kind, or none. */
export type GeneratedBody =
  | { readonly type: 'fields'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'none' }

/** The header that each signs in with. */
export const authorizationOf: Readonly<Record<Who, string | null>> = {
  main: basic('PK', secrets.main),
  idle: basic('IDLE0', secrets.idle),
  'api key': basic('K', secrets.api),
  wrong: basic('PK', 'wrong'),
  nobody: null,
}

function basic(key: string, secret: string): string {
  return `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`
}

/** The whole address as it is sent. */
export const urlOf = ({ path, query }: GeneratedRequest): string =>
  query.length === 0 ? path : `${path}?${query.join('&')}`

/** The body as it is sent; undefined for none. */
export function textOf({ body }: GeneratedRequest): string | undefined {
  if (body.type === 'none') return undefined
  return body.type === 'text' ? body.text : writeJson(body.fields)
}

/** Most sign in with what is needed. */
const everyone: readonly Who[] = [
  ...Array.from({ length: 9 }, () => 'main' as const),
  'idle',
  'idle',
  'api key',
  'wrong',
  'nobody',
]

/** Makes requests: a third sound, a third with a few faults, a third hostile. */
export class Requests {
  readonly #random: Random
  readonly #operations: readonly ApiOperation[]
  readonly #sound: SoundValues

  constructor(random: Random, operations: readonly ApiOperation[], made: MadeIds) {
    this.#random = random
    this.#operations = operations
    this.#sound = new SoundValues(random, made)
  }

  next(): GeneratedRequest {
    const sound = this.#soundRequest(this.#random.pick(this.#operations))
    const share = this.#random.fraction()
    if (share < 0.35) return sound
    if (share < 0.7) return this.#withFaults(sound)
    return this.#hostile(sound)
  }

  /** Most sound requests are coherent, too: what each field says fits what the others say. */
  #soundRequest({ id, method, path, query, body }: ApiOperation): GeneratedRequest {
    const random = this.#random
    const isCoherent = random.chance(0.8)
    const make = (fields: readonly Field[], share: number): Readonly<Record<string, unknown>> => {
      const sent = fields.filter(({ isRequired }) => random.chance(isRequired ? 0.97 : share))
      const made = Object.fromEntries(sent.map(({ name, schema }) => [name, this.#sound.make(name, schema)]))
      return isCoherent ? cohere(made, id, random) : made
    }
    return {
      who: random.pick(everyone),
      method,
      path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(this.#sound.pathId(name))),
      query: Object.entries(make(query, 0.3)).flatMap(([name, value]) => this.#spell(name, value)),
      headers: {},
      body: body.length === 0 ? { type: 'none' } : { type: 'fields', fields: make(body, 0.8) },
    }
  }

  /** A field of a query, in one of the shapes that clients send. */
  #spell(name: string, value: unknown): readonly string[] {
    const encode = (one: unknown): string => encodeURIComponent(String(one))
    if (!Array.isArray(value)) return [`${name}=${encode(value)}`]
    const items: readonly unknown[] = value
    const shapes = [
      items.map((item) => `${name}=${encode(item)}`),
      items.map((item) => `${name}[]=${encode(item)}`),
      [`${name}=${encode(JSON.stringify(items))}`],
      [`${name}=${encode(items.join(','))}`],
    ]
    return this.#random.pick(shapes)
  }

  #withFaults(request: GeneratedRequest): GeneratedRequest {
    let faulty = request
    for (let fault = 0; fault <= this.#random.below(3); fault++) faulty = this.#withFault(faulty)
    return faulty
  }

  #withFault(request: GeneratedRequest): GeneratedRequest {
    const random = this.#random
    const { body } = request
    if (body.type !== 'fields' || random.chance(0.25)) return { ...request, query: this.#faultyQuery(request.query) }
    const names = Object.keys(body.fields)
    const name = names.length === 0 || random.chance(0.1) ? oddText(random) : random.pick(names)
    const { [name]: standing, ...others } = body.fields
    if (random.chance(0.2)) return { ...request, body: { type: 'fields', fields: others } }
    const value = random.chance(0.5) ? oddValue(random) : this.#damaged(standing)
    // As an own property, whatever the name.
    const fields = Object.fromEntries([...Object.entries(others), [name, value]])
    return { ...request, body: { type: 'fields', fields } }
  }

  /** A value with something wrong deep inside. */
  #damaged(value: unknown): unknown {
    const random = this.#random
    if (random.chance(0.3) || typeof value !== 'object' || value === null) return oddValue(random)
    if (Array.isArray(value)) return [...(value as readonly unknown[]), this.#damaged((value as readonly unknown[])[0])]
    const entries = Object.entries(value)
    const position = random.below(entries.length + 1)
    return Object.fromEntries([
      ...entries.map(
        ([name, one]: [string, unknown], at) => [name, at === position ? this.#damaged(one) : one] as const,
      ),
      ...(position === entries.length ? [[oddText(random), oddValue(random)] as const] : []),
    ])
  }

  #faultyQuery(query: readonly string[]): readonly string[] {
    const random = this.#random
    const names = ['scope_type', 'scope_id', 'permission_type', 'cursor', 'param_key', 'folder_id', 'verbose', 'x']
    const name = random.chance(0.8) ? random.pick(names) : encodeURIComponent(oddText(random).toWellFormed())
    const odd = `${name}${random.pick(['', '', '[]', '[0]', '[a]', '[[]'])}=${this.#oddQueryValue()}`
    const rest = query.filter(() => random.chance(0.8))
    return random.chance(0.3) ? [...rest, odd, odd] : [...rest, odd]
  }

  #oddQueryValue(): string {
    const random = this.#random
    if (random.chance(0.3))
      return random.pick(['%', '%zz', '%00', '%ff', '%ed%a0%80', '%u0041', '&&=&', '+', '%2B', '?'])
    return encodeURIComponent(oddText(random).toWellFormed().slice(0, 5_000))
  }

  #hostile(request: GeneratedRequest): GeneratedRequest {
    const random = this.#random
    const kinds: readonly (() => GeneratedRequest)[] = [
      () => ({ ...request, path: this.#oddPath(request.path) }),
      () => ({ ...request, path: this.#oddPath(request.path) }),
      () => ({ ...request, method: random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']) }),
      () => ({ ...request, query: [this.#oddQueryValue(), ...request.query, ...this.#faultyQuery([])] }),
      () => ({ ...request, body: { type: 'text', text: oddBody(random) } }),
      () => ({ ...request, body: { type: 'text', text: oddBody(random) } }),
      () => ({ ...request, headers: this.#oddHeaders() }),
      () => ({ ...request, headers: this.#oddHeaders() }),
      () => ({ ...request, ...this.#formOf(request) }),
      () => this.#withFaults({ ...request, ...this.#formOf(request) }),
      () => ({ ...request, body: this.#largeBody(request) }),
    ]
    return random.pick(kinds)()
  }

  #oddPath(path: string): string {
    const random = this.#random
    const parts = path.split('/')
    const position = 1 + random.below(parts.length - 1)
    const odd = random.chance(0.5) ? encodeURIComponent(oddText(random).toWellFormed()) : this.#oddQueryValue()
    const changed = random.pick([
      () => parts.with(position, odd),
      () => parts.with(position, odd),
      () => parts.with(position, ''),
      () => [...parts, odd],
      () => [...parts, ''],
      () => parts.slice(0, position),
      () => parts.with(position, (parts[position] ?? '').toUpperCase()),
      () => ['', ...parts],
      () => parts.with(position, `${parts[position] ?? ''}%2F..`),
    ])()
    // Steps up and down would be taken before the request is sent in this process; a socket takes any.
    const joined = changed
      .map((part) => (/^(?:\.|%2e){1,2}$/i.test(part) ? '...' : part))
      .join('/')
      .replaceAll(/[?#]/g, '-')
    // What follows two slashes would be the name of a host.
    return joined.startsWith('//') ? `/.${joined}` : joined === '' ? '/' : joined
  }

  #oddHeaders(): Readonly<Record<string, string>> {
    const random = this.#random
    const type = random.pick([
      ...[
        'text/plain',
        'application/xml',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        'application/json; charset=utf-16',
      ],
      ...[
        'APPLICATION/JSON',
        'application/json;',
        'application/vnd.api+json',
        ';;;',
        'x',
        'application/json, text/plain',
      ],
      ...['application/x-www-form-urlencoded; charset=latin1', 'application/jsonx', ' ', 'application/json; charset="'],
    ])
    return {
      ...(random.chance(0.7) && { 'content-type': type }),
      ...(random.chance(0.3) && { 'x-request-id': random.pick(['', 'a'.repeat(5_000), 'é', '{"a":1}', 'x y']) }),
      ...(random.chance(0.2) && { 'content-encoding': random.pick(['gzip', 'br', 'x']) }),
      ...(random.chance(0.2) && { accept: random.pick(['text/html', '', 'application/xml;q=1']) }),
      ...(random.chance(0.2) && {
        authorization: random.pick(['', 'Basic', 'Basic !', 'Bearer x', `Basic ${'QQ'.repeat(4_000)}`]),
      }),
      ...(random.chance(0.1) && {
        cookie: '',
        'if-none-match': '*',
        range: 'bytes=0-1',
        'x-http-method-override': 'DELETE',
      }),
    }
  }

  /** The same fields as a form; a list is one field more than once, or JSON text. */
  #formOf({ body }: GeneratedRequest): Pick<GeneratedRequest, 'body' | 'headers'> {
    const fields = body.type === 'fields' ? Object.entries(body.fields) : []
    const repeated = fields.flatMap(([name, value]): readonly (readonly [string, unknown])[] =>
      Array.isArray(value) && this.#random.chance(0.5) ? value.map((one: unknown) => [name, one]) : [[name, value]],
    )
    const text = repeated.map(([name, value]) => `${asFormText(name)}=${asFormText(value)}`).join('&')
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: { type: 'text', text } }
  }

  #largeBody({ body }: GeneratedRequest): GeneratedBody {
    const random = this.#random
    const fields = body.type === 'fields' ? body.fields : {}
    // Large bodies cost more than they tell: most are just over a limit of a field.
    if (random.chance(0.95)) return { type: 'fields', fields: { ...fields, name: 'n'.repeat(random.pick([255, 256])) } }
    return { type: 'fields', fields: { ...fields, name: 'n'.repeat(random.pick([1_000_000, 1_048_577, 3_000_000])) } }
  }
}

const asFormText = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : writeJson(value)).toWellFormed())

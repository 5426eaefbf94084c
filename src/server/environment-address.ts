import type { IncomingMessage } from 'node:http'
import { fieldsOfPath, readPath, spellPath } from '../api/endpoint-path.ts'
import { refusal } from '../domain/errors.ts'

/** What addresses about an environment begin with: the family's own steps, then the cloud name. */
const beginning = /^\/(?:v1_1|api\/environments)\/[^/?#]*\//

/** An address may be sent whole, as to a proxy (RFC 9112, 3.2.2): whatever looks at it sees the path alone. */
const wholeForm = /^https?:\/\/[^/?#]*\/?/i

/**
 * Gives the address as routes see it: after the cloud name an encoded slash is a slash, as clients of the vendor send
 * either (api-surface 0.4). Other paths stay as they are.
 */
export function rewriteAddress({ url: sent = '' }: Pick<IncomingMessage, 'url'>): string {
  const url = sent.replace(wholeForm, '/')
  const [start] = beginning.exec(url) ?? []
  if (start === undefined || url.startsWith('/v1_1/provisioning/')) return url
  const end = url.search(/[?#]/)
  const path = end < 0 ? url : url.slice(0, end)
  return `${start}${path.slice(start.length).replaceAll(/%2f/gi, '/')}${url.slice(path.length)}`
}

/** Spells the path of an endpoint as the router has it. */
export const routeOf = (path: string): string =>
  spellPath(path, (step) => {
    if (step.type === 'text') return step.text
    if (step.isGreedy) return '*'
    return step.words === null ? `:${step.name}` : `:${step.name}(^(?:${step.words.join('|')})$)`
  })

/** Gives what the router read of an address by the names of the endpoint's fields. */
export function readParameters(
  path: string,
  found: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const rest = readPath(path).find((step) => step.type === 'field' && step.isGreedy)
  const name = rest?.type === 'field' ? rest.name : null
  return Object.fromEntries(
    Object.entries(found).map(([key, value]) => [key === '*' && name !== null ? name : key, value]),
  )
}

/**
 * Refuses values of an address that are no plain names: steps that are empty, `.` or `..`, control characters,
 * backslashes, and what would be another name if it were decoded once more.
 *
 * @throws Refusal `invalid_fields`
 */
export function requirePlainNames(path: string, parameters: Readonly<Record<string, unknown>>): void {
  const fields = fieldsOfPath(path)
    .map((name) => ({ name, value: parameters[name] }))
    .filter(({ value }) => typeof value === 'string' && !isPlain(value))
  if (fields.length > 0) throw refusal('invalid_fields', undefined, { fields })
}

const isPlain = (value: string): boolean =>
  !/\p{Cc}|\\|%[0-9a-f]{2}/iu.test(value) && value.split('/').every((step) => !/^\.{0,2}$/.test(step))

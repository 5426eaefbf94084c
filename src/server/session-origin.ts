import { timingSafeEqual } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { refusal } from '../domain/errors.ts'

/** The header that carries what only pages of this server know. */
export const csrfHeader = 'x-csrf-token'

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/**
 * Refuses a request with a session that changes something, unless it comes from a page of this server and carries the
 * session's token.
 *
 * @param publicUrl where people reach the console; null: wherever the request says it was sent to
 * @throws Refusal `foreign_request`
 */
export function requireOwnPage(request: FastifyRequest, csrfToken: string, publicUrl: string | null): void {
  if (harmless.has(request.method)) return
  const sent = request.headers[csrfHeader]
  const isRight = typeof sent === 'string' && isSame(sent, csrfToken)
  if (!isRight || request.headers.origin === undefined) throw refusal('foreign_request', undefined)
  refuseForeign(request, publicUrl)
}

/** Refuses a request that a page of another site makes: browsers name it. @throws Refusal `foreign_request` */
export function refuseForeign(request: FastifyRequest, publicUrl: string | null): void {
  const { origin } = request.headers
  if (harmless.has(request.method) || origin === undefined) return
  const own = publicUrl === null ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin
  if (origin.toLowerCase() !== own.toLowerCase()) throw refusal('foreign_request', undefined)
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What attempts are counted by: an IPv4 address, or the network of an IPv6 one, of which everybody has many. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? []
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'))
  const filling = Math.max(0, 8 - groups(head).length - groups(tail).length)
  const all = address.includes('::')
    ? [...groups(head), ...Array<string>(filling).fill('0'), ...groups(tail)]
    : groups(head)
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '../api/endpoint.ts'
import { isCovered } from './request-signature.ts'
import type { SentCredentials } from './sent-parameters.ts'

/** What links to files say, and no change of anything does unless its endpoint has a field of that name. */
const namesOfLinks = ['expires_at', 'attachment', 'format'] as const

/**
 * Tells whether a signed request is a link to a file, sent in another way than links are. A signature covers parameters and
 * neither the method nor the address: whoever holds a link to an original could delete that with it, or put another file in
 * its place. A signature in an address is good for what only shows; anywhere else the request must say something that no
 * link says, as all requests of the vendor's clients do: something in its body, or what the asset client adds to deletions.
 */
export function isMisusedLink(
  { method }: FastifyRequest,
  { request: { shape } }: Pick<Endpoint, 'request'>,
  { parameters: { query, body }, isSignedInQuery }: SentCredentials,
): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  const covered = [...query, ...body].filter(isCovered)
  if (covered.some(([name]) => namesOfLinks.some((one) => one === name && !(one in shape)))) return true
  return isSignedInQuery && !body.some(isCovered) && !query.some((sent) => sent[0] === 'invalidate' && isCovered(sent))
}

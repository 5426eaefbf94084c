import type { FastifyRequest } from 'fastify'
import { isOfEnvironment, type Endpoint, type ReadRequest } from '../api/endpoint.ts'
import { readParameters, requirePlainNames } from './environment-address.ts'

/**
 * Reads a request as its endpoint understands it.
 *
 * @returns null when a value of the address is empty: then nothing is there
 * @throws Refusal `missing_fields`, `invalid_fields`
 */
export function readEndpoint(request: FastifyRequest, endpoint: Endpoint): ReadRequest | null {
  const path = readParameters(endpoint.path, asRecord(request.params))
  if (Object.values(path).includes('')) return null
  if (isOfEnvironment(endpoint.family)) requirePlainNames(endpoint.path, path)
  return endpoint.read({
    path,
    query: asRecord(request.query),
    body: request.body,
    isForm: /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(
      request.headers['content-type'] ?? '',
    ),
    ...(request.environment !== null && { environmentId: request.environment.id }),
  })
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

import type { FastifyRequest } from 'fastify'
import { refusal } from '../domain/errors.ts'
import { bareName, isEmptyText, type SentParameter, type SignedParameters } from './request-signature.ts'

/** What the parameters of a request say of who sent it. */
export interface SentCredentials {
  readonly key: string | null
  readonly timestamp: string | null
  readonly signature: string | null
  readonly preset: string | null
  /** The signature stands in the address, and not in the body. */
  readonly isSignedInQuery: boolean
  readonly parameters: Omit<SignedParameters, 'timestamp'>
}

/** The names that are credentials, and never data. */
const credentialNames = ['api_key', 'timestamp', 'signature'] as const

/**
 * Finds the credentials among the parameters of a request.
 *
 * @param fields of a multipart body, in their order
 * @throws Refusal `invalid_credentials` when one of them stands twice and differs
 */
export function readSentCredentials(request: FastifyRequest, fields: readonly SentParameter[] = []): SentCredentials {
  const query = queryOf(request)
  const body = [...fields, ...(fields.length === 0 && isRecord(request.body) ? Object.entries(request.body) : [])]
  const all = [...query, ...body]
  const [key, timestamp, signature] = credentialNames.map((name) => readOne(name, all))
  return {
    key: key ?? null,
    timestamp: timestamp ?? null,
    signature: signature ?? null,
    preset: readOne('upload_preset', all),
    isSignedInQuery: readOne('signature', body) === null,
    parameters: { query, body },
  }
}

/**
 * Takes out of a signed request what is no data: its credentials, the two names that no signature covers, which only an
 * address may say, and empty values where these aren't covered.
 */
export function dropUnsigned(request: FastifyRequest, coversEmpty: boolean): void {
  request.query = without(request.query, coversEmpty)
  if (isRecord(request.body)) request.body = without(request.body, coversEmpty)
}

/** Tells whether a request may carry a signature or name a preset at all: in its query, or in a body of a known kind. */
export function mayCarryCredentials(request: FastifyRequest): boolean {
  const { headers } = request
  if (queryOf(request).some(([name]) => name === 'signature' || name === 'upload_preset')) return true
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return (
    hasBody &&
    /^(?:application\/json|application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(
      headers['content-type'] ?? '',
    )
  )
}

/** The query as it was sent: names with their brackets, repeated ones each. */
function queryOf({ url }: FastifyRequest): readonly SentParameter[] {
  const start = url.indexOf('?')
  return start < 0 ? [] : [...new URLSearchParams(url.slice(start + 1))]
}

function readOne(wanted: string, parameters: readonly SentParameter[]): string | null {
  const values = parameters
    .filter(([name, value]) => name === wanted && value !== '' && value !== null)
    .map(([, value]) => (typeof value === 'number' ? String(value) : value))
  const [value, ...others] = values
  if (value === undefined) return null
  if (typeof value !== 'string' || others.some((other) => other !== value))
    throw refusal('invalid_credentials', undefined)
  return value
}

const noData: ReadonlySet<string> = new Set([...credentialNames, 'cloud_name', 'resource_type'])

const without = (from: unknown, keepsEmpty: boolean): Readonly<Record<string, unknown>> =>
  isRecord(from)
    ? Object.fromEntries(
        Object.entries(from).filter(
          ([name, value]) => !noData.has(bareName(name)) && (keepsEmpty || !isEmptyText(value)),
        ),
      )
    : {}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

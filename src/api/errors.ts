import type { Refusal, RefusalKind, RefusedField } from '../domain/errors.ts'
import { denialHeader, writeDenialHeader } from './admin/denial-header.ts'
import { adminMessage } from './admin/message.ts'
import { denialDocument, spellMissing, type Remedy } from './denial.ts'
import { echoOf, mostFields } from './echo.ts'
import { isOfEnvironment, type Family } from './endpoint.ts'
import { spellPolicyProblem } from './policy-problems.ts'
import { provisioningMessage } from './provisioning/message.ts'
import { wireName, wireValue } from './wire-names.ts'

/** An answer that says no, ready to be sent. */
export interface ErrorAnswer {
  readonly status: number
  readonly contentType: 'application/json' | 'application/problem+json'
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/** What goes wrong outside of operations. */
export const failures = {
  malformed_request: { status: 400, says: 'invalid request', reason: 'this is not a proper request of HTTP/1.1' },
  malformed_url: { status: 400, says: 'invalid request', reason: 'the address is not well-formed' },
  malformed_body: { status: 400, says: 'invalid request', reason: 'the body could not be read as what it says it is' },
  too_deep: { status: 400, says: 'invalid request', reason: 'the body is nested too deeply' },
  no_route: { status: 404, says: 'not found', reason: 'there is nothing at this address' },
  wrong_method: { status: 405, says: 'method not allowed', reason: 'this address takes other methods' },
  too_large: { status: 413, says: 'request too large', reason: 'the body is larger than the limit' },
  too_long_url: { status: 414, says: 'request too large', reason: 'the address is longer than the limit' },
  wrong_media_type: { status: 415, says: 'unsupported media type', reason: 'send `application/json`' },
  too_many_requests: { status: 429, says: 'too many requests', reason: 'wait before the next request' },
  too_large_headers: {
    status: 431,
    says: 'request too large',
    reason: 'the address and the headers are longer than the limit',
  },
  too_slow: { status: 408, says: 'request timeout', reason: 'the request did not arrive in time' },
  conflict: { status: 409, says: 'already exists', reason: 'a stored record stands against this' },
  internal: { status: 500, says: 'something went wrong', reason: 'the incident id finds it in the log of the server' },
  unavailable: { status: 503, says: 'not available now, try again', reason: 'the store can not be reached' },
} as const satisfies Record<string, { status: number; says: string; reason: string }>

/** One of the keys of {@link failures}. */
export type Failure = keyof typeof failures

const statusByKind = {
  missing: 400,
  invalid: 400,
  invalid_policy: 400,
  unauthenticated: 401,
  throttled: 429,
  exhausted: 420,
  denied: 403,
  plan: 403,
  not_found: 404,
  conflict: 409,
  outdated: 412,
  unavailable: 503,
} as const satisfies Record<RefusalKind, number>

/**
 * Turns a refusal into an answer of a family: the only place that gives it a status and a code.
 *
 * @param remedies what would meet each need of a denial, in their order; see {@link denialDocument}
 * @param explainId names the denial for whoever wants it explained; only the families about an environment say it
 */
export function refusalAnswer(
  family: Family,
  refusal: Refusal,
  remedies: readonly (Remedy | null)[] = [],
  explainId?: string,
): ErrorAnswer {
  const status = statusByKind[refusal.kind]
  const details = detailsOf(family, refusal, remedies)
  if (family === 'permissions') return inEnvelope(status, codeByKind[refusal.kind], messageOf(refusal), details)
  if (family === 'provisioning') return asMessage(status, provisioningMessage(refusal, details), details)
  if (!isOfEnvironment(family)) return asProblem(family, status, refusal.code, refusal.message, details)
  const message = adminMessage(refusal, details)
  const all = { ...details, ...(explainId !== undefined && { explain_id: explainId }) }
  const answer =
    family === 'admin'
      ? asAdminError(status, message, all)
      : asProblem(family, status, refusal.code, refusal.message, all)
  if (refusal.code === 'token_invalid') return { ...answer, headers: { ...answer.headers, ...tokenChallenge } }
  if (refusal.denial === undefined) return answer
  const missing = refusal.denial.needs.map((need, position) => spellMissing(need, remedies[position] ?? null))
  return { ...answer, headers: { ...answer.headers, [denialHeader]: writeDenialHeader(message, missing) } }
}

/** Turns what went wrong outside of operations into an answer of a family; `details` must hold nothing secret. */
export function failureAnswer(
  family: Family,
  failure: Failure,
  details: Readonly<Record<string, unknown>> = {},
): ErrorAnswer {
  const { status, says, reason } = failures[failure]
  const all = { reason, ...details }
  if (family === 'permissions') return inEnvelope(status, codeOfStatus(status), says, all)
  if (family === 'provisioning') return asMessage(status, status === 404 ? says : `${says}: ${reason}`, details)
  if (family === 'admin') return asAdminError(status, status === 404 ? says : `${says}: ${reason}`, details)
  return asProblem(family, status, failure, says, all)
}

/** The vendor's codes (facts 7.3); 401, 403 and 409 share one (7.10, Q2). */
const codeByKind = {
  missing: 'ACCOUNTS_00005',
  invalid: 'ACCOUNTS_00005',
  invalid_policy: 'ACCOUNTS_00002',
  unauthenticated: 'ACCOUNTS_00006',
  throttled: 'ACCOUNTS_00006',
  exhausted: 'ACCOUNTS_00006',
  denied: 'ACCOUNTS_00006',
  plan: 'ACCOUNTS_00006',
  not_found: 'ACCOUNTS_00003',
  conflict: 'ACCOUNTS_00006',
  outdated: 'ACCOUNTS_00006',
  unavailable: 'ACCOUNTS_00001',
} as const satisfies Record<RefusalKind, string>

function codeOfStatus(status: number): string {
  if (status >= 500) return 'ACCOUNTS_00001'
  if (status === 404) return 'ACCOUNTS_00003'
  return status === 409 ? 'ACCOUNTS_00006' : 'ACCOUNTS_00005'
}

/** The vendor's short messages. Where it has none, and for plans, whose text its clients search, our own stands. */
function messageOf(refusal: Refusal): string {
  if (refusal.code === 'policy_statement_taken') return 'already exists for the scope'
  if (refusal.code === 'role_id_taken' || refusal.code === 'role_name_taken') return 'already exists'
  const byKind: Partial<Record<RefusalKind, string>> = {
    missing: 'missing fields',
    invalid: 'invalid request',
    invalid_policy: 'invalid request',
    denied: 'not allowed',
    not_found: 'not found',
  }
  if (refusal.kind === 'plan') return `not allowed: ${refusal.message}`
  return byKind[refusal.kind] ?? refusal.message
}

function detailsOf(
  family: Family,
  refusal: Refusal,
  remedies: readonly (Remedy | null)[],
): Readonly<Record<string, unknown>> {
  const { kind, fields, more, denial, problems } = refusal
  const cedarErrors = problems.length > 0 ? [{ cedar_errors: problems.map(spellPolicyProblem) }] : []
  const named =
    kind === 'missing'
      ? [...new Set(fields.slice(0, mostFields).map(({ name }) => wireName(family, name)))]
      : [...fields.slice(0, mostFields).map((field) => spellField(family, field)), ...cedarErrors]
  const isExplained = kind === 'denied' || kind === 'plan'
  return {
    ...(named.length > 0 && { fields: named }),
    ...(isExplained && refusal.message !== messageOf(refusal) && { reason: refusal.message }),
    ...(denial !== undefined && denialDocument(denial, remedies)),
    ...Object.fromEntries(Object.entries(more ?? {}).map(([name, value]) => [wireName(family, name), echoOf(value)])),
  }
}

function spellField(family: Family, { name, value }: RefusedField): Readonly<Record<string, unknown>> {
  const field = wireName(family, name)
  return { [field]: echoOf(wireValue(field, value)) }
}

/** The permissions family's body; not found and our own failures count as the server's (facts 7.10, Q3). */
function inEnvelope(
  status: number,
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>>,
): ErrorAnswer {
  const category = status === 404 || status >= 500 ? 'server_error' : 'user_error'
  const error = { category, code, message, ...(Object.keys(details).length > 0 && { details }) }
  return { status, contentType: 'application/json', headers: headersOf(status), body: { error } }
}

/** The provisioning family's body (facts 7.3); its clients show the message and pass over what stands beside it. */
function asMessage(status: number, message: string, details: Readonly<Record<string, unknown>>): ErrorAnswer {
  const error = { message, ...(Object.keys(details).length > 0 && { details }) }
  return { status, contentType: 'application/json', headers: headersOf(status), body: { error } }
}

/** The Admin and Upload API's body: what its clients don't know stands beside the message. */
const asAdminError = (status: number, message: string, details: Readonly<Record<string, unknown>>): ErrorAnswer => ({
  status,
  contentType: 'application/json',
  headers: headersOf(status),
  body: { error: { message, ...details } },
})

/** Our own families' body: an RFC 9457 problem document. */
function asProblem(
  family: Family,
  status: number,
  code: string,
  title: string,
  details: Readonly<Record<string, unknown>>,
): ErrorAnswer {
  const { reason, ...rest } = details
  const retryAfter = typeof rest.retry_after === 'number' ? { 'retry-after': String(rest.retry_after) } : {}
  const headers = { ...headersOf(status, family), ...retryAfter }
  const body = {
    type: `urn:rolecall:problem:${code}`,
    title,
    status,
    ...(reason !== undefined && { detail: reason }),
    ...rest,
  }
  return { status, contentType: 'application/problem+json', headers, body }
}

/** See https://www.rfc-editor.org/rfc/rfc6750#section-3 (read 2026-11-30). */
const tokenChallenge = { 'www-authenticate': 'Bearer realm="rolecall", error="invalid_token"' }

/** The sign-in family asks for no password by a header: browsers would put up a dialog of their own for it. */
function headersOf(status: number, family?: Family): Readonly<Record<string, string>> {
  if (status === 401 && family === 'session') return {}
  if (status === 401) return { 'www-authenticate': 'Basic realm="rolecall", charset="UTF-8"' }
  return status === 503 || status === 429 ? { 'retry-after': '1' } : {}
}

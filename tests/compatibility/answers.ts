import { CldProvisioningError } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { catalogueInstant } from '../../src/domain/catalogue/system-catalogue.ts'

/** What the official client made of an answer that says no. */
export interface Refused {
  /** `PermissionsErrorResponse` for a status that the operation declares, else `SDKError`. */
  readonly type: string
  readonly status: number
  readonly category: string
  readonly code: string
  readonly message: string
  readonly details?: unknown
}

/** Waits for a call of the official client that must be refused, and says how. */
export async function refusalOf(call: Promise<unknown>): Promise<Refused> {
  const error: unknown = await call.then(
    (answer) => assert.fail(`not refused, but answered ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof CldProvisioningError)) throw error
  const { error: told } = JSON.parse(error.body) as { readonly error: Omit<Refused, 'type' | 'status'> }
  assert.match(error.contentType, /^application\/json\b/)
  // The typed class carries the body's error, and both classes its message.
  if ('error' in error) assert.deepEqual(error.error, told)
  assert.ok(error.message.includes(told.message), error.message)
  return { type: error.name, status: error.statusCode, ...told }
}

const typed = 'PermissionsErrorResponse'

/** Holds an answer to a request that the client can't send to what it would be told. */
export function assertAnswer(
  answer: { readonly status: number; readonly body: unknown },
  { status, category, code, message, details }: Refused,
): void {
  const error = { category, code, message, ...(details !== undefined && { details }) }
  assert.deepEqual({ status: answer.status, body: answer.body }, { status, body: { error } })
}

/** 400 for fields that lack. */
export const missingFields = (...fields: readonly string[]): Refused => ({
  ...{ type: typed, status: 400, category: 'user_error', code: 'ACCOUNTS_00005', message: 'missing fields' },
  details: { fields },
})

/** 400 for a field whose value is echoed. */
export const invalidField = (field: Readonly<Record<string, unknown>>, more: object = {}): Refused => ({
  ...{ type: typed, status: 400, category: 'user_error', code: 'ACCOUNTS_00005', message: 'invalid request' },
  details: { fields: [field], ...more },
})

/** 404 for what a field names. */
export const notFound = (field: Readonly<Record<string, string>>): Refused => ({
  ...{ type: typed, status: 404, category: 'server_error', code: 'ACCOUNTS_00003', message: 'not found' },
  details: { fields: [field] },
})

/** 409 for what stands already. */
export const conflict = (message: string, field?: Readonly<Record<string, string>>): Refused => ({
  ...{ type: typed, status: 409, category: 'user_error', code: 'ACCOUNTS_00006', message },
  ...(field && { details: { fields: [field] } }),
})

/** 403, with what the answer says of it. */
export const notAllowed = (details: object): Refused => ({
  ...{ type: typed, status: 403, category: 'user_error', code: 'ACCOUNTS_00006', message: 'not allowed' },
  details,
})

/** 401, the same for every cause. */
export const invalidCredentials: Refused = {
  ...{ type: typed, status: 401, category: 'user_error', code: 'ACCOUNTS_00006', message: 'invalid credentials' },
}

/** The same answer where the operation doesn't declare the status: the client's generic error. */
export const undeclared = (refused: Refused): Refused => ({ ...refused, type: 'SDKError' })

/** The instants of an object that was made a moment ago; see {@link withoutInstants}. */
export const recent = { createdAt: 'recent', updatedAt: 'recent' } as const

/** The instants of everything predefined. */
export const predefined = { createdAt: catalogueInstant / 1000, updatedAt: catalogueInstant / 1000 } as const

/** How long ago a moment ago is, in seconds. */
const momentSeconds = 600

/** A copy in which whole seconds of a moment ago are `recent`, so that whole objects can be compared. */
export function withoutInstants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutInstants)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, content]: [string, unknown]) => [
      name,
      /^(?:created|updated)(?:At|_at)$/.test(name) && isRecent(content) ? 'recent' : withoutInstants(content),
    ]),
  )
}

function isRecent(seconds: unknown): boolean {
  const now = Math.floor(Date.now() / 1000)
  return typeof seconds === 'number' && Number.isInteger(seconds) && seconds <= now && seconds > now - momentSeconds
}

// What the tests of users and groups share.
import { CldProvisioningError } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { basic, ids } from './given-installation.ts'

/** An answer of the Provisioning API that says no, as the official client shows it. */
export interface Said {
  /** `ErrorResponse` for a status that the operation declares, else `SDKError`. */
  readonly type: string
  readonly status: number
  readonly message: string
}

/** Waits for a call that must be refused, and says how. */
export async function saidOf(call: Promise<unknown>): Promise<Said> {
  const error: unknown = await call.then(
    (answer) => assert.fail(`not refused, but answered ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof CldProvisioningError)) throw error
  const { error: told } = JSON.parse(error.body) as { readonly error: { readonly message: string } }
  assert.ok(error.message.includes(told.message), error.message)
  return { type: error.name, status: error.statusCode, message: told.message }
}

/** The body of an answer, as it was sent. */
export interface Sent {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Calls below `/v1_1/provisioning/accounts/acc1` as the main key; `form` is sent as a form, `body` as JSON. */
export async function send(
  url: string,
  method: string,
  path: string,
  { body, form, key = 'PK:PS' }: { readonly body?: unknown; readonly form?: string; readonly key?: string } = {},
): Promise<Sent> {
  const [id = '', secret = ''] = key.split(':')
  const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded'
  const answer = await fetch(`${url}/v1_1/provisioning/accounts/${ids.account}${path}`, {
    method,
    headers: { authorization: basic(id, secret), ...((body ?? form) !== undefined && { 'content-type': type }) },
    ...((body ?? form) !== undefined && { body: form ?? JSON.stringify(body) }),
  })
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json(?:; charset=utf-8)?$/)
  return { status: answer.status, body: (await answer.json()) as Sent['body'] }
}

/** Asserts that a text is an instant of a moment ago, as this family writes instants. */
export function assertRecent(text: unknown): void {
  const written = text instanceof Date ? text.toISOString().replace('.000', '') : String(text)
  assert.match(written, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const ago = Date.now() - Date.parse(written)
  assert.ok(ago > -1000 && ago < 600_000, written)
}

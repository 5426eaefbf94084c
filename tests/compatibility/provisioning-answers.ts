// What tests of the Provisioning API send beside the clients, and what they make of a refusal.
import { CldProvisioningError } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { basic, ids } from './given-installation.ts'

/** Tests by what they say. */
export type Suite = Readonly<Record<string, (context: TestContext) => Promise<void>>>

/** Stands for a secret that was shown before. */
export const hidden = '**********'

/** Where the operations of the account are. */
export const base = `/v1_1/provisioning/accounts/${ids.account}`

/** What a call that must be refused was answered with: the status and the message. */
export async function refusalOf(call: Promise<unknown>): Promise<readonly [number, string]> {
  const error: unknown = await call.then(
    (answer) => assert.fail(`not refused, but answered ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof CldProvisioningError)) throw error
  assert.match(error.contentType, /^application\/json\b/)
  const { error: told } = JSON.parse(error.body) as { readonly error: { readonly message: string } }
  return [error.statusCode, told.message]
}

/** How a request is sent. */
export interface RawOptions {
  readonly key?: string
  readonly body?: string
  readonly type?: string
}

/** Sends a request that no client sends. */
export async function send(url: string, method: string, path: string, options: RawOptions = {}) {
  const { key = basic('PK', 'PS'), body, type = 'application/json' } = options
  const headers = { authorization: key, ...(body !== undefined && { 'content-type': type }) }
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) })
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> }
}

/** The status and the message of an answer. */
export const messageOf = ({ status, body }: Awaited<ReturnType<typeof send>>): readonly [number, unknown] => [
  status,
  (body.error as { readonly message?: unknown } | undefined)?.message,
]

/** Asks as a key of the usual environment whether it may read a folder there. */
export const mayRead = (url: string, key: string, secret: string): ReturnType<typeof send> =>
  send(url, 'POST', '/api/decisions', {
    key: basic(key, secret),
    body: JSON.stringify({
      principal: { type: 'apiKey', id: key },
      action: 'read',
      resource: { type: 'Folder', id: ids.brand },
      scope: { type: 'prodenv', id: ids.environment },
    }),
  })

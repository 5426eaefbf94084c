// Calls of the classic client, whose answers the vendor's contract describes.
import assert from 'node:assert/strict'
import type { Answer, Functions } from '../given/asset-clients.ts'
import { readAssetContract } from './asset-contract.ts'

/** Says what is wrong with an answer by the vendor's contract. */
export const faultsOf = readAssetContract()

/** Calls a function of the client by its name. */
export const call = (functions: Functions, name: string, ...parameters: readonly unknown[]): Promise<Answer> => {
  const found = functions[name]
  if (found === undefined) throw new Error(`the client has no function ${name}`)
  return found(...parameters)
}

/** An answer without what the client adds to it. */
export const bodyOf = (answer: Answer): Answer =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => !name.startsWith('rate_limit_')))

/** An answer, which the vendor's contract describes. */
export async function told(operationId: string, work: Promise<Answer>): Promise<Answer> {
  const body = bodyOf(await work)
  assert.deepEqual(faultsOf(operationId, 200, body), [], operationId)
  return body
}

/** The status and message of a call that must be refused. */
export async function errorOf(work: Promise<unknown>): Promise<readonly [number, string]> {
  try {
    await work
  } catch (thrown) {
    const { error } = thrown as { readonly error: { readonly message: string; readonly http_code: number } }
    return [error.http_code, error.message]
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

/** The two lists whose functions take no options of a call, so that they can't be pointed anywhere. */
export async function list(url: string, what: 'metadata_fields' | 'metadata_rules', key = '100'): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`${key}:s`).toString('base64')}`
  const answer = await fetch(`${url}/v1_1/demo/${what}`, { headers: { authorization } })
  return (await answer.json()) as Answer
}

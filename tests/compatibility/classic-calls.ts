// Calls of the classic client, by the names of its functions.
import assert from 'node:assert/strict'
import type { Answer, Functions, ServedLibrary } from '../given/asset-clients.ts'

/** Says what is wrong with an answer by the vendor's contract. */
export /** Calls a function of the client by its name. */
const call = (functions: Functions, name: string, ...parameters: readonly unknown[]): Promise<Answer> => {
  const found = functions[name]
  if (found === undefined) throw new Error(`the client has no function ${name}`)
  return found(...parameters)
}

/** An answer without what the client adds to it. */
export const bodyOf = (answer: Answer): Answer =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => !name.startsWith('rate_limit_')))

/** The same, once it is there. */
export const plain = async (work: Promise<Answer>): Promise<Answer> => bodyOf(await work)

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

/** The two lists whose functions take no options of a call, so that the whole client is pointed at a server. */
export async function list(
  { classic, settings, asKey }: Pick<ServedLibrary, 'classic' | 'settings' | 'asKey'>,
  what: 'metadata_fields' | 'metadata_rules',
  key = '100',
): Promise<Answer> {
  classic.config({ ...settings, ...asKey(key) })
  return bodyOf(await call(classic.api, `list_${what}`))
}

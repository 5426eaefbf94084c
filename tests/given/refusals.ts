// What a refusal says, compared whole.
import assert from 'node:assert/strict'
import { Refusal, type RefusalCode, type RefusedField } from '../../src/domain/errors.ts'
import type { OperationName } from '../../src/operations/index.ts'
import type { GivenHouse, InputOf } from './house.ts'

/** What a test says of a refusal: the code alone when it is about no field. */
export interface SaidRefusal {
  readonly code: RefusalCode
  readonly fields?: readonly RefusedField[]
  /** Each as `action type`, e.g. `read Role`. */
  readonly needs?: readonly string[]
  /** Each as `actions on what`, e.g. `create on Asset`. */
  readonly lacks?: readonly string[]
  readonly more?: Readonly<Record<string, unknown>>
}

/** Runs something that must be refused. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

/** A refusal as tests write it. */
export function say({ code, fields, denial, more }: Refusal): SaidRefusal {
  const needs = denial?.needs.map(({ action, resource }) => `${action} ${resource.type}`) ?? []
  const lacks = denial?.lacks.map(({ actions, on }) => `${actions.join(', ')} on ${on ?? 'anything'}`) ?? []
  return {
    code,
    ...(fields.length > 0 && { fields }),
    ...(needs.length > 0 && { needs }),
    ...(lacks.length > 0 && { lacks }),
    ...(more !== undefined && { more }),
  }
}

/** Asserts that an operation is refused so, and that nothing was stored. */
export async function assertRefused<Name extends OperationName>(
  given: GivenHouse,
  who: Parameters<GivenHouse['perform']>[0],
  name: Name,
  input: InputOf<Name>,
  expected: SaidRefusal,
): Promise<Refusal> {
  const before = await given.revision()
  const refusal = await refusalOf(given.perform(who, name, input))
  assert.deepEqual(say(refusal), expected)
  assert.equal(await given.revision(), before, 'a refusal stores nothing')
  return refusal
}

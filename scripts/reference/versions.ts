import type { Endpoint } from '../../src/api/endpoint.ts'
import { operations } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/operation.ts'

/** What an endpoint has to do with the version of a record. */
export interface Versioning {
  /** Its answers carry the version as an entity tag. */
  readonly isTagged: boolean
  /** It takes `If-Match`, and is made only to the version that was read. */
  readonly isHeld: boolean
}

const isName = (name: string): name is keyof typeof operations => Object.hasOwn(operations, name)

/** Tells what an endpoint has to do with versions, as its operation declares it. */
export function versioningOf({ operation: name }: Endpoint): Versioning {
  if (!isName(name)) return { isTagged: false, isHeld: false }
  const operation: Operation<never, unknown> = operations[name]
  const { concerns } = operation
  return {
    isTagged: concerns !== undefined,
    isHeld: operation.kind === 'writing' && (concerns?.keyOf ?? null) !== null,
  }
}

/** The header of a request that is held to a version, as an OpenAPI parameter. */
export const ifMatchParameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of what was read. If the record was changed since, the answer is 412 and nothing changes.',
  schema: { type: 'string' },
} as const

/** The header of an answer that tells a version. */
export const entityTagHeader = {
  ETag: { description: 'The version of the record, for `If-Match`.', schema: { type: 'string' } },
} as const

// Assignments as tests write them.
import type { Instant } from '../../src/domain/instant.ts'
import { roleId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Parameter } from '../../src/domain/role.ts'
import type { GivenHouse, InputOf } from './house.ts'

/** One assignment of an input of `assignment.change`. */
export type NamedAssignment = InputOf<'assignment.change'>['assignments'][number]

/** Where a role counts: a cloud name or `all`, and a folder or collection of it as `demo:brand`. */
export interface Where {
  readonly in?: string
  readonly folder?: string
  readonly collection?: string
}

/** Names an assignment: `assigning(acme, 'Vera', 'cld::role::folder::viewer', { in: 'demo', folder: 'demo:brand' })`. */
export function assigning(
  given: GivenHouse,
  who: string | Principal,
  role: string,
  where: Where = {},
): NamedAssignment {
  const { in: cloudName, folder, collection } = where
  const parameters = {
    ...(folder !== undefined && { folder_id: given.folder(folder) }),
    ...(collection !== undefined && { collection_id: given.collection(collection) }),
  }
  return {
    principal: typeof who === 'string' ? given.principal(who) : who,
    roleId: role,
    environmentId: cloudName === undefined ? null : given.environment(cloudName),
    parameters: Object.keys(parameters).length === 0 ? null : parameters,
  }
}

/** An input that gives roles. */
export const adding = (...assignments: readonly NamedAssignment[]): InputOf<'assignment.change'> => ({
  change: 'add',
  assignments,
})

/** An input that takes roles away. */
export const removing = (...assignments: readonly NamedAssignment[]): InputOf<'assignment.change'> => ({
  change: 'remove',
  assignments,
})

/** Puts an assignment into the store beside all rules, perhaps one that ends. */
export async function store(
  given: GivenHouse,
  { principal, roleId: id, environmentId, parameters }: NamedAssignment,
  expiresAt: Instant | null = null,
): Promise<void> {
  await given.change((transaction) =>
    transaction.put('assignment', {
      id: given.house.ids.assignment(),
      accountId: given.account.id,
      principal,
      roleId: roleId(id),
      reach:
        environmentId === null ? { type: 'account' } : { type: 'environment', environmentId: environmentId as never },
      parameter: parameterOf(parameters),
      expiresAt,
      createdAt: given.clock.now,
      updatedAt: given.clock.now,
    }),
  )
}

function parameterOf(parameters: NamedAssignment['parameters']): Parameter | null {
  const [entry] = Object.entries(parameters ?? {})
  if (entry === undefined) return null
  const [name, id] = entry
  return { type: name === 'folder_id' ? 'folder' : 'collection', id: id as never }
}

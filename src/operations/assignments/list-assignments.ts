import { environmentId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Parameter, Role } from '../../domain/role.ts'
import type { Level } from '../../domain/scope.ts'
import type { AssignmentFilter, Reader } from '../../store/store.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { placesOf } from '../places.ts'
import { requireEnvironment, requirePrincipal } from './read-assignment.ts'

/** An assignment with the role it gives. */
export interface AssignedRole {
  readonly assignment: AssignmentRecord
  readonly role: Role
}

/** Where assignments are looked for; what is absent doesn't matter. */
export interface PlaceFilter {
  readonly level?: Level
  readonly environmentId?: string
  readonly parameter: Parameter | null
}

/** Lists the roles that one principal has itself; those of its groups are the groups'. */
export const listPrincipalRoles = reading<
  PlaceFilter & {
    readonly principal: Principal
    readonly isContent: boolean
    readonly management?: 'system' | 'custom'
  },
  readonly AssignedRole[]
>({
  name: 'assignment.list',
  summary: 'List the roles of a principal.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['User', 'Group', 'ProvisioningKey', 'APIKey'],
        level: 'account',
        of: ({ principal }, _, engine) => placesOf(principal, engine),
      },
      { action: 'read', on: ['Role'], level: 'account', of: () => [inAccount('Role', null)] },
    ],
    filters: { action: 'read', on: ['Role'] },
  },
  run: async (input, deed) => {
    requirePrincipal(input.principal, deed)
    const assigned = await listAssigned(deed, { ...filterOf(input, deed), principals: [input.principal] })
    return assigned.filter(
      ({ role }) =>
        (role.kind !== 'global') === input.isContent &&
        (input.management === undefined || role.management === input.management),
    )
  },
})

/** Turns a place into the store's filter. @throws Refusal `not_found` for an unknown environment */
export function filterOf({ level, environmentId: id, parameter }: PlaceFilter, deed: Deed<Reader>): AssignmentFilter {
  if (id !== undefined) requireEnvironment(id, deed)
  return {
    ...(level !== undefined && { level }),
    ...(id === 'all' && { reach: { type: 'environment', environmentId: 'all' } as const }),
    ...(id !== undefined && id !== 'all' && { coveringEnvironment: environmentId(id) }),
    ...(parameter !== null && { parameter }),
  }
}

/** Reads the assignments that pass a filter and haven't expired, with their roles. */
export async function listAssigned(deed: Deed<Reader>, filter: AssignmentFilter): Promise<readonly AssignedRole[]> {
  const records = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, filter, page),
  )
  return withRoles(deed, records)
}

/** Joins assignments with their roles; expired ones, and ones whose role is gone or not to be read, are left out. */
export function withRoles(deed: Deed<Reader>, records: readonly AssignmentRecord[]): readonly AssignedRole[] {
  return records.flatMap((assignment) => {
    const role = deed.engine.snapshot.roles.find(assignment.roleId)
    if (role === undefined || isExpired(assignment.expiresAt, deed.at)) return []
    return deed.may('read', inAccount('Role', role.id)) ? [{ assignment, role }] : []
  })
}

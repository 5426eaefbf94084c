import type { EnvironmentId } from '../../domain/ids.ts'
import type { Principal } from '../../domain/principal.ts'
import { principal as toPrincipal } from '../../domain/principal.ts'
import type { AssignmentRecord, GroupRecord } from '../../domain/records.ts'
import { refusal } from '../../domain/errors.ts'
import type { Parameter } from '../../domain/role.ts'
import type { Reader } from '../../store/store.ts'
import { withRoles, type AssignedRole } from '../assignments/list-assignments.ts'
import { pathOf, spellFolderPath } from '../folders/folder-paths.ts'
import { reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { placesOf } from '../places.ts'
import { describeHolder, type Holder } from './describe-holder.ts'

/** The folder or collection of a content role. */
export interface ShownPlace {
  readonly parameter: Parameter
  /** A folder's path or a collection's name; null when the caller may not see it. */
  readonly name: string | null
  readonly environmentId: EnvironmentId
}

/** A role as a principal has it, with where it comes from. */
export interface HeldRole extends AssignedRole {
  /** The group that it comes through; null when it is the principal's own. */
  readonly group: GroupRecord | null
  /** Null for global roles. */
  readonly place: ShownPlace | null
}

/** A principal whole. */
export interface PrincipalDetail extends Holder {
  /** Its own ones first, then those of its groups; without expired ones, and ones that the caller may not read. */
  readonly roles: readonly HeldRole[]
}

/** Shows one principal: its state, and every role with where it comes from and where it counts. */
export const getPrincipal = reading<{ readonly principal: Principal }, PrincipalDetail>({
  name: 'principal.get',
  summary: 'Show a principal with its roles and where each comes from.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['User', 'Group', 'ProvisioningKey', 'APIKey'],
        level: 'account',
        of: ({ principal }, _, engine) => placesOf(principal, engine),
      },
    ],
    filters: { action: 'read', on: ['Role', 'Group', 'User', 'ProductEnvironment', 'Folder', 'Collection'] },
  },
  run: async ({ principal }, deed) => {
    const holder = await describeHolder(principal, deed)
    if (holder === undefined) {
      throw refusal('not_found', { what: 'principal' }, { fields: [{ name: 'principalId', value: principal.id }] })
    }
    return { ...holder, roles: await rolesOf(holder, deed) }
  },
})

async function rolesOf({ principal, groups }: Holder, deed: Deed<Reader>): Promise<readonly HeldRole[]> {
  const own = await listHeld([principal], deed)
  const ofGroups =
    groups.length === 0
      ? []
      : await listHeld(
          groups.map(({ id }) => toPrincipal('group', id)),
          deed,
        )
  const groupById = new Map<string, GroupRecord>(groups.map((group) => [group.id, group]))
  const held: HeldRole[] = []
  for (const assigned of [...own, ...ofGroups]) {
    const { principal: holder } = assigned.assignment
    const isOwn = holder.type === principal.type && holder.id === principal.id
    const group = isOwn ? null : (groupById.get(holder.id) ?? null)
    held.push({ ...assigned, group, place: await placeOf(assigned.assignment, deed) })
  }
  return held
}

async function listHeld(principals: readonly Principal[], deed: Deed<Reader>): Promise<readonly AssignedRole[]> {
  const found = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { principals }, page),
  )
  return withRoles(deed, found)
}

/** Where a content role counts; null too for a folder or collection that isn't there any more. */
async function placeOf({ parameter }: AssignmentRecord, deed: Deed<Reader>): Promise<ShownPlace | null> {
  if (parameter === null) return null
  const { store, caller } = deed
  const { accountId } = caller
  const record =
    parameter.type === 'folder'
      ? await store.find('folder', { accountId, id: parameter.id })
      : await store.find('collection', { accountId, id: parameter.id })
  if (record === undefined) return null
  const { environmentId } = record
  const resource = { type: parameter.type === 'folder' ? 'Folder' : 'Collection', id: parameter.id }
  const isShown = deed.may('read', { resource, scope: { type: 'environment', environmentId } })
  const name = parameter.type === 'folder' ? spellFolderPath(await pathOf(store, accountId, parameter.id)) : record.name
  return { parameter, name: isShown ? name : null, environmentId }
}

import type { Principal } from '../../domain/principal.ts'
import type { CollectionRecord } from '../../domain/records.ts'
import { addAll, removeAll } from '../assignments/change-assignments.ts'
import { reading, writing } from '../operation.ts'
import { listLinksTo, type MentionedLink } from '../public-links/links-to.ts'
import type { StoredRole } from '../roles/stored-role.ts'
import {
  gainOfRole,
  getSharedRoles,
  listSharedWith,
  permittedRoles,
  requireSharing,
  type SharedThing,
  type SharedWith,
} from '../sharing/given-roles.ts'
import { getCollectionRecord, needOnCollection, type NamedCollection } from './collection-place.ts'

/** With whom a collection is shared. */
export interface CollectionSharing {
  readonly sharedWith: readonly SharedWith[]
  /** The public links by which anyone may see it. */
  readonly publicLinks: readonly MentionedLink[]
  /** The roles that the caller may give on it. */
  readonly permitted: readonly StoredRole[]
}

/**
 * Shows with whom a collection is shared, and which roles the caller may give on it. Of principals that the caller could not
 * read it tells what sharing needs: their types and ids.
 */
export const listCollectionRoles = reading<NamedCollection, CollectionSharing>({
  name: 'collection-role.list',
  summary: 'Show with whom a collection is shared.',
  access: { type: 'requires', needs: [needOnCollection('share')] },
  run: async (input, deed) => {
    const collection = await getCollectionRecord(input, deed)
    const shared = thingOf(collection)
    return {
      sharedWith: await listSharedWith([shared.parameter], deed),
      publicLinks: await listLinksTo([{ type: 'collection', id: collection.id }], deed),
      permitted: await permittedRoles(shared, deed),
    }
  },
})

/** Roles to give to one principal on one collection, or to take from it there. */
export interface CollectionRoleChange extends NamedCollection {
  readonly change: 'add' | 'remove'
  readonly principal: Principal
  readonly roleIds: readonly string[]
}

/**
 * Shares a collection with a teammate, or ends it. It writes the same assignments as the Permissions API; only roles can be
 * given of which the caller holds everything on that collection (settled decision 5).
 */
export const changeCollectionRoles = writing<CollectionRoleChange, undefined>({
  name: 'collection-role.change',
  summary: 'Share a collection with a principal, or end it.',
  access: { type: 'requires', needs: [needOnCollection('share')] },
  gains: async ({ change, ...input }, deed) => {
    if (change === 'remove') return []
    const shared = thingOf(await getCollectionRecord(input, deed))
    return (await getSharedRoles(input.roleIds, shared, deed)).map((role) => gainOfRole(role, shared))
  },
  run: async ({ change, principal, roleIds, ...named }, deed) => {
    const shared = thingOf(await getCollectionRecord(named, deed))
    requireSharing(principal, shared.environmentId, deed)
    const roles = await getSharedRoles(roleIds, shared, deed)
    const assignments = roles.map(({ id }) => ({
      principal,
      roleId: id,
      environmentId: shared.environmentId,
      parameters: { collection_id: shared.parameter.id },
    }))
    if (change === 'add') await addAll(assignments, deed)
    else await removeAll(assignments, deed)
    return undefined
  },
})

const thingOf = ({ id, environmentId }: CollectionRecord): SharedThing => ({
  environmentId,
  parameter: { type: 'collection', id },
})

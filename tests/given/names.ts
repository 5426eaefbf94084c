// Finds what an account holds by the names that people use.
import type { AccountId, CollectionId, EnvironmentId, FolderId, RoleId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { FolderRecord } from '../../src/domain/records.ts'
import type { Store } from '../../src/store/store.ts'

/** The ids of one account by name, as they stood when the house was built. Each throws for a name it doesn't know. */
export interface Names {
  /** A user, group or key. */
  readonly principal: (name: string) => Principal
  /** By cloud name; `all` is itself. */
  readonly environment: (cloudName: string) => EnvironmentId
  /** By cloud name and path: `demo:brand/logos`. */
  readonly folder: (place: string) => FolderId
  /** By cloud name and name: `demo:Launch`. */
  readonly collection: (place: string) => CollectionId
  /** A custom role. */
  readonly role: (name: string) => RoleId
}

/** Reads the names of one account. */
export async function readNames(store: Store, accountId: AccountId): Promise<Names> {
  const environments = await store.listEnvironments(accountId)
  const cloudNameById = new Map(environments.map(({ id, cloudName }) => [id, cloudName]))
  const folders = await store.list('folder', accountId)
  const folderById = new Map(folders.map((folder) => [folder.id, folder]))
  const pathOf = ({ parentId, name }: FolderRecord): string => {
    const parent = parentId === null ? undefined : folderById.get(parentId)
    return parent === undefined ? name : `${pathOf(parent)}/${name}`
  }
  const placeOf = (id: EnvironmentId, rest: string): string => `${cloudNameById.get(id) ?? ''}:${rest}`
  const collections = await store.list('collection', accountId)
  const principals = await store.listPrincipals(accountId, {})
  const roles = await store.listRoles(accountId)
  return {
    principal: finder(principals.map(({ principal, name }) => [name, principal])),
    environment: finder([...environments.map(({ id, cloudName }) => [cloudName, id] as const), all]),
    folder: finder(folders.map((folder) => [placeOf(folder.environmentId, pathOf(folder)), folder.id])),
    collection: finder(collections.map((one) => [placeOf(one.environmentId, one.name), one.id])),
    role: finder(roles.map(({ name, id }) => [name, id])),
  }
}

const all = ['all', 'all' as EnvironmentId] as const

function finder<T>(entries: readonly (readonly [string, T])[]): (name: string) => T {
  const byName = new Map(entries)
  return (name) => {
    const found = byName.get(name)
    if (found === undefined)
      throw new Error(`nothing is called \`${name}\`; there are ${[...byName.keys()].join(', ')}`)
    return found
  }
}

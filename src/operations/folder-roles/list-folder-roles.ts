import { environmentId, type FolderId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import { planOpens } from '../../domain/plan.ts'
import type { UploadPresetRecord } from '../../domain/library-records.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AssignmentRecord, FolderRecord } from '../../domain/records.ts'
import type { Parameter } from '../../domain/role.ts'
import type { Reader } from '../../store/store.ts'
import { findFolderById, placeOf, requireFolder } from '../folders/read-folders.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { placeOfSetting } from '../library-settings/named-settings.ts'
import { reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { fromCatalogue, fromRecord, type StoredRole } from '../roles/stored-role.ts'

/** What one principal was given on one folder. */
export interface SharedWith {
  readonly principal: Principal
  /** The folder it was given on: the one asked about, or one above. */
  readonly folderId: FolderId
  /** By name, then by id. */
  readonly roles: readonly StoredRole[]
}

/** With whom a folder is shared. */
export interface FolderSharing {
  readonly folderId: FolderId
  /** What was given on the folder itself first, then on the one above it, and so on; there in the order of principals. */
  readonly sharedWith: readonly SharedWith[]
  /** The unsigned upload presets by which anyone may add assets to the folder itself; null for those the caller may not read. */
  readonly unsignedPresets: readonly (string | null)[]
  /** The roles that the caller may give there; null when it wasn't asked. */
  readonly permitted: readonly StoredRole[] | null
}

/**
 * Shows with whom a folder is shared, what is given on the folders above included, and which roles the caller may give
 * there itself. Of principals that the caller could not read it tells what sharing needs: their types and ids.
 */
export const listFolderRoles = reading<
  InLibrary & { readonly folderId: string; readonly withPermitted: boolean },
  FolderSharing,
  FolderRecord | undefined
>({
  name: 'folder-role.list',
  summary: 'Show with whom a folder is shared.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'share',
        on: ['Folder'],
        level: 'environment',
        of: ({ environmentId: environment, folderId: id }, _caller, _engine, found) => [
          placeOf(found, { environmentId: environment, path: id }),
        ],
      },
    ],
  },
  load: ({ environmentId: environment, folderId: id }, { store, caller }) =>
    findFolderById(store, caller.accountId, environment, id),
  run: async ({ folderId: id, withPermitted }, deed, found) => {
    const folder = requireFolder(found, id)
    return {
      folderId: folder.id,
      sharedWith: await sharedWith(folder, deed),
      unsignedPresets: await unsignedPresetsOf(folder, deed),
      permitted: withPermitted ? await permittedRoles(folder, deed) : null,
    }
  },
})

/** The kinds of principal that folders are shared with (facts 1.2). */
export const sharingTypes = ['user', 'group', 'api_key'] as const satisfies readonly Principal['type'][]

async function sharedWith(folder: FolderRecord, deed: Deed<Reader>): Promise<readonly SharedWith[]> {
  const chain = await deed.store.listFolderChain(folder)
  const parameters = chain.map((one): Parameter => ({ type: 'folder', id: one.id }))
  const assignments = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { parameters }, page),
  )
  const standing = assignments.filter(
    ({ principal, expiresAt }) =>
      !isExpired(expiresAt, deed.at) && sharingTypes.some((type) => type === principal.type),
  )
  return chain.flatMap(({ id }) => {
    const here = standing.filter(({ parameter }) => parameter?.id === id)
    const byPrincipal = Map.groupBy(here, ({ principal }) => `${principal.type}:${principal.id}`)
    return [...byPrincipal.values()].flatMap((given) => sharedBy(given, id, deed))
  })
}

function sharedBy(given: readonly AssignmentRecord[], id: FolderId, deed: Deed<Reader>): readonly SharedWith[] {
  const [first] = given
  const roles = given
    .flatMap(({ roleId }) => storedRole(roleId, deed) ?? [])
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
  return first === undefined || roles.length === 0 ? [] : [{ principal: first.principal, folderId: id, roles }]
}

/** Whoever shares a folder must know that strangers put files there, if not by which name. */
async function unsignedPresetsOf(folder: FolderRecord, deed: Deed<Reader>): Promise<readonly (string | null)[]> {
  const presets = await listAll<UploadPresetRecord>((page) =>
    deed.store.listUploadPresets(folder.accountId, folder.environmentId, page),
  )
  return presets
    .filter(({ isUnsigned, folderId }) => isUnsigned && folderId === folder.id)
    .map(({ name }) => (deed.may('read', placeOfSetting('UploadPreset', name, folder.environmentId)) ? name : null))
}

/** A role as the engine knows it; instants aren't shown here. */
function storedRole(id: string, { engine }: Deed<Reader>): StoredRole | undefined {
  const { roles, catalogue } = engine.snapshot
  const role = roles.find(id)
  return role && fromCatalogue(role, catalogue)
}

/**
 * The folder roles of which the caller holds every permission on the folder (settled decision 5): system roles in the
 * catalogue's order, then custom ones in order of creation.
 */
async function permittedRoles(folder: FolderRecord, deed: Deed<Reader>): Promise<readonly StoredRole[]> {
  const { account, catalogue } = deed.engine.snapshot
  const hasCustom = account !== null && planOpens(account, 'custom_folder_roles')
  const custom = hasCustom ? await deed.store.listRoles(deed.caller.accountId, { kinds: ['folder'] }) : []
  const system = catalogue.roles.filter(({ kind }) => kind === 'folder')
  const all = [...system.map((role) => fromCatalogue(role, catalogue)), ...custom.map(fromRecord)]
  return all.filter((role) => mayGive(role, folder, deed))
}

/** Tells whether the caller holds everything of a role on a folder. */
export function mayGive(
  { permissionIds }: Pick<StoredRole, 'permissionIds'>,
  { id, environmentId: environment }: FolderRecord,
  { engine, at, caller: { by } }: Deed<Reader>,
): boolean {
  if (by.type === 'operator') return true
  if (by.type === 'preset') return false
  const reach = { type: 'environment', environmentId: environmentId(environment) } as const
  const gain = { type: 'permissions', permissionIds, reach, parameter: { type: 'folder', id } } as const
  return engine.findLacks(by, [gain], at).length === 0
}

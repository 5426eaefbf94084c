import type { FolderId } from '../../domain/ids.ts'
import type { UploadPresetRecord } from '../../domain/library-records.ts'
import type { FolderRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { findFolderById, placeOf, requireFolder } from '../folders/read-folders.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { placeOfSetting } from '../library-settings/named-settings.ts'
import { reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { listLinksTo, type MentionedLink } from '../public-links/links-to.ts'
import type { StoredRole } from '../roles/stored-role.ts'
import { listSharedWith, permittedRoles, type SharedThing, type SharedWith } from '../sharing/given-roles.ts'

/** With whom a folder is shared. */
export interface FolderSharing {
  readonly folderId: FolderId
  /** What was given on the folder itself first, then on the one above it, and so on; there in the order of principals. */
  readonly sharedWith: readonly SharedWith[]
  /** The unsigned upload presets by which anyone may add assets to the folder itself; null for those the caller may not read. */
  readonly unsignedPresets: readonly (string | null)[]
  /** The public links by which anyone may see what lies in the folder: to it, or to a folder above. */
  readonly publicLinks: readonly MentionedLink[]
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
      sharedWith: await sharedOnChain(folder, deed),
      unsignedPresets: await unsignedPresetsOf(folder, deed),
      publicLinks: await publicLinksOf(folder, deed),
      permitted: withPermitted ? await permittedRoles(sharedFolder(folder), deed) : null,
    }
  },
})

/** A folder as what is shared. */
export const sharedFolder = ({ id, environmentId }: FolderRecord): SharedThing => ({
  environmentId,
  parameter: { type: 'folder', id },
})

const sharedOnChain = async (folder: FolderRecord, deed: Deed<Reader>): Promise<readonly SharedWith[]> =>
  listSharedWith(await chainOf(folder, deed), deed)

const publicLinksOf = async (folder: FolderRecord, deed: Deed<Reader>): Promise<readonly MentionedLink[]> =>
  listLinksTo(await chainOf(folder, deed), deed)

/** The folder itself first, then the one above it, and so on. */
const chainOf = async (folder: FolderRecord, { store }: Deed<Reader>) =>
  (await store.listFolderChain(folder)).map(({ id }) => ({ type: 'folder', id }) as const)

/** Whoever shares a folder must know that strangers put files there, if not by which name. */
async function unsignedPresetsOf(folder: FolderRecord, deed: Deed<Reader>): Promise<readonly (string | null)[]> {
  const presets = await listAll<UploadPresetRecord>((page) =>
    deed.store.listUploadPresets(folder.accountId, folder.environmentId, page),
  )
  return presets
    .filter(({ isUnsigned, folderId }) => isUnsigned && folderId === folder.id)
    .map(({ name }) => (deed.may('read', placeOfSetting('UploadPreset', name, folder.environmentId)) ? name : null))
}

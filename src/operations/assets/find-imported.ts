import type { AccountId, EnvironmentId } from '../../domain/ids.ts'
import { resourceKinds } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import { publicIdOfFilename } from './public-id.ts'
import { partsOf } from './upload-name.ts'

/** A file that is brought into a library, by the folder that it goes to and its name there. */
export interface ImportedName {
  readonly folder: string
  readonly name: string
}

/**
 * Finds what stands in a library under the name that a file gets when it is uploaded into a folder by its own name, whatever
 * kind it turns out to be.
 *
 * @returns the MD5 of each, in hex
 */
export async function findImported(
  store: Reader,
  { accountId, environmentId }: { readonly accountId: AccountId; readonly environmentId: EnvironmentId },
  { folder, name }: ImportedName,
): Promise<readonly string[]> {
  const { stem, extension } = partsOf(name)
  const own = publicIdOfFilename(stem)
  const prefix = folder === '' ? '' : `${folder.normalize('NFC')}/`
  const etags: string[] = []
  for (const resourceKind of resourceKinds) {
    const ending = resourceKind === 'raw' && extension !== '' ? `.${extension}` : ''
    const found = { environmentId, resourceKind, delivery: 'upload', publicId: `${prefix}${own}${ending}` } as const
    const asset = await store.findAssetByName(accountId, found)
    if (asset !== undefined) etags.push(asset.file.etag)
  }
  return etags
}

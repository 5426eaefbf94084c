import { createHash } from 'node:crypto'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import { pathOf, spellFolderPath } from '../folders/folder-paths.ts'
import type { Deed } from '../operation.ts'

/** An asset as answers show it. */
export interface ShownAsset {
  readonly asset: AssetRecord
  /** The path of its folder; empty at the top. */
  readonly folderPath: string
}

/** An asset that was just written, as the answers of the Upload API show it. */
export interface WrittenAsset extends ShownAsset {
  /** Lets a client that has the secret tell that the answer is ours; null when no key asked. */
  readonly signature: string | null
  /** The key that asked; null when none did. */
  readonly apiKey: string | null
}

/** Says where an asset lies. */
export async function showAsset(store: Reader, asset: AssetRecord): Promise<ShownAsset> {
  return { asset, folderPath: spellFolderPath(await pathOf(store, asset.accountId, asset.folderId)) }
}

/**
 * Shows an asset that was written, signed with the secret of the key that asked: SHA-1 over `public_id` and `version`, as
 * clients compute it (api-surface 3.2).
 */
export async function showWritten(deed: Deed<Reader>, asset: AssetRecord): Promise<WrittenAsset> {
  const shown = await showAsset(deed.store, asset)
  const { by } = deed.caller
  if (by.type !== 'api_key') return { ...shown, signature: null, apiKey: null }
  const sealed = await deed.store.findKeySecret('api_key', by.id)
  if (sealed === undefined) return { ...shown, signature: null, apiKey: by.id }
  const secret = deed.house.sealer.open(by.id, sealed)
  const signed = `public_id=${asset.publicId}&version=${asset.version}${secret}`
  return { ...shown, signature: createHash('sha1').update(signed).digest('hex'), apiKey: by.id }
}

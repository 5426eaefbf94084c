import type { AssetRecord } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { placeOfAsset } from './asset-place.ts'

/** Finds the assets that one is related to, as far as the caller may read them; the others aren't even counted. */
export async function listRelated({ accountId, id }: AssetRecord, deed: Deed<Reader>): Promise<readonly AssetRecord[]> {
  const related: AssetRecord[] = []
  for (const { assetId, relatedId } of await deed.store.listRelations({ accountId, id })) {
    const other = await deed.store.find('asset', { accountId, id: assetId === id ? relatedId : assetId })
    if (other !== undefined && deed.may('read', placeOfAsset(other, deed.at))) related.push(other)
  }
  return related
}

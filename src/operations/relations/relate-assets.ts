import type { AssetRelationRecord } from '../../domain/collaboration-records.ts'
import { refusal } from '../../domain/errors.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import { placeOfAsset } from '../assets/asset-place.ts'
import {
  findAsset,
  loadAsset,
  needOnAsset,
  requireAsset,
  type AssetNaming,
  type LoadedAsset,
  type NamedAsset,
} from '../assets/find-asset.ts'
import { listRelated } from '../assets/related-assets.ts'
import { reading, writing, type Deed } from '../operation.ts'

/** How many assets one request relates at most. */
export const mostRelated = 10

/** Another asset, as it was named. */
export interface Other {
  /** As the answer names it. */
  readonly sent: string
  /** Null for a name that can't be one. */
  readonly asset: AssetNaming | null
}

/** One asset, and others that it belongs together with, or doesn't any more. */
export interface RelationChange extends NamedAsset {
  readonly others: readonly Other[]
}

/** What came of one of the others; one that the caller could not read is as one that isn't there. */
export type RelationOutcome =
  'done' | 'malformed' | 'absent' | 'itself' | 'denied' | 'stands_already' | 'does_not_stand'

/** What came of each of the others, in their order. */
export type RelatedOutcomes = readonly { readonly sent: string; readonly outcome: RelationOutcome }[]

/**
 * Relates an asset to others, both ways; the others aren't related to each other. Either end must be one that the caller may
 * read and relate.
 */
export const relateAssets = writing<RelationChange, RelatedOutcomes, LoadedAsset>({
  name: 'asset.relate',
  summary: 'Relate an asset to others.',
  access: { type: 'requires', needs: [needOnAsset('relate'), needOnAsset('read')] },
  load: loadAsset,
  run: (input, deed, loaded) =>
    changeEach(input, requireAsset(input, loaded), deed, async (key) => {
      if ((await deed.store.find('asset_relation', key)) !== undefined) return 'stands_already'
      const { by } = deed.caller
      await deed.store.put('asset_relation', { ...key, createdBy: `${by.type}:${by.id}`, createdAt: deed.at })
      return 'done'
    }),
})

/** Ends relations of an asset. Either end must be one that the caller may read and relate. */
export const unrelateAssets = writing<RelationChange, RelatedOutcomes, LoadedAsset>({
  name: 'asset.unrelate',
  summary: 'End relations of an asset to others.',
  access: { type: 'requires', needs: [needOnAsset('relate'), needOnAsset('read')] },
  load: loadAsset,
  run: (input, deed, loaded) =>
    changeEach(input, requireAsset(input, loaded), deed, async (key) => {
      if ((await deed.store.find('asset_relation', key)) === undefined) return 'does_not_stand'
      await deed.store.delete('asset_relation', key)
      return 'done'
    }),
})

type RelationKey = Pick<AssetRelationRecord, 'accountId' | 'assetId' | 'relatedId'>

/** @throws Refusal `missing_fields`, `invalid_fields` */
async function changeEach(
  { others, environmentId }: RelationChange,
  asset: AssetRecord,
  deed: Deed<Transaction>,
  change: (key: RelationKey) => Promise<RelationOutcome>,
): Promise<RelatedOutcomes> {
  if (others.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: 'others' }] })
  if (others.length > mostRelated) {
    const more = { reason: `at most ${mostRelated} assets at once` }
    throw refusal('invalid_fields', undefined, { fields: [{ name: 'others' }], more })
  }
  const outcomes: { sent: string; outcome: RelationOutcome }[] = []
  for (const { sent, asset: naming } of others) {
    const other = naming && (await findAsset(deed.store, asset.accountId, { environmentId, asset: naming }))
    const hindrance = naming === null ? 'malformed' : hindranceOf(asset, other ?? undefined, deed)
    const outcome = hindrance ?? (other === undefined || other === null ? 'absent' : await change(keyOf(asset, other)))
    outcomes.push({ sent, outcome })
  }
  return outcomes
}

function hindranceOf(
  asset: AssetRecord,
  other: AssetRecord | undefined,
  deed: Deed<Transaction>,
): RelationOutcome | null {
  if (other === undefined || !deed.may('read', placeOfAsset(other, deed.at))) return 'absent'
  if (other.id === asset.id) return 'itself'
  return deed.may('relate', placeOfAsset(other, deed.at)) ? null : 'denied'
}

/** A pair is kept once, the lesser id first. */
function keyOf({ accountId, id }: AssetRecord, other: AssetRecord): RelationKey {
  const [assetId, relatedId] = id < other.id ? [id, other.id] : [other.id, id]
  return { accountId, assetId, relatedId }
}

/** Lists the assets that one is related to, as far as the caller may read them; the others aren't even counted. */
export const listRelatedAssets = reading<NamedAsset, readonly AssetRecord[], LoadedAsset>({
  name: 'asset.list-related',
  summary: 'List the assets that one is related to.',
  access: { type: 'requires', needs: [needOnAsset('read')], filters: { action: 'read', on: ['Asset'] } },
  load: loadAsset,
  run: (input, deed, loaded) => listRelated(requireAsset(input, loaded), deed),
})

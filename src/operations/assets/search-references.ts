import type { AssetCondition } from '../../domain/asset-condition.ts'
import { assetId, collectionId, environmentId, linkId, proofId } from '../../domain/ids.ts'
import type { ReferenceKind } from '../../domain/search-expression/fields.ts'
import { keyOfReference, type SearchReference } from '../../domain/search-expression/references.ts'
import type { Reader } from '../../store/store.ts'
import { placeOfCollection } from '../collections/collection-place.ts'
import type { Deed } from '../operation.ts'
import { partIn } from '../proofs/part-in-proof.ts'
import { placeOfAsset } from './asset-place.ts'
import { listKnownTargets, type KnownTargets } from './search-links.ts'

/** What resolving references takes. */
export interface Resolving {
  readonly environmentId: string
  readonly deed: Deed<Reader>
  /** Reads the search of a dynamic collection; one that is being read already finds nothing. */
  readonly readMembers: (expression: string, collectionId: string) => Promise<AssetCondition>
}

/** Finds nothing. */
export const none: AssetCondition = { type: 'any', of: [] }

/**
 * Finds what terms such as `proof=…` ask of assets, by their keys. Whatever the caller couldn't see by itself finds nothing, as
 * if it weren't there: a search tells of it no more than the thing would (field class 16).
 */
export async function resolveReferences(
  references: readonly SearchReference[],
  resolving: Resolving,
): Promise<ReadonlyMap<string, AssetCondition>> {
  const conditions = new Map<string, AssetCondition>()
  for (const reference of references)
    conditions.set(keyOfReference(reference), await finders[reference.to](reference.id, resolving))
  return conditions
}

type Finder = (id: string | null, resolving: Resolving) => Promise<AssetCondition>

const finders: Readonly<Record<ReferenceKind, Finder>> = {
  collection: (id, resolving) => (id === null ? Promise.resolve(none) : membersOf(id, resolving)),
  related_asset: relatedTo,
  proof: inProof,
  public_link: shownBy,
}

/** Of a dynamic collection what its search finds, for this caller. */
async function membersOf(sent: string, { environmentId: environment, deed, readMembers }: Resolving) {
  if (!deed.may('read', placeOfCollection(sent, environment))) return none
  const id = collectionId(sent)
  const found = await deed.store.find('collection', { accountId: deed.caller.accountId, id })
  if (found?.environmentId !== environmentId(environment)) return none
  if (!found.isDynamic) return { type: 'in_collections', of: [id] } as const
  return found.expression === null ? none : readMembers(found.expression, id)
}

async function relatedTo(sent: string | null, { environmentId: environment, deed }: Resolving) {
  const { accountId } = deed.caller
  const asset = await deed.store.find('asset', { accountId, id: assetId(sent ?? '') })
  if (asset?.environmentId !== environmentId(environment) || !deed.may('read', placeOfAsset(asset, deed.at)))
    return none
  const relations = await deed.store.listRelations(asset)
  return {
    type: 'among',
    of: relations.map((one) => (one.assetId === asset.id ? one.relatedId : one.assetId)),
  } as const
}

async function inProof(sent: string | null, { environmentId: environment, deed }: Resolving) {
  const proof = await deed.store.find('proof', { accountId: deed.caller.accountId, id: proofId(sent ?? '') })
  const isSeen = proof?.environmentId === environmentId(environment) && partIn(proof, deed).sees
  return isSeen ? ({ type: 'among', of: proof.assetIds } as const) : none
}

/** What lies where links lead: of one, however it stands; of any, of those that open now. */
async function shownBy(sent: string | null, resolving: Resolving): Promise<AssetCondition> {
  const targets = await listKnownTargets(sent === null ? null : linkId(sent), resolving.environmentId, resolving.deed)
  const collections = await Promise.all(targets.collectionIds.map((id) => membersOf(id, resolving)))
  return { type: 'any', of: [...placesOf(targets), ...collections] }
}

const placesOf = ({ assetIds, folderIds }: KnownTargets): readonly AssetCondition[] => [
  ...(assetIds.length === 0 ? [] : [{ type: 'among', of: assetIds } as const]),
  ...(folderIds.length === 0 ? [] : [{ type: 'in_folders', of: folderIds } as const]),
]

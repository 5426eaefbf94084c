import type { LinkTarget, PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { refusal } from '../../domain/errors.ts'
import { assetId, collectionId, environmentId, folderId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Engine } from '../../engine/engine.ts'
import { placeOfAbsentAsset, placeOfAsset } from '../assets/asset-place.ts'
import { placeOfCollection } from '../collections/collection-place.ts'
import { placeOfAssetsIn, placeOfFolder } from '../folders/folder-place.ts'
import type { Caller, Loading, Place } from '../operation.ts'

/** What a link is to show, as a request names it. */
export interface SentTarget {
  readonly type: LinkTarget['type']
  readonly id: string
}

/** What a link shows, as it lies in the library now. */
export interface LoadedTarget {
  readonly target: LinkTarget
  /** Where it is as a resource, there or not. */
  readonly place: Place
  /** What it is called; null when it isn't there. */
  readonly name: string | null
  readonly at: Instant
}

/** Finds what a link shows; what lies in another environment is as if it weren't there. */
export async function loadTarget(
  sent: SentTarget,
  environment: string,
  { store, caller: { accountId }, at }: Pick<Loading, 'store' | 'caller' | 'at'>,
): Promise<LoadedTarget> {
  const here = environmentId(environment)
  const target = targetOf(sent)
  const key = { accountId, id: target.id }
  switch (target.type) {
    case 'asset': {
      const found = await store.find('asset', { ...key, id: target.id })
      const asset = found?.environmentId === here ? found : undefined
      const place = asset === undefined ? placeOfAbsentAsset(sent.id, environment) : placeOfAsset(asset, at)
      return { target, place, name: asset?.displayName ?? null, at }
    }
    case 'folder': {
      const found = await store.find('folder', { ...key, id: target.id })
      const name = found?.environmentId === here ? found.name : null
      return { target, place: placeOfFolder(target.id, here), name, at }
    }
    case 'collection': {
      const found = await store.find('collection', { ...key, id: target.id })
      const name = found?.environmentId === here ? found.name : null
      return { target, place: placeOfCollection(target.id, environment), name, at }
    }
  }
}

/** Finds what a stored link shows. */
export const loadTargetOf = (
  { target, environmentId: environment }: PublicLinkRecord,
  loading: Pick<Loading, 'store' | 'caller' | 'at'>,
): Promise<LoadedTarget> => loadTarget(target, environment, loading)

/** Spells what a link shows as records have it. */
export function targetOf({ type, id }: SentTarget): LinkTarget {
  if (type === 'asset') return { type, id: assetId(id) }
  return type === 'folder' ? { type, id: folderId(id) } : { type, id: collectionId(id) }
}

/**
 * Where whoever lets visitors download lacks `download` itself: on the asset; on the assets of the folder, if only on
 * public ones. Of a collection nowhere: its assets lie anywhere, and each download is decided by itself.
 */
export function downloadPlaces({ target, place, at }: LoadedTarget, { by }: Caller, engine: Engine): readonly Place[] {
  const { scope } = place
  if (target.type === 'collection' || scope.type !== 'environment') return []
  if (target.type === 'asset') return [place]
  const attributes = { resource_type: 'image', public: true }
  const resource = { type: 'Asset', id: 'any', within: target.id, attributes } as const
  const isPrincipal = by.type !== 'operator' && by.type !== 'preset'
  const mayPublic =
    isPrincipal && engine.decide({ principal: by, action: 'download', resource, scope, at }).outcome === 'allow'
  return mayPublic ? [] : [placeOfAssetsIn(target.id, scope.environmentId)]
}

/** The name of what a new link is to show. @throws Refusal `not_found` */
export function requireTarget({ target, name }: LoadedTarget): string {
  if (name !== null) return name
  throw refusal('not_found', { what: target.type }, { fields: [{ name: 'target', value: target.id }] })
}

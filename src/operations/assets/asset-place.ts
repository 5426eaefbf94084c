import type { ResourceName } from '../../domain/entity.ts'
import { environmentId, type EnvironmentId, type FolderId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AccessRule, AssetRecord } from '../../domain/library-records.ts'
import type { Place } from '../operation.ts'

/** What a decision about an asset needs to know of it. */
export type PlacedAsset = Pick<
  AssetRecord,
  'id' | 'environmentId' | 'folderId' | 'resourceKind' | 'delivery' | 'accessMode' | 'accessControl'
>

/**
 * Describes a stored asset to the engine, and nothing else does: where it lies, its kind, and whether anyone may fetch its
 * original at an instant.
 */
export const resourceOfAsset = (asset: PlacedAsset, at: Instant): ResourceName => ({
  type: 'Asset',
  id: asset.id,
  within: asset.folderId,
  attributes: { resource_type: asset.resourceKind, public: isPublicAt(asset, at) },
})

/** Where a stored asset is as a resource; see {@link resourceOfAsset}. */
export const placeOfAsset = (asset: PlacedAsset, at: Instant): Place => inLibrary(asset, resourceOfAsset(asset, at))

/**
 * Where an asset is as a resource that isn't there. Only who may do something to all assets learns that it isn't
 * (settled decision 3).
 */
export const placeOfAbsentAsset = (sent: string, environment: string): Place =>
  inLibrary({ environmentId: environmentId(environment) }, { type: 'Asset', id: sent })

/** Where a new asset is judged, or any one there: in the folder that it will lie in, null at the top. */
export const placeOfNewAsset = (within: FolderId | null, environment: EnvironmentId): Place =>
  inLibrary({ environmentId: environment }, { type: 'Asset', within })

/** Tells whether anyone may fetch an asset's original at an instant, without credentials. */
export function isPublicAt(
  { delivery, accessMode, accessControl }: Pick<AssetRecord, 'delivery' | 'accessMode' | 'accessControl'>,
  at: Instant,
): boolean {
  if (delivery !== 'upload' || accessMode !== 'public') return false
  return accessControl === null || accessControl.some((rule) => isOpen(rule, at))
}

function isOpen(rule: AccessRule, at: Instant): boolean {
  if (rule.type === 'token') return false
  return (rule.start === null || rule.start <= at) && (rule.end === null || at < rule.end)
}

const inLibrary = (asset: { readonly environmentId: EnvironmentId }, resource: ResourceName): Place => ({
  resource,
  scope: { type: 'environment', environmentId: asset.environmentId },
})

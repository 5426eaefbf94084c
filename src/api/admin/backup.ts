import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import type { OutputOf, InputOf } from '../operation-types.ts'
import { endpoint } from '../endpoint.ts'
import { assetDetails, assetVersion, spellDetails, spellVersion } from './asset-details.ts'
import type { UrlFacts } from './asset-urls.ts'
import { base, environment, filledText, filledTexts, libraryBase, textOrAbsent, textsOrAbsent } from './fields.ts'
import { deliveryType, resourceType } from './upload-fields.ts'

const source = 'Admin API 0.7.5, restoreResourcesByAssetIDs, deleteBackupVersions; api-surface 2.5, 2.6, 3.5'

/** Sends an earlier file of an asset. */
export const downloadBackupAsset = endpoint({
  id: 'downloadBackupAsset',
  family: 'admin',
  method: 'GET',
  path: `${base}/download_backup`,
  operation: 'asset.download-version',
  summary: 'Sends an earlier file of an asset, deleted ones included.',
  source: 'Upload API 0.7.5, downloadBackupAsset; api-surface 2.6',
  request: z.object({ ...environment, asset_id: filledText, version_id: filledText }),
  success: { status: 200, schema: null, isFile: true },
  toInput: ({ asset_id, version_id }, { environmentId }) => ({
    environmentId,
    assetId: asset_id,
    versionId: version_id,
  }),
  toWire: () => undefined,
})

/** Deletes earlier files of an asset. */
export const deleteBackupVersions = endpoint({
  id: 'deleteBackupVersions',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/resources/backup/{asset_id}`,
  operation: 'asset.delete-versions',
  summary: 'Deletes earlier files of an asset for good.',
  source,
  request: z.object({ ...environment, asset_id: filledText, version_ids: filledTexts }),
  body: ['version_ids'],
  success: {
    status: 200,
    schema: z.object({
      asset_id: z.string(),
      deleted_version_ids: z.array(z.string()),
      failures: z
        .array(z.object({ version_id: z.string(), error: z.object({ message: z.string() }) }))
        .optional()
        .describe('Absent when every one was there.'),
    }),
  },
  toInput: ({ asset_id, version_ids }, { environmentId }) => ({
    environmentId,
    assetId: asset_id,
    versionIds: version_ids,
  }),
  toWire: ({ assetId, deleted, missing }) => ({
    asset_id: assetId,
    deleted_version_ids: [...deleted],
    ...(missing.length > 0 && {
      failures: missing.map((id) => ({ version_id: id, error: { message: 'Version not found' } })),
    }),
  }),
})

const restored = z.record(
  z.string(),
  z.union([assetDetails, z.object({ error: z.enum(['no_backup', 'unauthorized', 'failed']) })]),
)

const spellRestored = (
  names: readonly string[],
  output: OutputOf<'asset.restore'>,
  urls: UrlFacts,
): z.output<typeof restored> =>
  Object.fromEntries(
    output.map((one, position) => [names[position] ?? '', 'error' in one ? { ...one } : spellDetails(one, urls)]),
  )

/** How many assets one request gives files back to (Admin API 0.7.5, restore_request). */
const mostRestored = 100

/** Pairs names with versions. @throws Refusal `invalid_fields` when there are not as many */
function toItems(
  name: 'asset_ids' | 'public_ids',
  names: readonly string[],
  versions: readonly string[] | null | undefined,
  toAsset: (name: string) => InputOf<'asset.restore'>['items'][number]['asset'],
): InputOf<'asset.restore'>['items'] {
  if (names.length > mostRestored) throw refusal('invalid_fields', undefined, { fields: [{ name }] })
  if (versions !== null && versions !== undefined && versions.length !== names.length) {
    throw refusal('invalid_fields', undefined, { more: { reason: 'versions count must match ids count' } })
  }
  return names.map((one, position) => ({ asset: toAsset(one), versionId: versions?.[position] ?? null }))
}

const versions = textsOrAbsent.describe('The ids of the versions, as many as there are assets; absent: the newest.')
const notificationUrl = textOrAbsent.describe('Without effect.')

/** Gives assets earlier files back, by their ids. */
export const restoreResourcesByAssetIDs = endpoint({
  id: 'restoreResourcesByAssetIDs',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/restore`,
  operation: 'asset.restore',
  summary: 'Gives assets earlier files back, deleted ones included.',
  source,
  request: z.object({ ...environment, asset_ids: filledTexts, versions, notification_url: notificationUrl }),
  body: ['asset_ids', 'versions', 'notification_url'],
  success: { status: 200, schema: restored },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    items: toItems('asset_ids', wire.asset_ids, wire.versions, (assetId) => ({ by: 'id', assetId })),
  }),
  toWire: (output, { wire, origin }) => spellRestored(wire.asset_ids, output, { origin, cloudName: wire.cloud_name }),
})

/** Gives assets earlier files back, by their names. */
export const restoreResourcesByPublicIDs = endpoint({
  id: 'restoreResourcesByPublicIDs',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/{resource_type:image|video|raw}/{type:upload|private|authenticated}/restore`,
  operation: 'asset.restore',
  summary: 'Gives assets earlier files back by their public ids, deleted ones included.',
  source: 'classic client 2.11.0, restore; api-surface 3.5',
  request: z.object({
    ...environment,
    resource_type: resourceType,
    type: deliveryType,
    public_ids: filledTexts,
    versions,
    notification_url: notificationUrl,
  }),
  body: ['public_ids', 'versions', 'notification_url'],
  success: { status: 200, schema: restored },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    items: toItems('public_ids', wire.public_ids, wire.versions, (publicId) => ({
      by: 'name',
      resourceKind: wire.resource_type,
      delivery: wire.type,
      publicId,
    })),
  }),
  toWire: (output, { wire, origin }) => spellRestored(wire.public_ids, output, { origin, cloudName: wire.cloud_name }),
})

/** Lists the earlier files of an asset. */
export const listAssetVersions = endpoint({
  id: 'listAssetVersions',
  family: 'library',
  method: 'GET',
  path: `${libraryBase}/assets/{asset_id}/versions`,
  operation: 'asset.list-versions',
  summary: 'Lists the earlier files that are kept of an asset, newest first; also of a deleted one.',
  source: 'ours: the library of the console shows it',
  request: z.object({ ...environment, asset_id: filledText }),
  success: { status: 200, schema: z.object({ versions: z.array(assetVersion) }) },
  toInput: ({ asset_id }, { environmentId }) => ({ environmentId, assetId: asset_id }),
  toWire: (output) => ({ versions: output.map(spellVersion) }),
})

import type { InputOf } from '../../src/api/operation-types.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import { placeOfAsset } from '../../src/operations/assets/asset-place.ts'
import { readUploadSettings } from '../../src/operations/assets/upload-settings.ts'
import { nothingLent } from '../../src/operations/public-links/lent-rights.ts'

const environmentId = Ids.environmentId('environment')
const folder = {
  id: Ids.folderId('folder'),
  accountId: Ids.accountId('account'),
  environmentId,
  parentId: null,
  name: 'folder',
  createdAt: 0,
  updatedAt: 0,
}

/** An asset that anyone may fetch, in the folder of `lone-roles.ts`. */
export const sampleAsset: AssetRecord = {
  id: Ids.assetId('asset'),
  accountId: folder.accountId,
  environmentId,
  resourceKind: 'image',
  delivery: 'upload',
  publicId: 'sample',
  folderId: folder.id,
  displayName: 'sample',
  file: {
    blobId: Ids.blobId('blob'),
    thumbnailId: null,
    bytes: 1,
    etag: '0cc175b9c0f1b6a831c399e269772661',
    format: 'png',
    mediaType: 'image/png',
    width: 1,
    height: 1,
    pages: 1,
  },
  version: 1,
  versionId: Ids.versionId('version'),
  originalFilename: null,
  tags: [],
  context: {},
  metadata: {},
  accessMode: 'public',
  accessControl: null,
  moderation: null,
  keepsBackups: false,
  createdBy: 'user:user',
  uploadedAt: 0,
  createdAt: 0,
  updatedAt: 0,
}

const named = { environmentId, asset: { by: 'id', assetId: 'asset' } } as const
const kept = { environmentId, assetId: 'asset' } as const
const kind = { resourceKind: 'image', delivery: 'upload' } as const
const chosen = { environmentId, choice: { by: 'names', of: kind, publicIds: ['sample'] }, cursor: null } as const
const listed = { environmentId, of: kind, publicIds: ['sample'] } as const

type AssetOperation =
  | `asset.${'upload' | 'get' | 'update' | 'rename' | 'delete' | 'delete-many' | 'publish'}`
  | `asset.${'download' | 'show-thumbnail' | 'archive' | 'list-versions' | 'download-version' | 'delete-versions' | 'restore'}`
  | `asset.${'list' | 'list-kinds' | 'list-tags' | 'search'}`
  | `asset.change-${'tags' | 'context' | 'metadata' | 'access-mode'}`
  | 'derived.delete'
  | 'rendering.refuse'

/** An input of each operation that writes assets, or shows one. */
export const assetInputs: { readonly [Name in AssetOperation]: () => InputOf<Name> } = {
  'asset.upload': () => ({
    environmentId,
    resourceKind: 'image',
    file: { type: 'text', text: 'data:image/png;base64,' },
    preset: null,
    settings: {},
  }),
  'asset.get': () => ({ ...named, withVersions: false }),
  'asset.list': () => ({
    environmentId,
    resourceKind: 'image',
    delivery: null,
    choice: { by: 'all' },
    startAt: null,
    order: { by: 'created_at', isDescending: true },
    counts: false,
    limit: null,
    cursor: null,
  }),
  'asset.list-kinds': () => ({ environmentId }),
  'asset.list-tags': () => ({ environmentId, resourceKind: 'image', prefix: null, limit: null, cursor: null }),
  'asset.search': () => ({ environmentId, expression: '', order: [], aggregate: [], limit: null, cursor: null }),
  'asset.update': () => ({ ...named, settings: { display_name: 'Sample' } }),
  'asset.rename': () => ({
    environmentId,
    ...kind,
    fromPublicId: 'sample',
    toPublicId: 'other',
    toDelivery: null,
    overwrites: false,
  }),
  'asset.delete': () => named,
  'asset.delete-many': () => ({ ...chosen, keepsOriginals: false }),
  'asset.change-tags': () => ({ ...listed, command: 'remove_all', settings: {} }),
  'asset.change-context': () => ({ ...listed, command: 'remove_all', settings: {} }),
  'asset.change-metadata': () => ({ ...listed, settings: { metadata: {} } }),
  'asset.change-access-mode': () => ({ ...chosen, accessMode: 'public' }),
  'asset.publish': () => chosen,
  'asset.download': () => named,
  'asset.show-thumbnail': () => named,
  'asset.archive': () => ({
    choice: { environmentId, ...kind, publicIds: ['sample'], names: [], tags: [], prefixes: [], folders: [] },
    naming: { isFlat: false, usesOriginalNames: false },
    allowsMissing: true,
    expiresAt: null,
    filename: 'archive.zip',
    upload: null,
  }),
  'asset.list-versions': () => kept,
  'asset.download-version': () => ({ ...kept, versionId: 'version' }),
  'asset.delete-versions': () => ({ ...kept, versionIds: ['version'] }),
  'asset.restore': () => ({ environmentId, items: [{ asset: { by: 'id', assetId: 'asset' }, versionId: null }] }),
  'derived.delete': () => ({ derivedIds: ['derived'] }),
  'rendering.refuse': () => ({ what: 'text' }),
}

const found = { asset: sampleAsset, at: 0 }
const backups = { asset: sampleAsset, versions: [], place: placeOfAsset(sampleAsset, 0), at: 0 }
const here = { deepest: folder, missing: [] }

/** What each operation on one asset finds for its input. */
export const assetsLoaded = {
  'asset.upload': {
    at: 0,
    environmentId,
    preset: null,
    choices: readUploadSettings({}),
    name: { publicId: 'new', folder: ['folder'], displayName: 'new' },
    existing: undefined,
    folder: ['folder'],
    destination: here,
    lent: nothingLent,
    keepsBackups: false,
  },
  'asset.get': found,
  'asset.update': {
    ...found,
    environmentId,
    settings: readUploadSettings({ display_name: 'Sample' }),
    mode: 'dynamic',
    destination: null,
    lent: nothingLent,
  },
  'asset.rename': {
    ...{ ...found, environmentId, toPublicId: 'other', target: undefined },
    ...{ folder: null, destination: null, lent: nothingLent },
  },
  'asset.delete': found,
  'asset.download': found,
  'asset.show-thumbnail': found,
  'asset.list-versions': backups,
  'asset.download-version': backups,
  'asset.delete-versions': backups,
}

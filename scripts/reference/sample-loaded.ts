import { environmentId, folderId } from '../../src/domain/ids.ts'
import type { FolderRecord } from '../../src/domain/records.ts'
import { placeOfFolder } from '../../src/operations/folders/folder-place.ts'
import type { operations } from '../../src/operations/index.ts'
import { noPart } from '../../src/operations/proofs/part-in-proof.ts'
import { loneAccountId } from './lone-roles.ts'
import { assetsLoaded, sampleAsset } from './sample-asset.ts'
import { nothingLent } from '../../src/operations/public-links/lent-rights.ts'

const folder: FolderRecord = {
  id: folderId('folder'),
  accountId: loneAccountId,
  environmentId: environmentId('environment'),
  parentId: null,
  name: 'folder',
  createdAt: 0,
  updatedAt: 0,
}

const unsignedPreset = { isUnsigned: true, found: { deepest: folder, missing: [] } }

const loadedAsset = { asset: sampleAsset, at: 0 }
const linked = {
  ...{ target: { type: 'folder', id: folder.id }, name: folder.name, at: 0 },
  place: placeOfFolder(folder.id, folder.environmentId),
}
const loadedLink = { found: { link: { id: 'link', environmentId: folder.environmentId }, target: linked }, at: 0 }
const members = { found: [{ sent: 'asset', asset: sampleAsset }], lent: nothingLent, at: 0 }

// Whoever asks took no part in it.
const loadedProof = { proof: undefined, part: noPart, comment: undefined, sent: { found: [], at: 0 }, shown: [] }

/** What an operation finds when it loads what its sample input names; for the operations that load anything. */
export const sampleLoaded: { readonly [Name in keyof typeof operations]?: unknown } = {
  'folder.list': folder,
  'folder.get': folder,
  'folder.list-descendants': folder,
  'folder.create': { path: ['folder', 'new'], found: { deepest: folder, missing: ['new'] }, within: folder.id },
  'folder.move': {
    from: ['folder'],
    to: ['other', 'folder'],
    folder,
    environment: folder.environmentId,
    mode: 'fixed',
    isInPlace: false,
    parent: { deepest: null, missing: ['other'] },
    lent: nothingLent,
  },
  'folder.delete': { folder, beneath: [] },
  'folder-role.list': folder,
  'upload-preset.create': unsignedPreset,
  'upload-preset.update': unsignedPreset,
  'upload-mapping.replace': [],
  'metadata-field.order': [],
  'metadata-field.place': [],
  'folder-role.change': folder,
  'asset.relate': loadedAsset,
  'asset.unrelate': loadedAsset,
  'asset.list-related': loadedAsset,
  'asset.get-for-screen': loadedAsset,
  'moderation.decide': loadedAsset,
  'collection.add-assets': members,
  'collection.remove-assets': members,
  'public-link.create': linked,
  'public-link.get': loadedLink,
  'public-link.update': loadedLink,
  'public-link.delete': loadedLink,
  'public-link.visit': loadedLink,
  'public-link.show-thumbnail': loadedLink,
  'public-link.download': loadedLink,
  'proof.get': loadedProof,
  'proof.create': members,
  'proof.update': loadedProof,
  'proof.delete': loadedProof,
  'proof.start-round': loadedProof,
  'proof.close': loadedProof,
  'proof.reopen': loadedProof,
  // No role makes anybody a reviewer, or the author of what somebody else wrote.
  'proof.decide': { ...loadedProof, proof: {} },
  'proof.list-history': loadedProof,
  'proof.show-thumbnail': loadedProof,
  'proof-comment.create': loadedProof,
  'proof-comment.update': { ...loadedProof, comment: {} },
  'proof-comment.resolve': loadedProof,
  'proof-comment.delete': loadedProof,
  ...assetsLoaded,
}

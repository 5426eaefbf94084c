// data table: requests about things that a caller may not see, each beside the same about things that aren't there.

import { pixel } from '../given/library.ts'

type Asked = readonly [string, string, object?]

/** Requests about what is hidden, each with one about what isn't there; `id` and `none` are of assets, of one length. */
export const pairsOf = (id: string, none: string): readonly (readonly [Asked, Asked])[] => [
  [
    ['GET', `resources/${id}`],
    ['GET', `resources/${none}`],
  ],
  [
    ['GET', 'resources/image/upload/hidden'],
    ['GET', 'resources/image/upload/absent'],
  ],
  [
    ['PUT', `resources/${id}`, { tags: 'x' }],
    ['PUT', `resources/${none}`, { tags: 'x' }],
  ],
  [
    ['POST', 'image/destroy', { public_id: 'hidden' }],
    ['POST', 'image/destroy', { public_id: 'absent' }],
  ],
  [
    ['GET', `asset/download?asset_id=${id}`],
    ['GET', `asset/download?asset_id=${none}`],
  ],
  [
    ['GET', '/demo/image/private/hidden'],
    ['GET', '/demo/image/private/absent'],
  ],
  [
    ['PUT', 'folders/by_path', { path: 'surprise' }],
    ['PUT', 'folders/by_path', { path: 'nowhere!' }],
  ],
  [
    ['DELETE', 'folders/surprise'],
    ['DELETE', 'folders/nowhere!'],
  ],
  [
    ['PUT', 'folders/surprise', { to_folder: 'x' }],
    ['PUT', 'folders/nowhere!', { to_folder: 'x' }],
  ],
  [
    ['GET', 'upload_presets/secret'],
    ['GET', 'upload_presets/absent'],
  ],
  [
    ['DELETE', 'upload_presets/secret'],
    ['DELETE', 'upload_presets/absent'],
  ],
  [
    ['POST', 'image/tags', { public_ids: ['hidden'], command: 'add', tag: 'x' }],
    ['POST', 'image/tags', { public_ids: ['absent'], command: 'add', tag: 'x' }],
  ],
  [
    ['DELETE', 'resources/image/upload', { public_ids: ['hidden'] }],
    ['DELETE', 'resources/image/upload', { public_ids: ['absent'] }],
  ],
  [
    ['POST', 'resources/restore', { asset_ids: [id] }],
    ['POST', 'resources/restore', { asset_ids: [none] }],
  ],
  [
    ['POST', 'image/generate_archive', { public_ids: ['hidden'], mode: 'download' }],
    ['POST', 'image/generate_archive', { public_ids: ['absent'], mode: 'download' }],
  ],
  [
    ['POST', 'image/upload', { file: pixel, asset_folder: 'surprise' }],
    ['POST', 'image/upload', { file: pixel, asset_folder: 'nowhere!' }],
  ],
  [
    ['POST', 'image/upload', { file: pixel, public_id: 'hidden', asset_folder: 'surprise', metadata: {} }],
    ['POST', 'image/upload', { file: pixel, public_id: 'absent', asset_folder: 'nowhere!', metadata: {} }],
  ],
  [
    ['POST', 'image/upload', { file: pixel, public_id: 'hidden' }],
    ['POST', 'image/upload', { file: pixel, public_id: 'absent' }],
  ],
  [
    ['POST', 'image/generate_archive', { public_ids: ['shown'], target_asset_folder: 'surprise' }],
    ['POST', 'image/generate_archive', { public_ids: ['shown'], target_asset_folder: 'nowhere!' }],
  ],
  [
    ['PUT', `resources/${id}`, { asset_folder: 'surprise' }],
    ['PUT', `resources/${none}`, { asset_folder: 'nowhere!' }],
  ],
  [
    ['PUT', `resources/${id}`, { asset_folder: 'campaigns/summer', tags: 'x', metadata: 'a=b' }],
    ['PUT', `resources/${none}`, { asset_folder: 'campaigns/summer', tags: 'x', metadata: 'a=b' }],
  ],
  [
    ['POST', 'image/explicit', { public_id: 'hidden', moderation: 'manual' }],
    ['POST', 'image/explicit', { public_id: 'absent', moderation: 'manual' }],
  ],
  [
    ['PUT', `resources/${id}`, { moderation_status: 'approved' }],
    ['PUT', `resources/${none}`, { moderation_status: 'approved' }],
  ],
  [
    ['POST', 'image/rename', { from_public_id: 'shown', to_public_id: 'hidden', overwrite: true }],
    ['POST', 'image/rename', { from_public_id: 'shown', to_public_id: 'absent', overwrite: true }],
  ],
  [
    ['POST', 'image/rename', { from_public_id: 'hidden', to_public_id: 'surprise/a' }],
    ['POST', 'image/rename', { from_public_id: 'absent', to_public_id: 'nowhere!/a' }],
  ],
  [
    ['POST', 'folders/surprise'],
    ['POST', 'folders/nowhere!'],
  ],
  [
    ['POST', 'folders/surprise/a'],
    ['POST', 'folders/nowhere!/a'],
  ],
  [
    ['PUT', 'folders/brand', { to_folder: 'surprise/brand' }],
    ['PUT', 'folders/brand', { to_folder: 'nowhere!/brand' }],
  ],
  [
    ['PUT', 'folders/surprise', { to_folder: 'surprising' }],
    ['PUT', 'folders/nowhere!', { to_folder: 'surprising' }],
  ],
  [
    ['POST', `resources/related_assets/${id}`, { assets_to_relate: ['image/upload/shown'] }],
    ['POST', `resources/related_assets/${none}`, { assets_to_relate: ['image/upload/shown'] }],
  ],
  [
    ['POST', '/api/environments/demo/public-links', { target: { type: 'asset', id }, allows_download: true }],
    ['POST', '/api/environments/demo/public-links', { target: { type: 'asset', id: none }, allows_download: true }],
  ],
  [
    ['POST', 'upload_presets', { name: 'p', unsigned: true, asset_folder: 'surprise' }],
    ['POST', 'upload_presets', { name: 'p', unsigned: true, asset_folder: 'nowhere!' }],
  ],
]

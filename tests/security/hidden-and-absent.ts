// data table: requests about things that a caller may not see, each beside the same about things that aren't there.

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
]

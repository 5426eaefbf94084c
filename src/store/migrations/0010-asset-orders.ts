/** The columns that assets are sorted by, with the index of each. */
const orders = {
  assets_upload: 'uploaded_at',
  assets_update: 'updated_at',
  assets_size: 'bytes',
  assets_public_id: 'public_id',
  assets_display_name: 'display_key',
} as const

/** Every order of assets has their folder in its index, so that those of other folders are passed without being read. */
export const assetOrders = (): readonly string[] =>
  Object.entries(orders).flatMap(([index, column]) => [
    `drop index ${index}`,
    `create index ${index} on assets (account_id, environment_id, ${column}, id, folder_id)`,
  ])

import type { AssetId, CollectionId, FolderId } from './ids.ts'

/** What assets are searched and sorted by; `context.x` and `metadata.x` name one key or field. */
export const assetFields = [
  'asset_id',
  'public_id',
  'display_name',
  'filename',
  'folder',
  'tags',
  'format',
  'resource_type',
  'type',
  'access_mode',
  'moderation_status',
  'moderation_kind',
  'created_by',
  'etag',
  'bytes',
  'width',
  'height',
  'pixels',
  'aspect_ratio',
  'pages',
  'version',
  'created_at',
  'uploaded_at',
  'updated_at',
] as const

/** One of {@link assetFields}, or one key of the context, or one field of structured metadata. */
export type AssetField = (typeof assetFields)[number] | `context.${string}` | `metadata.${string}`

/** A value that a field is compared with: a text or a number; for fields that are times, an instant. */
export type ConditionValue = string | number

/** Which assets: a tree of comparisons. Texts compare without regard to case; `public_id` and ids with it. */
export type AssetCondition =
  | { readonly type: 'all'; readonly of: readonly AssetCondition[] }
  | { readonly type: 'any'; readonly of: readonly AssetCondition[] }
  | { readonly type: 'not'; readonly of: AssetCondition }
  /** The field (one of its values) is the value, or lies on that side of it. */
  | {
      readonly type: 'compare'
      readonly field: AssetField
      readonly is: 'equal' | 'less' | 'at_most' | 'more' | 'at_least'
      readonly value: ConditionValue
    }
  | { readonly type: 'starts_with'; readonly field: AssetField; readonly value: string }
  /** One of the words of the field is the word, or begins with it. */
  | { readonly type: 'word'; readonly field: AssetField; readonly value: string; readonly isPrefix: boolean }
  /** The field has any value. */
  | { readonly type: 'present'; readonly field: AssetField }
  /** Some word of the public id, names, tags, context or metadata is the word, or begins with it. */
  | { readonly type: 'text'; readonly value: string; readonly isPrefix: boolean }
  /** The asset lies in one of these folders, however many; null stands for the top. */
  | { readonly type: 'in_folders'; readonly of: readonly (FolderId | null)[] }
  /** People put the asset into one of these collections. */
  | { readonly type: 'in_collections'; readonly of: readonly CollectionId[] }
  /** It is one of these assets, however many. */
  | { readonly type: 'among'; readonly of: readonly AssetId[] }

/** One step of an order of assets. */
export interface AssetOrder {
  readonly field: AssetField
  readonly isDescending: boolean
}

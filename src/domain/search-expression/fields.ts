import type { AssetField } from '../asset-condition.ts'
import { SearchFaultError, type FieldName } from './ast.ts'

/** A field that expressions may name, and how its values are read. */
export type SearchField =
  | {
      readonly field: AssetField
      readonly kind: 'text' | 'value' | 'number' | 'size' | 'ratio' | 'time' | 'folder'
    }
  /** What the field names by its id isn't the asset itself: nothing is sorted by it. */
  | { readonly kind: 'reference'; readonly to: ReferenceKind }

/** What assets are searched by that lies beside them. */
export type ReferenceKind = 'collection' | 'related_asset' | 'proof' | 'public_link'

const text = (field: AssetField): SearchField => ({ field, kind: 'text' })
const time = (field: AssetField): SearchField => ({ field, kind: 'time' })
const number = (field: AssetField): SearchField => ({ field, kind: 'number' })
const reference = (to: ReferenceKind): SearchField => ({ kind: 'reference', to })

/** Every field besides those of context and structured metadata, by the names that clients use. */
export const searchFields: Readonly<Record<string, SearchField>> = {
  asset_id: text('asset_id'),
  public_id: text('public_id'),
  display_name: text('display_name'),
  filename: text('filename'),
  folder: { field: 'folder', kind: 'folder' },
  asset_folder: { field: 'folder', kind: 'folder' },
  collection: reference('collection'),
  related_to: reference('related_asset'),
  proof: reference('proof'),
  public_link: reference('public_link'),
  tags: text('tags'),
  tag: text('tags'),
  format: text('format'),
  resource_type: text('resource_type'),
  type: text('type'),
  access_mode: text('access_mode'),
  moderation_status: text('moderation_status'),
  moderation_kind: text('moderation_kind'),
  created_by: text('created_by'),
  uploaded_by: text('created_by'),
  etag: text('etag'),
  bytes: { field: 'bytes', kind: 'size' },
  width: number('width'),
  height: number('height'),
  pixels: number('pixels'),
  aspect_ratio: { field: 'aspect_ratio', kind: 'ratio' },
  pages: number('pages'),
  version: number('version'),
  created_at: time('created_at'),
  uploaded_at: time('uploaded_at'),
  updated_at: time('updated_at'),
  last_updated: time('updated_at'),
}

/**
 * Finds the field that a name stands for.
 *
 * @throws SearchFaultError for a name that stands for none
 */
export function fieldOf({ name, position }: FieldName): SearchField {
  const [, holder, key = ''] = /^(context|metadata)\.(.+)$/s.exec(name) ?? []
  if (holder === 'context') return { field: `context.${key}`, kind: 'value' }
  if (holder === 'metadata') return { field: `metadata.${key}`, kind: 'value' }
  const field = Object.hasOwn(searchFields, name) ? searchFields[name] : undefined
  if (field !== undefined) return field
  throw new SearchFaultError(
    position,
    `expected a field such as public_id, tags, folder, created_at or context.key, not ${name.slice(0, 100)}`,
  )
}

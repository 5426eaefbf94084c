// data table: the columns that hold each field of assets, and what a record has in it
import { sql } from 'kysely'
import type { AssetField } from '../../domain/asset-condition.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import { nameCell } from '../cells.ts'
import type { Cell, Clause } from '../row.ts'
import { filenameOf, rankCell, valueNameCell, valuesOf } from './asset-cells.ts'

/**
 * How a field lies in `assets`.
 *
 * `exact` texts compare as they are, `folded` ones without regard to case, `word` ones are small letters only. `tags` and
 * `value` lie in tables of their own.
 */
export type FieldKind = 'exact' | 'folded' | 'word' | 'number' | 'tags' | 'value'

/** What is known of one field. */
export interface FieldPlace {
  readonly kind: FieldKind
  /** What it is sorted by: one value; null where there is none. */
  readonly expression: Clause
  /** The same, of a record. */
  readonly cellOf: (asset: AssetRecord) => Cell
  /** The column of words that a word of the field is sought in. */
  readonly words?: string
  /** Begins an index on account and environment, and ends with the id: pages can be read in its order. */
  readonly isIndexed?: true
}

type PlainField = Exclude<AssetField, `context.${string}` | `metadata.${string}`>

const column = (name: string): Clause => sql.ref(`assets.${name}`)

const plainFields: { readonly [F in PlainField]: FieldPlace } = {
  asset_id: { kind: 'exact', expression: column('id'), cellOf: ({ id }) => id },
  public_id: {
    kind: 'exact',
    expression: column('public_id'),
    cellOf: ({ publicId }) => publicId,
    words: 'words_public_id',
    isIndexed: true,
  },
  display_name: {
    kind: 'folded',
    expression: column('display_key'),
    cellOf: ({ displayName }) => nameCell(displayName),
    words: 'words_names',
    isIndexed: true,
  },
  filename: {
    kind: 'folded',
    expression: column('filename_key'),
    cellOf: (asset) => nameCell(filenameOf(asset)),
    words: 'words_filename',
  },
  folder: { kind: 'exact', expression: sql`nullif(assets.folder_id, '')`, cellOf: ({ folderId }) => folderId },
  tags: {
    kind: 'tags',
    expression: sql`(select min(tag_key) from asset_tags where asset_tags.asset = assets.number)`,
    cellOf: ({ tags }) => least(tags.map(nameCell)),
    words: 'words_tags',
  },
  format: { kind: 'word', expression: column('format'), cellOf: ({ file }) => file.format },
  resource_type: { kind: 'word', expression: column('resource_kind'), cellOf: ({ resourceKind }) => resourceKind },
  type: { kind: 'word', expression: column('delivery'), cellOf: ({ delivery }) => delivery },
  access_mode: { kind: 'word', expression: column('access_mode'), cellOf: ({ accessMode }) => accessMode },
  moderation_status: {
    kind: 'word',
    expression: column('moderation_status'),
    cellOf: ({ moderation }) => moderation?.status ?? null,
  },
  moderation_kind: {
    kind: 'word',
    expression: column('moderation_kind'),
    cellOf: ({ moderation }) => moderation?.kind ?? null,
  },
  created_by: { kind: 'exact', expression: column('created_by'), cellOf: ({ createdBy }) => createdBy },
  etag: { kind: 'word', expression: column('etag'), cellOf: ({ file }) => file.etag },
  bytes: { kind: 'number', expression: column('bytes'), cellOf: ({ file }) => file.bytes, isIndexed: true },
  width: { kind: 'number', expression: column('width'), cellOf: ({ file }) => file.width },
  height: { kind: 'number', expression: column('height'), cellOf: ({ file }) => file.height },
  pixels: {
    kind: 'number',
    expression: sql`(assets.width * assets.height)`,
    cellOf: ({ file }) => (file.width === null || file.height === null ? null : file.width * file.height),
  },
  aspect_ratio: {
    kind: 'number',
    expression: sql`(cast(assets.width as double precision) / nullif(assets.height, 0))`,
    cellOf: ({ file }) => (file.width === null || !file.height ? null : file.width / file.height),
  },
  pages: { kind: 'number', expression: column('pages'), cellOf: ({ file }) => file.pages },
  version: { kind: 'number', expression: column('version'), cellOf: ({ version }) => version },
  created_at: {
    kind: 'number',
    expression: column('created_at'),
    cellOf: ({ createdAt }) => createdAt,
    isIndexed: true,
  },
  uploaded_at: {
    kind: 'number',
    expression: column('uploaded_at'),
    cellOf: ({ uploadedAt }) => uploadedAt,
    isIndexed: true,
  },
  updated_at: {
    kind: 'number',
    expression: column('updated_at'),
    cellOf: ({ updatedAt }) => updatedAt,
    isIndexed: true,
  },
}

const isPlain = (field: AssetField): field is PlainField => Object.hasOwn(plainFields, field)

/** Where a field lies. */
export function placeOf(field: AssetField): FieldPlace {
  if (isPlain(field)) return plainFields[field]
  const name = valueNameCell(field)
  return {
    kind: 'value',
    expression: sql`(select min(rank) from asset_values where asset_values.asset = assets.number and name = ${name})`,
    cellOf: (asset) => least(valuesOf(asset).flatMap((one) => (one.name === field ? rankCell(one.value) : []))),
  }
}

/** The first in the order of bytes, as databases have it. */
function least(cells: readonly string[]): string | null {
  const [first, ...rest] = cells
  if (first === undefined) return null
  return rest.reduce((one, other) => (Buffer.compare(Buffer.from(other), Buffer.from(one)) < 0 ? other : one), first)
}

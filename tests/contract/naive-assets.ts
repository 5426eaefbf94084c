// What the lists of assets must answer, worked out one asset at a time.
import type { AssetCondition, AssetField, AssetOrder } from '../../src/domain/asset-condition.ts'
import type { AssetId, CollectionId } from '../../src/domain/ids.ts'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { AssetFilter } from '../../src/store/library.ts'

/** The collections that hold each asset. */
export type Held = ReadonlyMap<AssetId, readonly CollectionId[]>

/** The assets that a filter lets through. */
export const chosen = (assets: readonly AssetRecord[], filter: AssetFilter, held: Held): readonly AssetRecord[] =>
  assets.filter(
    (asset) =>
      asset.environmentId === filter.environmentId &&
      (filter.folders?.includes(asset.folderId) ?? true) &&
      (filter.ids?.includes(asset.id) ?? true) &&
      (filter.resourceKind ?? asset.resourceKind) === asset.resourceKind &&
      (filter.delivery ?? asset.delivery) === asset.delivery &&
      (filter.publicIds?.includes(asset.publicId) ?? true) &&
      asset.publicId.startsWith(filter.publicIdPrefix ?? '') &&
      (filter.where === undefined || holds(asset, filter.where, held)),
  )

/** Tells whether a condition holds for an asset. */
export function holds(asset: AssetRecord, condition: AssetCondition, held: Held): boolean {
  switch (condition.type) {
    case 'all':
      return condition.of.every((one) => holds(asset, one, held))
    case 'any':
      return condition.of.some((one) => holds(asset, one, held))
    case 'not':
      return !holds(asset, condition.of, held)
    case 'in_folders':
      return condition.of.includes(asset.folderId)
    case 'in_collections':
      return (held.get(asset.id) ?? []).some((id) => condition.of.includes(id))
    case 'among':
      return condition.of.includes(asset.id)
    case 'compare':
      return compares(asset, condition)
    case 'starts_with':
      return textsOf(asset, condition.field).some((text) =>
        fold(condition.field, text).startsWith(fold(condition.field, condition.value)),
      )
    case 'word':
      return hasWords(asset, condition)
    case 'present':
      return valuesOf(asset, condition.field).length > 0
    case 'text':
      return splitWords(condition.value).length > 0 && hasEvery(everyWord(asset), condition)
  }
}

const exactFields: readonly AssetField[] = ['public_id', 'asset_id', 'created_by', 'folder']
const numberFields: readonly AssetField[] = [
  ...(['bytes', 'width', 'height', 'pixels', 'aspect_ratio', 'pages', 'version'] as const),
  ...(['created_at', 'uploaded_at', 'updated_at'] as const),
]

const fold = (field: AssetField, text: string): string => (exactFields.includes(field) ? text : text.toLowerCase())

const isValueField = (field: AssetField): boolean => field.startsWith('context.') || field.startsWith('metadata.')

function compares(asset: AssetRecord, { field, is, value }: Extract<AssetCondition, { type: 'compare' }>): boolean {
  const isThere = (order: number): boolean =>
    is === 'equal'
      ? order === 0
      : is === 'less'
        ? order < 0
        : is === 'at_most'
          ? order <= 0
          : is === 'more'
            ? order > 0
            : order >= 0
  if (numberFields.includes(field)) {
    const number = typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value)
    if (Number.isNaN(number)) return false
    return valuesOf(asset, field).some((one) => isThere(Number(one) - number))
  }
  if (isValueField(field) && !(typeof value === 'string' && is === 'equal')) {
    return valuesOf(asset, field).some((one) => {
      if (isNumeric(one) !== isNumeric(value)) return false
      return isThere(
        isNumeric(one) ? Number(one) - Number(value) : inBytes(String(one).toLowerCase(), String(value).toLowerCase()),
      )
    })
  }
  const sought = fold(field, String(value))
  return textsOf(asset, field).some((text) => isThere(inBytes(fold(field, text), sought)))
}

const isNumeric = (value: string | number): boolean => typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value)

const inBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other))

const splitWords = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

function hasEvery(
  words: readonly string[],
  { value, isPrefix }: { readonly value: string; readonly isPrefix: boolean },
) {
  const sought = splitWords(value)
  return sought.every((one, position) =>
    words.some((word) => (isPrefix && position === sought.length - 1 ? word.startsWith(one) : word === one)),
  )
}

const nowhere: Held = new Map()

const worded: readonly AssetField[] = ['public_id', 'display_name', 'filename', 'tags']

function hasWords(asset: AssetRecord, { field, value, isPrefix }: Extract<AssetCondition, { type: 'word' }>): boolean {
  if (worded.includes(field) || isValueField(field)) {
    if (splitWords(value).length === 0) return false
    const texts = textsOf(asset, field)
    // Words of one value for values; of all of them together for tags.
    return isValueField(field)
      ? texts.some((text) => hasEvery(splitWords(text), { value, isPrefix }))
      : hasEvery(texts.flatMap(splitWords), { value, isPrefix })
  }
  return isPrefix
    ? !numberFields.includes(field) && holds(asset, { type: 'starts_with', field, value }, nowhere)
    : holds(asset, { type: 'compare', field, is: 'equal', value }, nowhere)
}

const everyWord = (asset: AssetRecord): readonly string[] =>
  [
    ...worded.flatMap((field) => textsOf(asset, field)),
    ...Object.values(asset.context),
    ...Object.values(asset.metadata).flat().map(String),
  ].flatMap(splitWords)

const textsOf = (asset: AssetRecord, field: AssetField): readonly string[] =>
  numberFields.includes(field) ? [] : valuesOf(asset, field).map(String)

function valuesOf(asset: AssetRecord, field: AssetField): readonly (string | number)[] {
  if (field.startsWith('context.')) return present(asset.context[field.slice(8)])
  if (field.startsWith('metadata.')) return [asset.metadata[field.slice(9)] ?? []].flat()
  const { file, moderation } = asset
  const values: Readonly<Record<string, readonly (string | number | null | undefined)[]>> = {
    asset_id: [asset.id],
    public_id: [asset.publicId],
    display_name: [asset.displayName],
    filename: [asset.originalFilename ?? asset.publicId.split('/').at(-1)],
    folder: [asset.folderId],
    tags: asset.tags,
    format: [file.format],
    resource_type: [asset.resourceKind],
    type: [asset.delivery],
    access_mode: [asset.accessMode],
    moderation_status: [moderation?.status],
    moderation_kind: [moderation?.kind],
    created_by: [asset.createdBy],
    etag: [file.etag],
    bytes: [file.bytes],
    width: [file.width],
    height: [file.height],
    pixels: [file.width === null || file.height === null ? null : file.width * file.height],
    aspect_ratio: [file.width === null || file.height === null || file.height === 0 ? null : file.width / file.height],
    pages: [file.pages],
    version: [asset.version],
    created_at: [asset.createdAt],
    uploaded_at: [asset.uploadedAt],
    updated_at: [asset.updatedAt],
  }
  return (values[field] ?? []).flatMap(present)
}

const present = (value: string | number | null | undefined): readonly (string | number)[] =>
  value === null || value === undefined ? [] : [value]

/** Assets in an order: those without a value last, alike ones by id in the direction of the first step. */
export const ordered = (assets: readonly AssetRecord[], order: readonly AssetOrder[]): readonly AssetRecord[] =>
  assets.toSorted((one, other) => {
    for (const { field, isDescending } of order) {
      const [mine, theirs] = [keyOf(one, field), keyOf(other, field)]
      if (mine === undefined || theirs === undefined) {
        if (mine === theirs) continue
        return mine === undefined ? 1 : -1
      }
      const difference = compareKeys(mine, theirs)
      if (difference !== 0) return isDescending ? -difference : difference
    }
    const byId = inBytes(one.id, other.id)
    return order[0]?.isDescending === true ? -byId : byId
  })

function keyOf(asset: AssetRecord, field: AssetField): string | number | undefined {
  const keys = valuesOf(asset, field).map((one) => {
    if (isValueField(field) && isNumeric(one)) return Number(one)
    return typeof one === 'number' ? one : fold(field, one)
  })
  return keys.toSorted(compareKeys)[0]
}

/** Numbers before texts. */
function compareKeys(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  if (typeof one === 'string' && typeof other === 'string') return inBytes(one, other)
  return typeof one === 'number' ? -1 : 1
}

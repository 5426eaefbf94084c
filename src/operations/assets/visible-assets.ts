import type { AssetField, AssetOrder } from '../../domain/asset-condition.ts'
import { assetId, environmentId as toEnvironmentId, type FolderId } from '../../domain/ids.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Reach } from '../../engine/answers/reach.ts'
import type { AssetFilter, AssetPosition } from '../../store/library.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import { placeOfAsset } from './asset-place.ts'

/** Which assets of a library a list is about, whoever asks. */
export interface Listed {
  /** The list as it was asked for: a cursor is good for no other. */
  readonly name: string
  readonly environmentId: string
  readonly filter: Omit<AssetFilter, 'environmentId'>
}

/** Part of a list, as it is asked for. */
export interface ListedPart {
  readonly order: readonly AssetOrder[]
  readonly limit: number
  /** Of the part before. */
  readonly cursor: string | null
}

/** Part of a list. It may be shorter than asked for, or empty, and yet not the last one. */
export interface VisiblePart {
  readonly assets: readonly AssetRecord[]
  /** Null when there are no more. */
  readonly nextCursor: string | null
}

/** How many assets one request decides on, where roles alone don't tell. */
export const mostDecided = 10_000
const longestBatch = 1_000

/**
 * Lists a part of the assets that the caller may read: the store looks into no folder that the caller's reach leaves out,
 * and where that isn't the whole answer, each asset is decided. What can't be seen is neither counted nor sorted by.
 */
export async function listVisible(deed: Deed<Reader>, listed: Listed, part: ListedPart): Promise<VisiblePart> {
  const { order, limit, cursor } = part
  const name = nameOf(deed, listed, order)
  const reach = reachOf(deed, listed.environmentId)
  const filter = within(listed, reach)
  const found: AssetRecord[] = []
  let after = cursor === null ? undefined : readPosition(openCursor(deed.house, name, cursor))
  for (let decided = 0; decided < mostDecided;) {
    const wanted = limit - found.length + 1
    const length = reach.isCertain ? wanted : Math.min(longestBatch, Math.max(100, 2 * wanted))
    const page = { order, limit: length, ...(after !== undefined && { after }) }
    const assets = await deed.store.listAssets(deed.caller.accountId, filter, page)
    for (const asset of assets) {
      if (!reach.isCertain && !mayRead(deed, asset)) {
        after = deed.store.positionOf(asset, order)
        continue
      }
      // One more than was asked for: there is a next part.
      if (found.length === limit) return { assets: found, nextCursor: writePosition(deed, name, after) }
      found.push(asset)
      after = deed.store.positionOf(asset, order)
    }
    if (assets.length < length) return { assets: found, nextCursor: null }
    decided += assets.length
  }
  return { assets: found, nextCursor: writePosition(deed, name, after) }
}

/** How often a list is read before its parts are given out as they are. */
const mostReadings = 3

/**
 * Reads several things of one list. When the caller's reach changed meanwhile, as by a folder that moved, they are read
 * again: else a count could be of before and the assets beside it of after.
 */
export async function inOneReach<Read>(
  deed: Deed<Reader>,
  environmentId: string,
  read: () => Promise<Read>,
): Promise<Read> {
  for (let reading = 1; ; reading++) {
    const before = reachOf(deed, environmentId)
    const found = await read()
    if (reading === mostReadings || isSameReach(before, reachOf(deed, environmentId))) return found
  }
}

const isSameReach = (one: Reach, other: Reach): boolean =>
  one.isEverywhere === other.isEverywhere &&
  one.isCertain === other.isCertain &&
  one.folderIds.length === other.folderIds.length &&
  one.folderIds.every((id, position) => id === other.folderIds[position])

/** Counts the assets of a list that the caller may read; null when only deciding on a great many would tell. */
export async function countVisible(deed: Deed<Reader>, listed: Listed): Promise<number | null> {
  const reach = reachOf(deed, listed.environmentId)
  if (reach.isCertain) return deed.store.countAssets(deed.caller.accountId, within(listed, reach))
  const visible = await decideAll(deed, listed, reach)
  return visible?.length ?? null
}

/**
 * Counts the assets of a list that the caller may read by the values of a field, most first.
 *
 * @returns null when only deciding on a great many would tell
 */
export async function countVisibleByValue(
  deed: Deed<Reader>,
  listed: Listed,
  field: AssetField,
  valueOf: (asset: AssetRecord) => string | null,
  limit: number,
): Promise<readonly { readonly value: string; readonly count: number }[] | null> {
  const reach = reachOf(deed, listed.environmentId)
  if (reach.isCertain) return deed.store.countByValue(deed.caller.accountId, within(listed, reach), field, limit)
  const visible = await decideAll(deed, listed, reach)
  if (visible === null) return null
  const counts = new Map<string, number>()
  for (const value of visible.flatMap((asset) => valueOf(asset) ?? [])) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
    .slice(0, limit)
}

/** Part of the tags that assets have which the caller may read. */
export interface VisibleTags {
  readonly tags: readonly string[]
  readonly nextCursor: string | null
}

/** Lists the tags of the assets of a list that the caller may read, each once, in the order of their texts. */
export async function listVisibleTags(
  deed: Deed<Reader>,
  listed: Listed,
  { prefix, limit, cursor }: { readonly prefix: string | null; readonly limit: number; readonly cursor: string | null },
): Promise<VisibleTags> {
  const { accountId } = deed.caller
  const name = nameOf(deed, listed, prefix)
  const reach = reachOf(deed, listed.environmentId)
  const filter = within(listed, reach)
  let last = cursor === null ? undefined : openCursor(deed.house, name, cursor)[0]
  const tags: string[] = []
  const looks = { left: mostDecided }
  for (;;) {
    const page = { limit: limit + 1, ...(prefix !== null && { prefix }), ...(last !== undefined && { after: last }) }
    const some = await deed.store.listTags(accountId, filter, page)
    for (const tag of some) {
      if (tags.length === limit) return { tags, nextCursor: sealCursor(deed.house, name, [last ?? '']) }
      if (reach.isCertain || (await isTagVisible(deed, filter, tag, looks))) tags.push(tag)
      last = tag
    }
    if (some.length <= limit) return { tags, nextCursor: null }
    if (looks.left <= 0) return { tags, nextCursor: sealCursor(deed.house, name, [last ?? '']) }
  }
}

async function isTagVisible(deed: Deed<Reader>, filter: AssetFilter, tag: string, looks: { left: number }) {
  const isTagged = { type: 'compare', field: 'tags', is: 'equal', value: tag } as const
  const where = filter.where === undefined ? isTagged : ({ type: 'all', of: [filter.where, isTagged] } as const)
  let after: AssetPosition | undefined
  do {
    const page = { order: [], limit: longestBatch, ...(after !== undefined && { after }) }
    const assets = await deed.store.listAssets(deed.caller.accountId, { ...filter, where }, page)
    looks.left -= assets.length
    // Tags compare without regard to case; this one is meant as it is.
    if (assets.some((asset) => asset.tags.includes(tag) && mayRead(deed, asset))) return true
    const last = assets.length < longestBatch ? undefined : assets.at(-1)
    after = last && deed.store.positionOf(last, [])
  } while (after !== undefined && looks.left > 0)
  return false
}

const nameOf = (deed: Deed<Reader>, { name, environmentId: environment }: Listed, what: unknown): string =>
  `assets ${JSON.stringify([deed.caller.accountId, environment, name, what])}`

const mayRead = (deed: Deed<Reader>, asset: AssetRecord): boolean => deed.may('read', placeOfAsset(asset, deed.at))

/** How far reading reaches for the caller. Presets don't read by roles: each asset is decided. */
function reachOf({ caller: { by }, engine, at }: Deed<Reader>, environment: string): Reach {
  if (by.type === 'operator' || by.type === 'preset')
    return { isEverywhere: true, folderIds: [], isCertain: by.type === 'operator' }
  const scope = { type: 'environment', environmentId: toEnvironmentId(environment) } as const
  return engine.findReach({ principal: by, action: 'read', resourceType: 'Asset', scope, at })
}

/** The filter of a list, without the folders that a reach leaves out. */
function within({ environmentId: environment, filter }: Listed, { isEverywhere, folderIds }: Reach): AssetFilter {
  const here = { ...filter, environmentId: toEnvironmentId(environment) }
  if (isEverywhere) return here
  if (filter.folders === undefined) return { ...here, folders: folderIds }
  const reached = new Set<FolderId | null>(folderIds)
  return { ...here, folders: filter.folders.filter((id) => reached.has(id)) }
}

/** Every asset of a list that the caller may read; null when there are too many to decide on. */
async function decideAll(deed: Deed<Reader>, listed: Listed, reach: Reach): Promise<readonly AssetRecord[] | null> {
  const filter = within(listed, reach)
  const visible: AssetRecord[] = []
  let after: AssetPosition | undefined
  for (let decided = 0; decided <= mostDecided;) {
    const page = { order: [], limit: longestBatch, ...(after !== undefined && { after }) }
    const assets = await deed.store.listAssets(deed.caller.accountId, filter, page)
    visible.push(...assets.filter((asset) => mayRead(deed, asset)))
    decided += assets.length
    const last = assets.at(-1)
    if (assets.length < longestBatch || last === undefined) return visible
    after = deed.store.positionOf(last, [])
  }
  return null
}

/** Sealed, as it may be the place of an asset that the caller can't see. */
const writePosition = (deed: Deed<Reader>, name: string, position: AssetPosition | undefined): string | null =>
  position === undefined ? null : sealCursor(deed.house, name, [JSON.stringify(position.values), position.id])

const readPosition = ([values = '[]', id = '']: readonly string[]): AssetPosition => ({
  // Written by `writePosition`, and sealed since.
  values: JSON.parse(values) as AssetPosition['values'],
  id: assetId(id),
})

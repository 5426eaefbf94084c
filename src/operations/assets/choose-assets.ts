import { assetId, environmentId, type FolderId } from '../../domain/ids.ts'
import type { AssetRecord, DeliveryType, ResourceKind } from '../../domain/library-records.ts'
import type { AssetFilter, AssetPosition } from '../../store/library.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import { placeOfAsset } from './asset-place.ts'

/** How bulk operations say which assets they are about. */
export type AssetChoice =
  | { readonly by: 'ids'; readonly assetIds: readonly string[] }
  | { readonly by: 'names'; readonly of: NamedKind; readonly publicIds: readonly string[] }
  | { readonly by: 'prefix'; readonly of: NamedKind; readonly prefix: string }
  | { readonly by: 'tag'; readonly of: NamedKind; readonly tag: string }
  /** Right in a folder, null being the top. */
  | { readonly by: 'folder'; readonly of: NamedKind; readonly folderId: FolderId | null }
  | { readonly by: 'all'; readonly of: NamedKind }

/** What public ids are unique in. */
export interface NamedKind {
  readonly resourceKind: ResourceKind
  /** Null: any. */
  readonly delivery: DeliveryType | null
}

/** Which assets, and where the part before ended. */
export interface Choosing {
  readonly environmentId: string
  readonly choice: AssetChoice
  /** Of the part before; only where the choice isn't a list. */
  readonly cursor: string | null
}

/** What the caller may do something to, of the assets that were chosen. */
export interface ChosenAssets {
  readonly allowed: readonly AssetRecord[]
  /** Those of a list that the caller may see, and may not do this to. Others look as if they weren't there. */
  readonly unauthorized: readonly AssetRecord[]
  /** Null when there are no more. */
  readonly nextCursor: string | null
}

/** How many assets one bulk operation changes; of a longer list the rest is passed over. */
export const bulkLimit = 1000

/** How many assets one bulk operation looks at, before it lets others write. */
const lookLimit = 20_000

/** Chooses the assets that a bulk operation may `action`, in the order of their ids. */
export async function chooseAssets(
  deed: Deed<Reader>,
  action: string,
  { environmentId: environment, choice, cursor }: Choosing,
): Promise<ChosenAssets> {
  const filter = filterOf(choice, environment)
  if (choice.by === 'ids' || choice.by === 'names') return chooseListed(deed, action, filter)
  // Tags compare without regard to case; this one is meant as it is.
  const isMeant = (asset: AssetRecord): boolean =>
    choice.by !== 'tag' || asset.tags.includes(choice.tag.normalize('NFC'))
  const list = `assets ${JSON.stringify([deed.caller.accountId, environment, action, choice])}`
  const [last] = cursor === null ? [] : openCursor(deed.house, list, cursor)
  const isChosen = (asset: AssetRecord): boolean => isMeant(asset) && deed.may(action, placeOfAsset(asset, deed.at))
  const found = await chooseFrom(deed, withinReach(deed, action, filter), isChosen, last)
  const nextCursor = found.last === null ? null : sealCursor(deed.house, list, [found.last])
  return { allowed: found.allowed, unauthorized: [], nextCursor }
}

function filterOf(choice: AssetChoice, environment: string): AssetFilter {
  const inside = { environmentId: environmentId(environment) }
  if (choice.by === 'ids') return { ...inside, ids: firstOf(choice.assetIds).map(assetId) }
  const { resourceKind, delivery } = choice.of
  const kind = { ...inside, resourceKind, ...(delivery !== null && { delivery }) }
  switch (choice.by) {
    case 'names':
      return { ...kind, publicIds: firstOf(choice.publicIds).map((one) => one.normalize('NFC')) }
    case 'prefix':
      return { ...kind, publicIdPrefix: choice.prefix.normalize('NFC') }
    case 'tag':
      return { ...kind, where: { type: 'compare', field: 'tags', is: 'equal', value: choice.tag.normalize('NFC') } }
    case 'folder':
      return { ...kind, where: { type: 'in_folders', of: [choice.folderId] } }
    case 'all':
      return kind
  }
}

const firstOf = (sent: readonly string[]): readonly string[] => [...new Set(sent)].slice(0, bulkLimit)

async function chooseListed(deed: Deed<Reader>, action: string, filter: AssetFilter): Promise<ChosenAssets> {
  const { store, caller } = deed
  // A name can stand for one asset of each delivery type.
  const assets = await store.listAssets(caller.accountId, filter, { order: [], limit: 3 * bulkLimit })
  const mayDo = (asset: AssetRecord, what: string): boolean => deed.may(what, placeOfAsset(asset, deed.at))
  const unauthorized = assets.filter((asset) => !mayDo(asset, action) && mayDo(asset, 'read'))
  return { allowed: assets.filter((asset) => mayDo(asset, action)), unauthorized, nextCursor: null }
}

/** The filter, without the folders where the caller can do it to no asset: how much lies there must not show. */
function withinReach({ engine, caller: { by }, at }: Deed<Reader>, action: string, filter: AssetFilter): AssetFilter {
  if (by.type === 'operator') return filter
  if (by.type === 'preset') return { ...filter, folders: [] }
  const scope = { type: 'environment', environmentId: filter.environmentId } as const
  const reach = engine.findReach({ principal: by, action, resourceType: 'Asset', scope, at })
  return reach.isEverywhere ? filter : { ...filter, folders: reach.folderIds }
}

/** Goes through the assets until there are enough, or enough were looked at. */
async function chooseFrom(
  { store, caller }: Deed<Reader>,
  filter: AssetFilter,
  isChosen: (asset: AssetRecord) => boolean,
  from: string | undefined,
): Promise<{ readonly allowed: readonly AssetRecord[]; readonly last: string | null }> {
  const allowed: AssetRecord[] = []
  let last = from
  for (let looked = 0; looked < lookLimit; looked += bulkLimit) {
    const after: AssetPosition | undefined = last === undefined ? undefined : { values: [], id: assetId(last) }
    const page = { order: [], limit: bulkLimit, ...(after !== undefined && { after }) }
    const assets = await store.listAssets(caller.accountId, filter, page)
    for (const asset of assets) {
      const isOne = isChosen(asset)
      if (isOne && allowed.length === bulkLimit) return { allowed, last: last ?? null }
      if (isOne) allowed.push(asset)
      last = asset.id
    }
    if (assets.length < bulkLimit) return { allowed, last: null }
  }
  return { allowed, last: last ?? null }
}

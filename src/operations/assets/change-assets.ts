import type { AssetRecord, UploadSettings } from '../../domain/library-records.ts'
import { environmentId } from '../../domain/ids.ts'
import type { Transaction } from '../../store/store.ts'
import { writing, type Deed } from '../operation.ts'
import { readContext, readTags, tagLimits, contextLimits } from './asset-settings.ts'
import { withoutEmpty } from './asset-values.ts'
import { chooseAssets, type ChosenAssets, type NamedKind } from './choose-assets.ts'
import { mergeMetadata, readModel } from './metadata-values.ts'
import { flagOf, pairsOf, unfit } from './setting-readers.ts'

/** Assets by their public ids, at most 1000 of them. */
export interface ListedAssets {
  readonly environmentId: string
  readonly of: NamedKind
  readonly publicIds: readonly string[]
}

/** What bulk changes came to. */
export interface ChangedAssets {
  readonly changed: readonly AssetRecord[]
  /** What the caller may see and not change. */
  readonly unauthorized: readonly AssetRecord[]
}

const access = (action: string) => ({ type: 'requires', needs: [], filters: { action, on: ['Asset'] } }) as const

/** How bulk changes treat tags; `set_exclusive` takes them from all other assets that the caller may update. */
export const tagCommands = ['add', 'remove', 'replace', 'set_exclusive', 'remove_all'] as const

/** Changes the tags of those of some assets that the caller may update. */
export const changeTags = writing<
  ListedAssets & { readonly command: (typeof tagCommands)[number]; readonly settings: UploadSettings },
  ChangedAssets
>({
  name: 'asset.change-tags',
  summary: 'Add tags to assets, or take them away.',
  access: access('update'),
  run: async ({ command, settings, ...listed }, deed) => {
    const tags = readTags(settings) ?? []
    if (tags.length === 0 && command !== 'remove_all') throw unfit('tags', 'must be named')
    const chosen = await choose(deed, 'update', listed)
    if (command === 'set_exclusive') await takeFromOthers(deed, tags, { ...listed, chosen })
    return changeAll(deed, chosen, (asset) => ({ ...asset, tags: tagsAfter(asset.tags, command, tags) }))
  },
})

function tagsAfter(
  standing: readonly string[],
  command: (typeof tagCommands)[number],
  tags: readonly string[],
): readonly string[] {
  if (command === 'remove_all') return []
  if (command === 'replace') return tags
  if (command === 'remove') return standing.filter((tag) => !tags.includes(tag))
  const all = [...new Set([...standing, ...tags])]
  if (all.length > tagLimits.count) throw unfit('tags', `must be at most ${tagLimits.count} of one asset`)
  return all
}

/** Looks as far as one bulk operation does; what the caller may not update keeps its tags. */
async function takeFromOthers(
  deed: Deed<Transaction>,
  tags: readonly string[],
  { chosen, environmentId: environment, of }: ListedAssets & { readonly chosen: ChosenAssets },
): Promise<void> {
  const mine = new Set(chosen.allowed.map(({ id }) => id))
  for (const tag of tags) {
    const choosing = { environmentId: environment, choice: { by: 'tag', of, tag }, cursor: null } as const
    const { allowed } = await chooseAssets(deed, 'update', choosing)
    const others = allowed.filter(({ id }) => !mine.has(id))
    await putAll(deed, others, (asset) => ({ ...asset, tags: asset.tags.filter((one) => one !== tag) }))
  }
}

/** Changes the contextual metadata of those of some assets that the caller may update. */
export const changeContext = writing<
  ListedAssets & { readonly command: 'add' | 'remove_all'; readonly settings: UploadSettings },
  ChangedAssets
>({
  name: 'asset.change-context',
  summary: 'Add contextual metadata to assets, or take all of it away.',
  access: access('update'),
  run: async ({ command, settings, ...listed }, deed) => {
    const added = readContext(settings)
    if (command === 'add' && added === undefined) throw unfit('context', 'must be pairs')
    const chosen = await choose(deed, 'update', listed)
    return changeAll(deed, chosen, (asset) => {
      const context = command === 'add' ? withoutEmpty({ ...asset.context, ...added }) : {}
      if (Object.keys(context).length > contextLimits.count) {
        throw unfit('context', `must have at most ${contextLimits.count} keys`)
      }
      return { ...asset, context }
    })
  },
})

/** Changes the structured metadata of those of some assets whose metadata the caller may update. */
export const changeMetadata = writing<ListedAssets & { readonly settings: UploadSettings }, ChangedAssets>({
  name: 'asset.change-metadata',
  summary: 'Set values of structured metadata of assets.',
  access: access('update_metadata'),
  run: async ({ settings, ...listed }, deed) => {
    const sent = pairsOf(settings, 'metadata') ?? new Map<string, unknown>()
    const clearsInvalid = flagOf(settings, 'clear_invalid') ?? false
    const model = await readModel(deed.store, deed.caller.accountId, environmentId(listed.environmentId))
    const chosen = await choose(deed, 'update_metadata', listed)
    return changeAll(deed, chosen, (asset) => ({
      ...asset,
      metadata: mergeMetadata(model, { sent, standing: asset.metadata, clearsInvalid }),
    }))
  },
})

const choose = (deed: Deed<Transaction>, action: string, { publicIds, of, ...listed }: ListedAssets) =>
  chooseAssets(deed, action, { ...listed, choice: { by: 'names', of, publicIds }, cursor: null })

async function changeAll(
  deed: Deed<Transaction>,
  { allowed, unauthorized }: ChosenAssets,
  change: (asset: AssetRecord) => AssetRecord,
): Promise<ChangedAssets> {
  return { changed: await putAll(deed, allowed, change), unauthorized }
}

/** Writes assets anew; those that don't change stay as they were. */
export async function putAll(
  { store, at }: Pick<Deed<Transaction>, 'store' | 'at'>,
  assets: readonly AssetRecord[],
  change: (asset: AssetRecord) => AssetRecord,
): Promise<readonly AssetRecord[]> {
  const records = assets.map((asset) => {
    const changed = change(asset)
    return JSON.stringify(changed) === JSON.stringify(asset) ? asset : { ...changed, updatedAt: at }
  })
  await store.putAll('asset', records)
  return records
}

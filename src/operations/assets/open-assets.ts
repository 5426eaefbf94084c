import type { AssetRecord } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import { writing, type Deed } from '../operation.ts'
import { putAll, type ChangedAssets } from './change-assets.ts'
import { chooseAssets, type Choosing } from './choose-assets.ts'

/** What bulk changes of access came to. */
export interface OpenedAssets extends ChangedAssets {
  /** Null when there are no more. */
  readonly nextCursor: string | null
}

const access = { type: 'requires', needs: [], filters: { action: 'update', on: ['Asset'] } } as const

/** Says of those of some assets that the caller may update, whether anyone may fetch them. */
export const changeAccessMode = writing<Choosing & { readonly accessMode: AssetRecord['accessMode'] }, OpenedAssets>({
  name: 'asset.change-access-mode',
  summary: 'Open assets to everyone, or close them.',
  access,
  run: async ({ accessMode, ...choosing }, deed) => {
    const { allowed, ...rest } = await chooseAssets(deed, 'update', choosing)
    return { ...rest, changed: await putAll(deed, allowed, (asset) => ({ ...asset, accessMode })) }
  },
})

/** What publishing came to. */
export interface PublishedAssets extends OpenedAssets {
  /** Another asset has the name already. */
  readonly failed: readonly AssetRecord[]
}

/** Gives private and authenticated assets the delivery type `upload`, which anyone may fetch. */
export const publishAssets = writing<Choosing, PublishedAssets>({
  name: 'asset.publish',
  summary: 'Make private or authenticated assets ones that anyone may fetch.',
  access,
  run: async (choosing, deed) => {
    const { allowed, ...rest } = await chooseAssets(deed, 'update', choosing)
    const closed = allowed.filter(({ delivery }) => delivery !== 'upload')
    const changed: AssetRecord[] = []
    const failed: AssetRecord[] = []
    for (const asset of closed) {
      if (await isNameTaken(deed, asset)) failed.push(asset)
      else changed.push(...(await putAll(deed, [asset], (one) => ({ ...one, delivery: 'upload' }))))
    }
    return { ...rest, changed, failed }
  },
})

const isNameTaken = async (
  { store }: Deed<Transaction>,
  { accountId, environmentId, resourceKind, publicId }: AssetRecord,
): Promise<boolean> =>
  (await store.findAssetByName(accountId, { environmentId, resourceKind, delivery: 'upload', publicId })) !== undefined

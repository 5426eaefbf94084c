import type { AssetRecord, Moderation } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { placeOfNewAsset } from './asset-place.ts'
import type { AssetSettings } from './asset-settings.ts'
import { mergeMetadata, readModel } from './metadata-values.ts'

/** What settings change of an asset besides its names and its file. */
export type AssetValues = Pick<
  AssetRecord,
  'tags' | 'context' | 'metadata' | 'accessMode' | 'accessControl' | 'moderation' | 'keepsBackups'
>

/**
 * Works out the values of an asset: what was sent, over what it has.
 *
 * @param standing null for a new asset
 * @throws Refusal `asset_field_unfit` when its structured metadata doesn't fit the fields of the environment
 */
export async function valuesOf(
  settings: AssetSettings,
  standing: AssetRecord | null,
  deed: Deed<Transaction>,
  environmentId: AssetRecord['environmentId'],
): Promise<AssetValues> {
  const { accessControl, tags, context } = settings
  return {
    tags: tags ?? standing?.tags ?? [],
    context: context === undefined ? (standing?.context ?? {}) : withoutEmpty(context),
    metadata: await metadataOf(settings, standing, deed, environmentId),
    accessMode: settings.accessMode ?? standing?.accessMode ?? 'public',
    accessControl:
      accessControl === undefined
        ? (standing?.accessControl ?? null)
        : accessControl.length === 0
          ? null
          : accessControl,
    moderation: moderationOf(settings, standing, deed),
    keepsBackups: settings.keepsBackups ?? standing?.keepsBackups ?? false,
  }
}

/** Leaves the keys out that were sent with an empty value. */
export const withoutEmpty = (context: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(context).filter(([, value]) => value !== ''))

/** Values are looked at when they are sent, and for new assets: those may lack what is mandatory. */
async function metadataOf(
  { metadata, clearsInvalid }: AssetSettings,
  standing: AssetRecord | null,
  { store, caller }: Deed<Transaction>,
  environmentId: AssetRecord['environmentId'],
): Promise<AssetRecord['metadata']> {
  if (metadata === undefined && standing !== null && !clearsInvalid) return standing.metadata
  const model = await readModel(store, caller.accountId, environmentId)
  return mergeMetadata(model, { sent: metadata ?? new Map(), standing: standing?.metadata ?? null, clearsInvalid })
}

function moderationOf(
  { isModerated, moderationStatus }: AssetSettings,
  standing: AssetRecord | null,
  { caller: { by }, at }: Deed<Transaction>,
): Moderation | null {
  const kind = standing?.moderation?.kind ?? 'manual'
  if (moderationStatus !== undefined) {
    const decidedBy = moderationStatus === 'pending' ? null : `${by.type}:${by.id}`
    return { kind, status: moderationStatus, at, by: decidedBy, note: null }
  }
  return isModerated ? { kind, status: 'pending', at, by: null, note: null } : (standing?.moderation ?? null)
}

/**
 * Makes a display name unlike those of the other assets of a folder, where that was asked for. To who can't see what lies
 * there, whether a name is taken must not show: then something is added always.
 */
export async function freeDisplayName(
  name: string,
  { folderId, environmentId, id }: Pick<AssetRecord, 'folderId' | 'environmentId' | 'id'>,
  { store, caller, house, may }: Deed<Transaction>,
): Promise<string> {
  const unlike = `${name.slice(0, 248)}_${house.ids.asset().slice(0, 6)}`
  if (!may('read', placeOfNewAsset(folderId, environmentId))) return unlike
  const where = { type: 'compare', field: 'display_name', is: 'equal', value: name } as const
  const filter = { environmentId, folders: [folderId], where }
  const found = await store.listAssets(caller.accountId, filter, { order: [], limit: 2 })
  return found.some((other) => other.id !== id) ? unlike : name
}

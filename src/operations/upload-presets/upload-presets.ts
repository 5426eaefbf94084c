import { environmentId, type FolderId } from '../../domain/ids.ts'
import type { UploadPresetRecord, UploadSettings } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import { readUploadSettings } from '../assets/upload-settings.ts'
import {
  deepestExisting,
  ensureFolderPath,
  pathOf,
  spellFolderPath,
  type FolderPath,
  type FoundPath,
} from '../folders/folder-paths.ts'
import { placeOfAssetsIn, placeOfNewFolder, type InLibrary } from '../folders/folder-place.ts'
import {
  externalIdOf,
  listSettings,
  needOnSetting,
  needToCreate,
  readSettingName,
  requireFreeName,
  requireSetting,
  unfitSetting,
  type SettingPage,
  type SettingPaging,
} from '../library-settings/named-settings.ts'
import { reading, writing, type Loading, type NeedOf, type Place } from '../operation.ts'

/** An upload preset as it is shown. */
export interface ShownPreset {
  readonly name: string
  readonly externalId: string
  readonly isUnsigned: boolean
  readonly disallowsPublicId: boolean
  /** By the names of upload parameters; an unsigned one's `asset_folder` is the path that its folder has now. */
  readonly settings: UploadSettings
  /** Null: at the top, or signed. */
  readonly folderId: FolderId | null
}

/** Lists the upload presets that the caller may see, in the order of their names. */
export const listUploadPresets = reading<SettingPaging, SettingPage<ShownPreset>>({
  name: 'upload-preset.list',
  summary: 'List the upload presets of an environment.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['UploadPreset'] } },
  run: async (input, deed) => {
    const { store, caller } = deed
    const page = await listSettings<UploadPresetRecord>('UploadPreset', input, deed, (part) =>
      store.listUploadPresets(caller.accountId, environmentId(input.environmentId), part),
    )
    return { ...page, settings: await Promise.all(page.settings.map((one) => show(one, store))) }
  },
})

/** Shows an upload preset. */
export const getUploadPreset = reading<InLibrary & { readonly name: string }, ShownPreset>({
  name: 'upload-preset.get',
  summary: 'Show an upload preset.',
  access: { type: 'requires', needs: [needOnSetting('UploadPreset', 'read')] },
  run: async (input, { store, caller }) => {
    const found = await findPreset(input, { store, caller })
    return show(requireSetting('UploadPreset', input.name, found), store)
  },
})

/** What a request says of a preset. */
export interface PresetChange extends InLibrary {
  readonly isUnsigned: boolean | null
  readonly disallowsPublicId: boolean | null
  /** By the names of upload parameters; of a preset that is there, only those named change. Null takes one away. */
  readonly settings: UploadSettings
}

/** A preset as it would be, and where an unsigned one's uploads would go. */
interface Planned {
  readonly standing: UploadPresetRecord | undefined
  readonly isUnsigned: boolean
  readonly settings: UploadSettings
  readonly folder: FolderPath
  readonly found: FoundPath
  /** It was deleted, and the request says no other. */
  readonly isFolderGone: boolean
}

/**
 * Whoever makes an unsigned preset, or changes one, lets anyone add assets to its folder: so it takes the right to do that
 * (settled decisions 4 and 9), and to make the folder where there is none.
 */
const needsOfUnsigned: readonly NeedOf<InLibrary, Planned>[] = [
  need('Asset', ({ isUnsigned, found }, environment) =>
    isUnsigned ? [placeOfAssetsIn(found.deepest?.id ?? null, environmentId(environment))] : [],
  ),
  {
    ...need('Folder', ({ isUnsigned, found }, environment) =>
      isUnsigned && found.missing.length > 0
        ? [placeOfNewFolder(found.deepest?.id ?? null, environmentId(environment))]
        : [],
    ),
    isTelling: true,
  },
]

/** Makes an upload preset. */
export const createUploadPreset = writing<PresetChange & { readonly name: string | null }, ShownPreset, Planned>({
  name: 'upload-preset.create',
  summary: 'Make an upload preset.',
  access: { type: 'requires', needs: [needToCreate('UploadPreset'), ...needsOfUnsigned] },
  prepare: async (input, { house }) => ({ ...input, name: input.name ?? house.ids.token().slice(0, 12) }),
  load: (input, loading) => plan(input, undefined, loading),
  run: async (input, deed, planned) => {
    const name = readSettingName(input.name ?? '')
    requireFreeName('UploadPreset', name, await findPreset({ ...input, name }, deed))
    const folder = planned.isUnsigned
      ? await ensureFolderPath(deed, environmentId(input.environmentId), planned.folder)
      : null
    const record: UploadPresetRecord = {
      ...{ name, accountId: deed.caller.accountId, environmentId: environmentId(input.environmentId) },
      isUnsigned: planned.isUnsigned,
      disallowsPublicId: input.disallowsPublicId ?? false,
      folderId: folder?.id ?? null,
      settings: planned.settings,
      ...{ createdAt: deed.at, updatedAt: deed.at },
    }
    await deed.store.put('upload_preset', record)
    return show(record, deed.store)
  },
})

/** Changes an upload preset: what the request doesn't say stays. */
export const updateUploadPreset = writing<PresetChange & { readonly name: string }, ShownPreset, Planned>({
  name: 'upload-preset.update',
  summary: 'Change an upload preset.',
  access: { type: 'requires', needs: [needOnSetting('UploadPreset', 'update'), ...needsOfUnsigned] },
  load: async (input, loading) => plan(input, await findPreset(input, loading), loading),
  run: async (input, deed, planned) => {
    const standing = requireSetting('UploadPreset', input.name, planned.standing)
    if (planned.isUnsigned && planned.isFolderGone)
      throw unfitSetting('asset_folder', 'must be said: the folder of this preset was deleted')
    const folder = planned.isUnsigned ? await ensureFolderPath(deed, standing.environmentId, planned.folder) : null
    const record: UploadPresetRecord = {
      ...standing,
      isUnsigned: planned.isUnsigned,
      disallowsPublicId: input.disallowsPublicId ?? standing.disallowsPublicId,
      folderId: folder?.id ?? null,
      settings: planned.settings,
      updatedAt: deed.at,
    }
    await deed.store.put('upload_preset', record)
    return show(record, deed.store)
  },
})

/** Deletes an upload preset. */
export const deleteUploadPreset = writing<InLibrary & { readonly name: string }, ShownPreset>({
  name: 'upload-preset.delete',
  summary: 'Delete an upload preset.',
  access: { type: 'requires', needs: [needOnSetting('UploadPreset', 'delete')] },
  run: async (input, deed) => {
    const record = requireSetting('UploadPreset', input.name, await findPreset(input, deed))
    const shown = await show(record, deed.store)
    await deed.store.delete('upload_preset', record)
    return shown
  },
})

function need(
  on: 'Asset' | 'Folder',
  of: (planned: Planned, environment: string) => readonly Place[],
): NeedOf<InLibrary, Planned> {
  return {
    action: 'create',
    on: [on],
    level: 'environment',
    of: ({ environmentId: environment }, _caller, _engine, planned) => of(planned, environment),
  }
}

function findPreset(
  { environmentId: environment, name }: InLibrary & { readonly name: string },
  { store, caller }: Pick<Loading, 'store' | 'caller'>,
): Promise<UploadPresetRecord | undefined> {
  const key = { accountId: caller.accountId, environmentId: environmentId(environment), name: name.normalize('NFC') }
  return store.find('upload_preset', key)
}

/** @throws Refusal those of `readUploadSettings` */
async function plan(
  { environmentId: environment, isUnsigned, settings: sent }: PresetChange,
  standing: UploadPresetRecord | undefined,
  { store, caller: { accountId } }: Loading,
): Promise<Planned> {
  const settings = mergeSettings(standing?.settings ?? {}, sent)
  const { assetFolder, folder: fallback } = readUploadSettings(settings)
  const saysFolder = 'asset_folder' in sent || 'folder' in sent
  const keepsFolder = standing !== undefined && standing.isUnsigned && !saysFolder
  const folder = keepsFolder ? await pathOf(store, accountId, standing.folderId) : (assetFolder ?? fallback ?? [])
  return {
    standing,
    isFolderGone: keepsFolder && standing.folderId !== null && folder.length === 0,
    isUnsigned: isUnsigned ?? standing?.isUnsigned ?? false,
    settings,
    folder,
    found: await deepestExisting(store, { accountId, environmentId: environmentId(environment) }, folder),
  }
}

function mergeSettings(standing: UploadSettings, sent: UploadSettings): UploadSettings {
  const merged = Object.entries({ ...standing, ...sent }).filter(([, value]) => value !== null && value !== '')
  return Object.fromEntries(merged)
}

/** The folder of an unsigned preset goes by its id, so it has the path that the folder has now. */
async function show(record: UploadPresetRecord, store: Reader): Promise<ShownPreset> {
  const { name, isUnsigned, disallowsPublicId, folderId } = record
  const { asset_folder: sent, ...others } = record.settings
  const now = isUnsigned ? spellFolderPath(await pathOf(store, record.accountId, folderId)) : ''
  const path = now === '' ? sent : now
  return {
    ...{ name, isUnsigned, disallowsPublicId, folderId },
    externalId: externalIdOf('UploadPreset', record),
    settings: path === undefined ? others : { ...others, asset_folder: path },
  }
}

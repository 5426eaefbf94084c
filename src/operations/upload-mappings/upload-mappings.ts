import { environmentId } from '../../domain/ids.ts'
import type { UploadMappingRecord } from '../../domain/library-records.ts'
import { readFolderPath, spellFolderPath } from '../folders/folder-paths.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import {
  externalIdOf,
  listSettings,
  needToCreate,
  placeOfSetting,
  requireFreeName,
  requireSetting,
  unfitSetting,
  type SettingPage,
  type SettingPaging,
} from '../library-settings/named-settings.ts'
import { reading, writing, type Loading, type NeedOf } from '../operation.ts'

/** An upload mapping as it is shown. */
export interface ShownMapping {
  /** The folder. */
  readonly name: string
  readonly template: string
  readonly externalId: string
}

/** One mapping of a request. */
export interface MappingChange extends InLibrary {
  readonly name: string
  readonly template: string
}

/** Lists the upload mappings that the caller may see, in the order of their folders; or the one of a folder. */
export const listUploadMappings = reading<SettingPaging & { readonly name: string | null }, SettingPage<ShownMapping>>({
  name: 'upload-mapping.list',
  summary: 'List the upload mappings of an environment, or show the one of a folder.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['UploadMapping'],
        level: 'environment',
        of: ({ environmentId: environment, name }) =>
          name === null ? [] : [placeOfSetting('UploadMapping', canonical(name), environment)],
      },
    ],
    filters: { action: 'read', on: ['UploadMapping'] },
  },
  run: async ({ name, ...input }, deed) => {
    const { store, caller } = deed
    if (name !== null) {
      const found = requireSetting('UploadMapping', name, await findMapping({ ...input, name }, deed))
      return { settings: [show(found)], nextCursor: null, total: 1 }
    }
    const page = await listSettings<UploadMappingRecord>('UploadMapping', input, deed, (part) =>
      store.listUploadMappings(caller.accountId, environmentId(input.environmentId), part),
    )
    return { ...page, settings: page.settings.map(show) }
  },
})

/** Makes an upload mapping. Rolecall keeps it for the applications that fetch what is missing; it fetches nothing itself. */
export const createUploadMapping = writing<MappingChange, ShownMapping>({
  name: 'upload-mapping.create',
  summary: 'Make an upload mapping.',
  access: { type: 'requires', needs: [needToCreate('UploadMapping')] },
  run: async (input, deed) => {
    const name = readFolder(input.name)
    requireFreeName('UploadMapping', name, await findMapping({ ...input, name }, deed))
    const place = { accountId: deed.caller.accountId, environmentId: environmentId(input.environmentId) }
    const dated = { createdAt: deed.at, updatedAt: deed.at }
    const record: UploadMappingRecord = { ...place, name, template: readTemplate(input.template), ...dated }
    await deed.store.put('upload_mapping', record)
    return show(record)
  },
})

/** Changes the address of an upload mapping. */
export const updateUploadMapping = writing<MappingChange, ShownMapping>({
  name: 'upload-mapping.update',
  summary: 'Change an upload mapping.',
  access: { type: 'requires', needs: [needOnMapping('update')] },
  run: async (input, deed) => {
    const standing = requireSetting('UploadMapping', input.name, await findMapping(input, deed))
    const record = { ...standing, template: readTemplate(input.template), updatedAt: deed.at }
    await deed.store.put('upload_mapping', record)
    return show(record)
  },
})

/** Deletes an upload mapping. */
export const deleteUploadMapping = writing<InLibrary & { readonly name: string }, ShownMapping>({
  name: 'upload-mapping.delete',
  summary: 'Delete an upload mapping.',
  access: { type: 'requires', needs: [needOnMapping('delete')] },
  run: async (input, deed) => {
    const record = requireSetting('UploadMapping', input.name, await findMapping(input, deed))
    await deed.store.delete('upload_mapping', record)
    return show(record)
  },
})

/** What replaces all mappings. */
export interface Replacement extends InLibrary {
  readonly mappings: readonly { readonly name: string; readonly template: string }[]
}

/** Puts upload mappings in the place of all that are there. */
export const replaceUploadMappings = writing<Replacement, undefined, readonly UploadMappingRecord[]>({
  name: 'upload-mapping.replace',
  summary: 'Put upload mappings in the place of all that are there.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'create',
        on: ['UploadMapping'],
        level: 'environment',
        of: ({ environmentId: environment }) => [placeOfSetting('UploadMapping', null, environment)],
      },
      {
        action: 'delete',
        on: ['UploadMapping'],
        level: 'environment',
        of: ({ environmentId: environment }, _caller, _engine, standing) => [
          placeOfSetting('UploadMapping', null, environment),
          ...standing.map(({ name }) => placeOfSetting('UploadMapping', name, environment)),
        ],
      },
    ],
  },
  load: ({ environmentId: environment }, { store, caller }) =>
    store.listUploadMappings(caller.accountId, environmentId(environment)),
  run: async ({ environmentId: environment, mappings }, deed, standing) => {
    const place = { accountId: deed.caller.accountId, environmentId: environmentId(environment) }
    const dated = { createdAt: deed.at, updatedAt: deed.at }
    const records = mappings.map(({ name, template }) => ({
      ...{ ...place, name: readFolder(name), template: readTemplate(template), ...dated },
    }))
    const twice = records.find(({ name }, position) => records.findIndex((one) => one.name === name) !== position)
    if (twice !== undefined) requireFreeName('UploadMapping', twice.name, twice)
    await deed.store.deleteAll('upload_mapping', standing)
    await deed.store.putAll('upload_mapping', records)
    return undefined
  },
})

/** As mappings are stored: a policy about one must not be got round by another spelling. */
const canonical = (sent: string): string => sent.normalize('NFC').replace(/^\//, '').replace(/\/$/, '')

function needOnMapping(action: 'update' | 'delete'): NeedOf<InLibrary & { readonly name: string }> {
  return {
    action,
    on: ['UploadMapping'],
    level: 'environment',
    of: ({ environmentId: environment, name }) => [placeOfSetting('UploadMapping', canonical(name), environment)],
  }
}

function findMapping(
  { environmentId: environment, name }: InLibrary & { readonly name: string },
  { store, caller }: Pick<Loading, 'store' | 'caller'>,
): Promise<UploadMappingRecord | undefined> {
  const key = { accountId: caller.accountId, environmentId: environmentId(environment), name: canonical(name) }
  return store.find('upload_mapping', key)
}

/** The store keeps 400 bytes of a name. @throws Refusal `folder_path_unfit`, `setting_unfit` */
function readFolder(sent: string): string {
  const name = spellFolderPath(readFolderPath(sent, 'name'))
  if (name === '' || Buffer.byteLength(name) > 400) throw unfitSetting('folder', 'must have 1 to 400 bytes', name)
  return name
}

/** @throws Refusal `setting_unfit` */
function readTemplate(sent: string): string {
  const url = URL.canParse(sent) ? new URL(sent) : null
  if (url !== null && /^(?:https?|s3|gs):$/.test(url.protocol) && sent.length <= 2000) {
    if (url.username === '' && url.password === '') return sent
    throw unfitSetting('template', 'must hold no credentials')
  }
  throw unfitSetting('template', 'must be an address of at most 2000 characters: http, https, s3 or gs')
}

const show = (record: UploadMappingRecord): ShownMapping => ({
  name: record.name,
  template: record.template,
  externalId: externalIdOf('UploadMapping', record),
})

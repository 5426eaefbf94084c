import type { EnvironmentId } from '../../domain/ids.ts'
import type { Transaction } from '../../store/store.ts'
import { fieldsOf } from '../assets/conditional-fields.ts'
import { placeOfSetting, type SettingType } from '../library-settings/named-settings.ts'
import type { Deed } from '../operation.ts'

/**
 * Gives a new environment the settings of another one's library: how it works, and its metadata fields and the rules
 * between them, transformations, upload mappings and signed presets, as far as the caller may read them there. Folders aren't copied, so presets lose
 * theirs; unsigned presets, which let anyone upload, are for each environment to make.
 */
export async function copySettings(from: EnvironmentId, to: EnvironmentId, deed: Deed<Transaction>): Promise<void> {
  const { store, caller, at } = deed
  const { accountId } = caller
  const anew = { environmentId: to, createdAt: at, updatedAt: at }
  const mayRead = (type: SettingType, name: string): boolean => deed.may('read', placeOfSetting(type, name, from))
  const settings = await store.find('library_settings', { accountId, environmentId: from })
  if (settings !== undefined) await store.put('library_settings', { ...settings, ...anew })
  const fields = (await store.listMetadataFields(accountId, from)).filter(({ id }) => mayRead('MetadataField', id))
  await store.putAll(
    'metadata_field',
    fields.map((field) => ({ ...field, ...anew })),
  )
  const copied = new Set<string>(fields.map(({ id }) => id))
  const rules = (await store.listMetadataRules(accountId, from)).filter(
    (rule) => fieldsOf(rule).every((id) => copied.has(id)) && mayRead('MetadataRule', rule.id),
  )
  await store.putAll(
    'metadata_rule',
    rules.map((rule) => ({ ...rule, ...anew })),
  )
  const transformations = (await store.listTransformations(accountId, from)).filter(({ name }) =>
    mayRead('Transformation', name),
  )
  await store.putAll(
    'transformation',
    transformations.map((one) => ({ ...one, ...anew })),
  )
  const mappings = (await store.listUploadMappings(accountId, from)).filter(({ name }) =>
    mayRead('UploadMapping', name),
  )
  await store.putAll(
    'upload_mapping',
    mappings.map((one) => ({ ...one, ...anew })),
  )
  const presets = (await store.listUploadPresets(accountId, from)).filter(
    ({ name, isUnsigned }) => !isUnsigned && mayRead('UploadPreset', name),
  )
  await store.putAll(
    'upload_preset',
    presets.map((preset) => ({ ...preset, ...anew, folderId: null })),
  )
}

import { environmentId, metadataFieldId, type MetadataFieldId } from '../../domain/ids.ts'
import type { MetadataFieldRecord, MetadataType } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import { fieldsOf } from '../assets/conditional-fields.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import {
  needToCreate,
  placeOfSetting,
  requireFreeName,
  requireSetting,
  unfitSetting,
} from '../library-settings/named-settings.ts'
import { reading, writing, type Deed, type NeedOf } from '../operation.ts'
import {
  fieldLimits,
  mergeChoices,
  readDefault,
  readId,
  readLabel,
  readValidation,
  type SentChoice,
} from './field-rules.ts'

/** How a request names a field. */
export interface NamedField extends InLibrary {
  readonly fieldId: string
}

/** What a request says of a field; what is undefined isn't said. */
export interface FieldChange {
  readonly label: string | undefined
  readonly isMandatory: boolean | undefined
  /** Null takes it away. */
  readonly defaultValue: unknown
  /** Null takes it away. */
  readonly validation: unknown
  readonly choices: readonly SentChoice[] | undefined
}

/** The need to do something to the field that an input names. */
export const needOnField = (action: 'read' | 'update' | 'delete'): NeedOf<NamedField> => ({
  action,
  on: ['MetadataField'],
  level: 'environment',
  of: ({ environmentId: environment, fieldId }) => [placeOfSetting('MetadataField', fieldId, environment)],
})

/** Lists the fields that the caller may see, in their order; all, or those named. */
export const listMetadataFields = reading<
  InLibrary & { readonly only: readonly string[] | null },
  readonly MetadataFieldRecord[]
>({
  name: 'metadata-field.list',
  summary: 'List the structured metadata fields of an environment.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['MetadataField'] } },
  run: async ({ environmentId: environment, only }, deed) => {
    const wanted = only === null ? null : new Set(only.map((id) => metadataFieldId(id)))
    const fields = await visibleFields(environment, deed)
    return wanted === null ? fields : fields.filter(({ id }) => wanted.has(id))
  },
})

/** Reads the fields that the caller may see, in their order. */
export async function visibleFields(environment: string, deed: Deed<Reader>): Promise<readonly MetadataFieldRecord[]> {
  const fields = await deed.store.listMetadataFields(deed.caller.accountId, environmentId(environment))
  return fields.filter(({ id }) => deed.may('read', placeOfSetting('MetadataField', id, environment)))
}

/** Shows a field. */
export const getMetadataField = reading<NamedField, MetadataFieldRecord>({
  name: 'metadata-field.get',
  summary: 'Show a structured metadata field.',
  access: { type: 'requires', needs: [needOnField('read')] },
  run: (input, deed) => getField(input, deed),
})

/** Makes a field, behind all others. */
export const createMetadataField = writing<
  InLibrary & FieldChange & { readonly fieldId: string | null; readonly type: MetadataType },
  MetadataFieldRecord
>({
  name: 'metadata-field.create',
  summary: 'Make a structured metadata field.',
  access: { type: 'requires', needs: [needToCreate('MetadataField')] },
  run: async ({ fieldId, type, ...change }, deed) => {
    const { accountId } = deed.caller
    const place = { accountId, environmentId: environmentId(change.environmentId) }
    const id = metadataFieldId(fieldId === null ? deed.house.ids.customPolicy() : readId(fieldId))
    await requireNewId({ ...place, id }, deed)
    const fields = await deed.store.listMetadataFields(accountId, place.environmentId)
    if (fields.length >= fieldLimits.fields)
      throw unfitSetting('external_id', `must be one of ${fieldLimits.fields} at most`)
    if (change.label === undefined) throw unfitSetting('label', 'is missing')
    const empty: MetadataFieldRecord = {
      ...{ ...place, id, type, label: '', isMandatory: false, defaultValue: null, validation: null, choices: [] },
      position: Math.max(-1, ...fields.map(({ position }) => position)) + 1,
      ...{ createdAt: deed.at, updatedAt: deed.at },
    }
    const record = changed(empty, change, deed)
    await deed.store.put('metadata_field', record)
    return record
  },
})

/** Changes a field; its id and type stay. Values that assets have already are left as they are. */
export const updateMetadataField = writing<NamedField & FieldChange, MetadataFieldRecord>({
  name: 'metadata-field.update',
  summary: 'Change a structured metadata field.',
  access: { type: 'requires', needs: [needOnField('update')] },
  run: async (input, deed) => {
    const record = changed(await getField(input, deed), input, deed)
    await deed.store.put('metadata_field', record)
    return record
  },
})

/**
 * Deletes a field. Values of it are shown no more; its id can be used again once no asset has one. GUESS: a field that
 * conditional rules speak of stays until they are gone, so that no rule is lost unseen.
 */
export const deleteMetadataField = writing<NamedField, undefined>({
  name: 'metadata-field.delete',
  summary: 'Delete a structured metadata field.',
  access: { type: 'requires', needs: [needOnField('delete')] },
  run: async (input, deed) => {
    const field = await getField(input, deed)
    const rules = await deed.store.listMetadataRules(deed.caller.accountId, field.environmentId)
    if (rules.some((rule) => fieldsOf(rule).includes(field.id)))
      throw unfitSetting('external_id', 'is a field that conditional metadata rules speak of: delete those first')
    await deed.store.delete('metadata_field', field)
    return undefined
  },
})

/** @throws Refusal `setting_unknown` */
export async function getField(
  { environmentId: environment, fieldId }: NamedField,
  { store, caller }: Pick<Deed<Reader>, 'store' | 'caller'>,
): Promise<MetadataFieldRecord> {
  const key = { accountId: caller.accountId, environmentId: environmentId(environment), id: metadataFieldId(fieldId) }
  return requireSetting('MetadataField', fieldId, await store.find('metadata_field', key))
}

/** Values under the id of a deleted field must not come back as those of another one. @throws Refusal `setting_name_taken` */
async function requireNewId(
  key: {
    readonly accountId: MetadataFieldRecord['accountId']
    readonly environmentId: MetadataFieldRecord['environmentId']
    readonly id: MetadataFieldId
  },
  { store }: Deed<Reader>,
): Promise<void> {
  const { accountId, id } = key
  requireFreeName('MetadataField', id, await store.find('metadata_field', key))
  const where = { type: 'present', field: `metadata.${id}` } as const
  const used = await store.countAssets(accountId, { environmentId: key.environmentId, where }, 1)
  if (used > 0) throw unfitSetting('external_id', 'was that of a field which assets still have values of', id)
}

/** The field with what a request says of it. @throws Refusal `setting_unfit` */
function changed(standing: MetadataFieldRecord, change: FieldChange, { house, at }: Deed<Reader>): MetadataFieldRecord {
  const hasChoices = standing.type === 'enum' || standing.type === 'set'
  if (!hasChoices && change.choices !== undefined && change.choices.length > 0)
    throw unfitSetting('datasource', `can't be given to a field of the type ${standing.type}`)
  const choices = mergeChoices(standing.choices, change.choices ?? [], () => house.ids.customPolicy())
  if (hasChoices && choices.length === 0)
    throw unfitSetting('datasource', `is missing: a field of the type ${standing.type} needs it`)
  const record: MetadataFieldRecord = {
    ...standing,
    label: change.label === undefined ? standing.label : readLabel(change.label, 'label'),
    isMandatory: change.isMandatory ?? standing.isMandatory,
    validation:
      change.validation === undefined ? standing.validation : readValidation(change.validation, standing.type),
    choices,
    updatedAt: at,
  }
  const sent = change.defaultValue === undefined ? standing.defaultValue : change.defaultValue
  return { ...record, defaultValue: readDefault(record, sent) }
}

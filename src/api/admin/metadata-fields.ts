import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { metadataTypes } from '../../domain/library-records.ts'
import { endpoint } from '../endpoint.ts'
import { listOf, text } from '../fields.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
import {
  base,
  environment,
  filledText,
  filledTexts,
  flagOrAbsent,
  integerOrAbsent,
  textOrAbsent,
  textOrEmpty,
  textsOrAbsent,
} from './fields.ts'

const source = 'Admin API 0.7.5, structured metadata; api-surface 3.5'
const state = z.enum(['active', 'inactive'])
const choice = z.object({ external_id: z.string(), value: z.string(), state, position: z.int() })
const choices = z.object({ values: z.array(choice) })
const sentChoice = z.object({
  external_id: z.union([z.string(), z.number().transform(String)]).nullish(),
  value: z.string().nullish(),
  state: state.nullish(),
  position: z.int().nullish().describe('Means nothing: choices stand in the order they came, until they are sorted.'),
})
const value = z.union([z.string(), z.number(), z.array(z.string())])
const field = z.object({
  external_id: z.string(),
  type: z.enum(metadataTypes),
  label: z.string(),
  mandatory: z.boolean(),
  default_value: value.nullable(),
  default_disabled: z.boolean(),
  validation: z.record(z.string(), z.unknown()).nullable(),
  restrictions: z.object({
    readonly_ui: z.boolean(),
    hidden_ui: z.boolean(),
    excluded_from_search: z.boolean(),
  }),
  datasource: choices.nullable(),
  allow_dynamic_list_values: z.boolean(),
  alphabetically_sorted: z.boolean(),
})
const fields = z.object({ metadata_fields: z.array(field) })
const unsupported = z.unknown().describe('Not supported; refused when it asks for anything.')
const definition = {
  label: textOrAbsent,
  mandatory: flagOrAbsent,
  default_value: value.nullish(),
  validation: z.record(z.string(), z.unknown()).nullish(),
  datasource: z.object({ values: listOf(sentChoice).nullish() }).nullish(),
  default_disabled: unsupported.optional(),
  restrictions: unsupported.optional(),
  allow_dynamic_list_values: unsupported.optional(),
  alphabetically_sorted: unsupported.optional(),
}
const definitionBody = Object.keys(definition) as (keyof typeof definition)[]
const named = { ...environment, external_id: filledText.describe('The id of the field.') }
const inFields = `${base}/metadata_fields` as const
const inField = `${inFields}/{external_id}` as const

type Field = OutputOf<'metadata-field.get'>
type Choice = Field['choices'][number]
type Definition = z.output<z.ZodObject<typeof definition>>
type SentChoice = z.output<typeof sentChoice>

const spellChoice = ({ id, value: shown, isActive }: Choice, position: number): z.output<typeof choice> => ({
  external_id: id,
  value: shown,
  state: isActive ? 'active' : 'inactive',
  position,
})

/** Those that were taken out aren't among them. */
const spellActive = (all: readonly Choice[]): z.output<typeof choices> => ({
  values: all.filter(({ isActive }) => isActive).map(spellChoice),
})

const spell = (one: Field): z.output<typeof field> => ({
  external_id: one.id,
  type: one.type,
  label: one.label,
  mandatory: one.isMandatory,
  default_value:
    typeof one.defaultValue === 'object' && one.defaultValue !== null ? [...one.defaultValue] : one.defaultValue,
  default_disabled: false,
  validation: typeof one.validation === 'object' && one.validation !== null ? { ...one.validation } : null,
  restrictions: { readonly_ui: false, hidden_ui: false, excluded_from_search: false },
  datasource: one.type === 'enum' || one.type === 'set' ? spellActive(one.choices) : null,
  allow_dynamic_list_values: false,
  alphabetically_sorted: false,
})

const spellAll = (all: readonly Field[]): z.output<typeof fields> => ({ metadata_fields: all.map(spell) })

const toChoice = ({
  external_id,
  value: shown,
  state: sent,
}: SentChoice): InputOf<'metadata-field.update-choices'>['choices'][number] => ({
  id: external_id ?? undefined,
  value: shown ?? undefined,
  isActive: sent === null || sent === undefined ? undefined : sent === 'active',
})

/** What a field is but can't be told to be is refused, so that nobody relies on it. */
function toChange(wire: Definition): Omit<InputOf<'metadata-field.update'>, 'environmentId' | 'fieldId'> {
  for (const name of [
    'default_disabled',
    'restrictions',
    'allow_dynamic_list_values',
    'alphabetically_sorted',
  ] as const) {
    if (asks(wire[name]))
      throw refusal('setting_unfit', { field: name, why: 'is not supported by Rolecall' }, { fields: [{ name }] })
  }
  return {
    label: wire.label ?? undefined,
    isMandatory: wire.mandatory ?? undefined,
    defaultValue: wire.default_value,
    validation: wire.validation,
    choices: wire.datasource?.values?.map(toChoice),
  }
}

const asks = (sent: unknown): boolean =>
  sent === true || (typeof sent === 'object' && sent !== null && Object.values(sent).includes(true))

/** Lists structured metadata fields. */
export const listMetadataFields = endpoint({
  id: 'listMetadataFields',
  family: 'admin',
  method: 'GET',
  path: inFields,
  operation: 'metadata-field.list',
  summary: 'Lists the structured metadata fields that the caller may see, in their order.',
  source,
  request: z.object({ ...environment, external_ids: textsOrAbsent }),
  success: { status: 200, schema: fields },
  toInput: ({ external_ids }, { environmentId }) => ({ environmentId, only: external_ids ?? null }),
  toWire: spellAll,
})

/** Shows a structured metadata field. */
export const getMetadataField = endpoint({
  id: 'getMetadataField',
  family: 'admin',
  method: 'GET',
  path: inField,
  operation: 'metadata-field.get',
  summary: 'Shows a structured metadata field.',
  source,
  request: z.object(named),
  success: { status: 200, schema: field },
  toInput: ({ external_id }, { environmentId }) => ({ environmentId, fieldId: external_id }),
  toWire: spell,
})

/** Makes a structured metadata field. */
export const createMetadataField = endpoint({
  id: 'createMetadataField',
  family: 'admin',
  method: 'POST',
  path: inFields,
  operation: 'metadata-field.create',
  summary: 'Makes a structured metadata field; its id is made up when absent.',
  source,
  request: z.object({
    ...environment,
    external_id: textOrAbsent,
    type: z.enum(metadataTypes),
    ...definition,
    label: filledText,
  }),
  body: ['external_id', 'type', ...definitionBody],
  success: { status: 200, schema: field },
  toInput: ({ external_id, type, ...wire }, { environmentId }) => ({
    environmentId,
    fieldId: external_id ?? null,
    type,
    ...toChange(wire),
  }),
  toWire: spell,
})

/** Changes a structured metadata field. */
export const updateMetadataField = endpoint({
  id: 'updateMetadataField',
  family: 'admin',
  method: 'PUT',
  path: inField,
  operation: 'metadata-field.update',
  summary: 'Changes a structured metadata field; its type stays, and so does what the request leaves out.',
  source,
  request: z.object({ ...named, ...definition }),
  body: definitionBody,
  success: { status: 200, schema: field },
  toInput: ({ external_id, ...wire }, { environmentId }) => ({
    environmentId,
    fieldId: external_id,
    ...toChange(wire),
  }),
  toWire: spell,
})

/** Deletes a structured metadata field. */
export const deleteMetadataField = endpoint({
  id: 'deleteMetadataField',
  family: 'admin',
  method: 'DELETE',
  path: inField,
  operation: 'metadata-field.delete',
  summary: 'Deletes a structured metadata field; its values are shown no more.',
  source,
  request: z.object(named),
  success: { status: 200, schema: z.object({ message: z.string() }) },
  toInput: ({ external_id }, { environmentId }) => ({ environmentId, fieldId: external_id }),
  toWire: () => ({ message: 'ok' }),
})

/** Sorts structured metadata fields. */
export const reorderMetadataFields = endpoint({
  id: 'reorderMetadataFields',
  family: 'admin',
  method: 'PUT',
  path: `${inFields}/order`,
  operation: 'metadata-field.order',
  summary: 'Sorts all structured metadata fields.',
  source,
  request: z.object({
    ...environment,
    order_by: z.enum(['label', 'external_id', 'created_at']),
    direction: z.enum(['asc', 'desc']).nullish(),
  }),
  body: ['order_by', 'direction'],
  success: { status: 200, schema: fields },
  toInput: ({ order_by, direction }, { environmentId }) => ({
    environmentId,
    by: order_by,
    isDescending: direction === 'desc',
  }),
  toWire: spellAll,
})

/** Puts a structured metadata field at another place. */
export const reorderMetadataField = endpoint({
  id: 'reorderMetadataField',
  family: 'admin',
  method: 'PUT',
  path: `${inField}/reorder`,
  operation: 'metadata-field.place',
  summary: 'Puts a structured metadata field at another place among them, the first being 0.',
  source,
  request: z.object({
    ...named,
    position: z.preprocess((sent) => (typeof sent === 'string' ? Number(sent) : sent), z.int()),
  }),
  body: ['position'],
  success: { status: 200, schema: fields },
  toInput: ({ external_id, position }, { environmentId }) => ({ environmentId, fieldId: external_id, position }),
  toWire: spellAll,
})

/** Changes the choices of a structured metadata field. */
export const updateMetadataFieldDatasource = endpoint({
  id: 'updateMetadataFieldDatasource',
  family: 'admin',
  method: 'PUT',
  path: `${inField}/datasource`,
  operation: 'metadata-field.update-choices',
  summary: 'Changes the choices of a structured metadata field, and adds those that are new.',
  source,
  request: z.object({ ...named, values: listOf(sentChoice) }),
  body: ['values'],
  success: { status: 200, schema: choices },
  toInput: ({ external_id, values }, { environmentId }) => ({
    environmentId,
    fieldId: external_id,
    choices: values.map(toChoice),
  }),
  toWire: spellActive,
})

/** Takes choices out of a structured metadata field. */
export const deleteMetadataFieldDatasource = endpoint({
  id: 'deleteMetadataFieldDatasource',
  family: 'admin',
  method: 'DELETE',
  path: `${inField}/datasource`,
  operation: 'metadata-field.switch-choices',
  summary: 'Takes choices out of a structured metadata field; they can be restored.',
  source,
  request: z.object({ ...named, external_ids: filledTexts }),
  body: ['external_ids'],
  success: { status: 200, schema: choices },
  toInput: ({ external_id, external_ids }, { environmentId }) => ({
    environmentId,
    fieldId: external_id,
    choiceIds: external_ids,
    isActive: false,
  }),
  toWire: spellActive,
})

/** Puts choices back into a structured metadata field. */
export const restoreMetadataFieldDatasource = endpoint({
  id: 'restoreMetadataFieldDatasource',
  family: 'admin',
  method: 'POST',
  path: `${inField}/datasource_restore`,
  operation: 'metadata-field.switch-choices',
  summary: 'Puts choices back that were taken out of a structured metadata field.',
  source,
  request: z.object({ ...named, external_ids: filledTexts }),
  body: ['external_ids'],
  success: { status: 200, schema: choices },
  toInput: ({ external_id, external_ids }, { environmentId }) => ({
    environmentId,
    fieldId: external_id,
    choiceIds: external_ids,
    isActive: true,
  }),
  toWire: spellActive,
})

const orderRequest = {
  ...named,
  order_by: z.enum(['value']).nullish(),
  direction: z.enum(['asc', 'desc']).nullish(),
}

const toOrder = (
  { external_id, direction }: { external_id: string; direction?: 'asc' | 'desc' | null | undefined },
  { environmentId }: Pick<InputOf<'metadata-field.order-choices'>, 'environmentId'>,
): InputOf<'metadata-field.order-choices'> => ({
  environmentId,
  fieldId: external_id,
  isDescending: direction === 'desc',
})

/** Sorts the choices of a structured metadata field. */
export const orderMetadataFieldDatasource = endpoint({
  id: 'orderMetadataFieldDatasource',
  family: 'admin',
  method: 'PUT',
  path: `${inField}/datasource/order`,
  operation: 'metadata-field.order-choices',
  summary: 'Sorts the choices of a structured metadata field.',
  source,
  request: z.object(orderRequest),
  body: ['order_by', 'direction'],
  success: { status: 200, schema: choices },
  toInput: toOrder,
  toWire: spellActive,
})

/** The same by POST, which the classic client uses. */
export const orderMetadataFieldDatasourcePost = endpoint({
  id: 'orderMetadataFieldDatasourcePost',
  family: 'admin',
  method: 'POST',
  path: `${inField}/datasource/order`,
  operation: 'metadata-field.order-choices',
  summary: 'Sorts the choices of a structured metadata field.',
  source,
  request: z.object(orderRequest),
  body: ['order_by', 'direction'],
  success: { status: 200, schema: choices },
  toInput: toOrder,
  toWire: spellActive,
})

/** Searches the choices of all structured metadata fields. */
export const searchMetadataFieldDatasource = endpoint({
  id: 'searchMetadataFieldDatasource',
  family: 'admin',
  method: 'POST',
  path: `${inFields}/datasource/search`,
  operation: 'metadata-field.search-choices',
  summary: 'Searches the choices of all structured metadata fields that the caller may see.',
  source,
  request: z.object({ ...environment, term: textOrEmpty, max_results: integerOrAbsent(1, 1000) }),
  body: ['term', 'max_results'],
  success: {
    status: 200,
    schema: z.array(z.object({ field_id: z.string(), id: z.string(), value: z.string() })),
  },
  toInput: ({ term, max_results }, { environmentId }) => ({
    environmentId,
    fieldId: null,
    term: term ?? '',
    isExact: false,
    limit: max_results ?? 100,
  }),
  toWire: (found) =>
    found.map(({ fieldId, choice: { id, value: shown } }) => ({ field_id: fieldId, id, value: shown })),
})

/** Searches the choices of one structured metadata field. */
export const searchDatasourceInMDField = endpoint({
  id: 'searchDatasourceInMDField',
  family: 'admin',
  method: 'POST',
  path: `${inField}/datasource/search`,
  operation: 'metadata-field.search-choices',
  summary: 'Searches the choices of a structured metadata field.',
  source,
  request: z.object({
    ...named,
    term: textOrEmpty,
    exact_match: flagOrAbsent,
    max_results: integerOrAbsent(1, 1000),
  }),
  success: { status: 200, schema: z.object({ values: z.array(z.object({ external_id: text, value: text })) }) },
  toInput: ({ external_id, term, exact_match, max_results }, { environmentId }) => ({
    environmentId,
    fieldId: external_id,
    term: term ?? '',
    isExact: exact_match ?? false,
    limit: max_results ?? 255,
  }),
  toWire: (found) => ({ values: found.map(({ choice: { id, value: shown } }) => ({ external_id: id, value: shown })) }),
})

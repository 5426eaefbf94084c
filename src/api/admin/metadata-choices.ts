import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { listOf, text } from '../fields.ts'
import type { InputOf } from '../operation-types.ts'
import { environment, filledTexts, flagOrAbsent, integerOrAbsent, textOrEmpty } from './fields.ts'
import {
  choices,
  inField,
  inFields,
  metadataSource,
  namedField,
  sentChoice,
  spellActive,
  toChoice,
} from './metadata-wire.ts'

/** Changes the choices of a structured metadata field. */
export const updateMetadataFieldDatasource = endpoint({
  id: 'updateMetadataFieldDatasource',
  family: 'admin',
  method: 'PUT',
  path: `${inField}/datasource`,
  operation: 'metadata-field.update-choices',
  summary: 'Changes the choices of a structured metadata field, and adds those that are new.',
  source: metadataSource,
  request: z.object({ ...namedField, values: listOf(sentChoice) }),
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
  source: metadataSource,
  request: z.object({ ...namedField, external_ids: filledTexts }),
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
  source: metadataSource,
  request: z.object({ ...namedField, external_ids: filledTexts }),
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
  ...namedField,
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
  source: metadataSource,
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
  source: metadataSource,
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
  source: metadataSource,
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
  source: metadataSource,
  request: z.object({
    ...namedField,
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

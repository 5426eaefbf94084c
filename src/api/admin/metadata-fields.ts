import { z } from 'zod'
import { metadataTypes } from '../../domain/library-records.ts'
import { endpoint } from '../endpoint.ts'
import { environment, filledText, textOrAbsent, textsOrAbsent } from './fields.ts'
import {
  definition,
  definitionBody,
  field,
  fields,
  inField,
  inFields,
  metadataSource,
  namedField,
  spellField,
  spellFields,
  toChange,
} from './metadata-wire.ts'

/** Lists structured metadata fields. */
export const listMetadataFields = endpoint({
  id: 'listMetadataFields',
  family: 'admin',
  method: 'GET',
  path: inFields,
  operation: 'metadata-field.list',
  summary: 'Lists the structured metadata fields that the caller may see, in their order.',
  source: metadataSource,
  request: z.object({ ...environment, external_ids: textsOrAbsent }),
  success: { status: 200, schema: fields },
  toInput: ({ external_ids }, { environmentId }) => ({ environmentId, only: external_ids ?? null }),
  toWire: spellFields,
})

/** Shows a structured metadata field. */
export const getMetadataField = endpoint({
  id: 'getMetadataField',
  family: 'admin',
  method: 'GET',
  path: inField,
  operation: 'metadata-field.get',
  summary: 'Shows a structured metadata field.',
  source: metadataSource,
  request: z.object(namedField),
  success: { status: 200, schema: field },
  toInput: ({ external_id }, { environmentId }) => ({ environmentId, fieldId: external_id }),
  toWire: spellField,
})

/** Makes a structured metadata field. */
export const createMetadataField = endpoint({
  id: 'createMetadataField',
  family: 'admin',
  method: 'POST',
  path: inFields,
  operation: 'metadata-field.create',
  summary: 'Makes a structured metadata field; its id is made up when absent.',
  source: metadataSource,
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
  toWire: spellField,
})

/** Changes a structured metadata field. */
export const updateMetadataField = endpoint({
  id: 'updateMetadataField',
  family: 'admin',
  method: 'PUT',
  path: inField,
  operation: 'metadata-field.update',
  summary: 'Changes a structured metadata field; its type stays, and so does what the request leaves out.',
  source: metadataSource,
  request: z.object({ ...namedField, ...definition }),
  body: definitionBody,
  success: { status: 200, schema: field },
  toInput: ({ external_id, ...wire }, { environmentId }) => ({
    environmentId,
    fieldId: external_id,
    ...toChange(wire),
  }),
  toWire: spellField,
})

/** Deletes a structured metadata field. */
export const deleteMetadataField = endpoint({
  id: 'deleteMetadataField',
  family: 'admin',
  method: 'DELETE',
  path: inField,
  operation: 'metadata-field.delete',
  summary: 'Deletes a structured metadata field; its values are shown no more.',
  source: metadataSource,
  request: z.object(namedField),
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
  source: metadataSource,
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
  toWire: spellFields,
})

/** Puts a structured metadata field at another place. */
export const reorderMetadataField = endpoint({
  id: 'reorderMetadataField',
  family: 'admin',
  method: 'PUT',
  path: `${inField}/reorder`,
  operation: 'metadata-field.place',
  summary: 'Puts a structured metadata field at another place among them, the first being 0.',
  source: metadataSource,
  request: z.object({
    ...namedField,
    position: z.preprocess((sent) => (typeof sent === 'string' ? Number(sent) : sent), z.int()),
  }),
  body: ['position'],
  success: { status: 200, schema: fields },
  toInput: ({ external_id, position }, { environmentId }) => ({ environmentId, fieldId: external_id, position }),
  toWire: spellFields,
})

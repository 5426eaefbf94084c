import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { listOf, text } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { base, environment, filledText, integerOrAbsent, textOrAbsent } from './fields.ts'

const source = 'Admin API 0.7.5, upload mappings; api-surface 3.5'
const mapping = z.object({
  folder: z.string(),
  template: z.string(),
  external_id: z.string(),
  upload_preset_name: z.null(),
})
const mappings = z.object({
  mappings: z.array(mapping),
  total_entries: z.int(),
  next_cursor: z.string().optional(),
})
const changed = z.object({ message: z.string(), external_id: z.string() })
const one = { ...environment, folder: filledText, template: filledText }

type Mapping = OutputOf<'upload-mapping.create'>

const spell = ({ name, template, externalId }: Mapping): z.output<typeof mapping> => ({
  folder: name,
  template,
  external_id: externalId,
  upload_preset_name: null,
})

/** Lists upload mappings, or shows the one of a folder. */
export const listUploadMappings = endpoint({
  id: 'listUploadMappings',
  family: 'admin',
  method: 'GET',
  path: `${base}/upload_mappings`,
  operation: 'upload-mapping.list',
  summary: 'Lists the upload mappings that the caller may see, by folder; with `folder`, shows the one of it.',
  source,
  request: z.object({
    ...environment,
    folder: textOrAbsent,
    max_results: integerOrAbsent(1, 500),
    next_cursor: textOrAbsent,
  }),
  success: { status: 200, schema: z.union([mappings, mapping]) },
  toInput: ({ folder, max_results, next_cursor }, { environmentId }) => ({
    environmentId,
    name: folder ?? null,
    limit: max_results ?? null,
    cursor: next_cursor ?? null,
  }),
  toWire: ({ settings, nextCursor, total }, { wire }) => {
    const [first] = settings
    if (typeof wire.folder === 'string' && first !== undefined) return spell(first)
    return {
      mappings: settings.map(spell),
      total_entries: total,
      ...(nextCursor !== null && { next_cursor: nextCursor }),
    }
  },
})

/** Makes an upload mapping. */
export const createUploadMapping = endpoint({
  id: 'createUploadMapping',
  family: 'admin',
  method: 'POST',
  path: `${base}/upload_mappings`,
  operation: 'upload-mapping.create',
  summary:
    'Makes an upload mapping. Rolecall keeps it for applications and fetches nothing by it: what is missing is answered with 404.',
  source,
  request: z.object(one),
  body: ['folder', 'template'],
  success: { status: 200, schema: z.object({ message: z.string(), folder: z.string(), external_id: z.string() }) },
  toInput: ({ folder, template }, { environmentId }) => ({ environmentId, name: folder, template }),
  toWire: ({ name, externalId }) => ({ message: 'created', folder: name, external_id: externalId }),
})

/** Changes an upload mapping. */
export const updateUploadMapping = endpoint({
  id: 'updateUploadMapping',
  family: 'admin',
  method: 'PUT',
  path: `${base}/upload_mappings`,
  operation: 'upload-mapping.update',
  summary: 'Changes the address of an upload mapping.',
  source,
  request: z.object(one),
  body: ['folder', 'template'],
  success: { status: 200, schema: changed },
  toInput: ({ folder, template }, { environmentId }) => ({ environmentId, name: folder, template }),
  toWire: ({ externalId }) => ({ message: 'updated', external_id: externalId }),
})

/** Deletes an upload mapping. */
export const deleteUploadMapping = endpoint({
  id: 'deleteUploadMapping',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/upload_mappings`,
  operation: 'upload-mapping.delete',
  summary: 'Deletes an upload mapping.',
  source,
  request: z.object({ ...environment, folder: filledText }),
  success: { status: 200, schema: changed },
  toInput: ({ folder }, { environmentId }) => ({ environmentId, name: folder }),
  toWire: ({ externalId }) => ({ message: 'deleted', external_id: externalId }),
})

/** Replaces all upload mappings. */
export const replaceUploadMappings = endpoint({
  id: 'replaceUploadMappings',
  family: 'admin',
  method: 'PUT',
  path: `${base}/upload_mappings/replace`,
  operation: 'upload-mapping.replace',
  summary: 'Puts upload mappings in the place of all that are there.',
  source,
  request: z.object({ ...environment, mappings: listOf(z.object({ folder: text, template: text })) }),
  body: ['mappings'],
  success: { status: 200, schema: z.object({ message: z.string() }) },
  toInput: ({ mappings: sent }, { environmentId }) => ({
    environmentId,
    mappings: sent.map(({ folder, template }) => ({ name: folder, template })),
  }),
  toWire: () => ({ message: 'replaced' }),
})

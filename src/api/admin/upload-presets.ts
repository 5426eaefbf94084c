import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { endpoint } from '../endpoint.ts'
import type { OutputOf } from '../operation-types.ts'
import { base, environment, filledText, flagOrAbsent, integerOrAbsent, textOrAbsent, textsOrAbsent } from './fields.ts'
import { spellPairs } from './pairs.ts'
import { settingsOf, uploadFields } from './upload-fields.ts'

const source = 'Admin API 0.7.5, upload presets; api-surface 3.5'
const named = { ...environment, name: filledText }
const presetFields = {
  unsigned: flagOrAbsent.describe('Anyone may upload by it, to its folder.'),
  disallow_public_id: flagOrAbsent,
  parameter_whitelist: textsOrAbsent.describe('Refused: an unsigned upload may say what every one may.'),
  live: flagOrAbsent.describe('Refused: Rolecall streams nothing.'),
  ...uploadFields,
}
const preset = z.object({
  name: z.string(),
  unsigned: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  external_id: z.string(),
})
const changed = z.object({ message: z.string(), external_id: z.string() })
const presetBody = Object.keys(presetFields) as (keyof typeof presetFields)[]

type Preset = OutputOf<'upload-preset.get'>
type Fields = z.output<z.ZodObject<typeof presetFields>>

const spell = ({ name, isUnsigned, disallowsPublicId, settings, externalId }: Preset): z.output<typeof preset> => ({
  name,
  unsigned: isUnsigned,
  settings: { ...settings, ...(disallowsPublicId && { disallow_public_id: true }) },
  external_id: externalId,
})

/** Lists have lists and pairs as texts. */
const spellPlain = (settings: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, spellValue(value)]))

function spellValue(value: unknown): unknown {
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'string') ? value.join(',') : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? String(value) : value
  const pairs = Object.entries(value).map(([key, one]) => [key, typeof one === 'string' ? one : JSON.stringify(one)])
  return spellPairs(Object.fromEntries(pairs) as Record<string, string>)
}

const toChange = ({ unsigned, disallow_public_id, parameter_whitelist, live, ...settings }: Fields) => {
  if ((parameter_whitelist ?? []).length > 0) throw refused('parameter_whitelist')
  if (live === true) throw refused('live')
  return {
    isUnsigned: unsigned ?? null,
    disallowsPublicId: disallow_public_id ?? null,
    settings: settingsOf(settings, uploadFields),
  }
}

const refused = (field: string): Error =>
  refusal('setting_unfit', { field, why: 'is not supported by Rolecall' }, { fields: [{ name: field }] })

/** Lists upload presets. */
export const listUploadPresets = endpoint({
  id: 'listUploadPresets',
  family: 'admin',
  method: 'GET',
  path: `${base}/upload_presets`,
  operation: 'upload-preset.list',
  summary: 'Lists the upload presets that the caller may see, by name.',
  source,
  request: z.object({ ...environment, max_results: integerOrAbsent(1, 500), next_cursor: textOrAbsent }),
  success: { status: 200, schema: z.object({ presets: z.array(preset), next_cursor: z.string().optional() }) },
  toInput: ({ max_results, next_cursor }, { environmentId }) => ({
    environmentId,
    limit: max_results ?? null,
    cursor: next_cursor ?? null,
  }),
  toWire: ({ settings, nextCursor }) => ({
    presets: settings.map((one) => ({ ...spell(one), settings: spellPlain(spell(one).settings) })),
    ...(nextCursor !== null && { next_cursor: nextCursor }),
  }),
})

/** Shows an upload preset. */
export const getUploadPreset = endpoint({
  id: 'getUploadPreset',
  family: 'admin',
  method: 'GET',
  path: `${base}/upload_presets/{name}`,
  operation: 'upload-preset.get',
  summary: 'Shows an upload preset.',
  source,
  request: z.object(named),
  success: { status: 200, schema: preset },
  toInput: ({ name }, { environmentId }) => ({ environmentId, name }),
  toWire: spell,
})

/** Makes an upload preset. */
export const createUploadPreset = endpoint({
  id: 'createUploadPreset',
  family: 'admin',
  method: 'POST',
  path: `${base}/upload_presets`,
  operation: 'upload-preset.create',
  summary:
    'Makes an upload preset; its name is made up when absent. An unsigned one takes the right to add assets where it does.',
  source,
  request: z.object({ ...environment, name: textOrAbsent, ...presetFields }),
  body: ['name', ...presetBody],
  success: { status: 200, schema: z.object({ message: z.string(), name: z.string(), external_id: z.string() }) },
  toInput: ({ name, ...fields }, { environmentId }) => ({
    environmentId,
    name: name ?? null,
    ...toChange(fields),
  }),
  toWire: ({ name, externalId }) => ({ message: 'created', name, external_id: externalId }),
})

/** Changes an upload preset. */
export const updateUploadPreset = endpoint({
  id: 'updateUploadPreset',
  family: 'admin',
  method: 'PUT',
  path: `${base}/upload_presets/{name}`,
  operation: 'upload-preset.update',
  summary: 'Changes an upload preset; what the request leaves out stays.',
  source,
  request: z.object({ ...named, ...presetFields }),
  body: presetBody,
  success: { status: 200, schema: changed },
  toInput: ({ name, ...fields }, { environmentId }) => ({ environmentId, name, ...toChange(fields) }),
  toWire: ({ externalId }) => ({ message: 'updated', external_id: externalId }),
})

/** Deletes an upload preset. */
export const deleteUploadPreset = endpoint({
  id: 'deleteUploadPreset',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/upload_presets/{name}`,
  operation: 'upload-preset.delete',
  summary: 'Deletes an upload preset.',
  source,
  request: z.object(named),
  success: { status: 200, schema: changed },
  toInput: ({ name }, { environmentId }) => ({ environmentId, name }),
  toWire: ({ externalId }) => ({ message: 'deleted', external_id: externalId }),
})

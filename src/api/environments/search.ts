import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { flag, optional, text, texts } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { countFields, nextPage, pageFields, readPage } from '../pages.ts'
import { namedEnvironment, source, toIso } from '../people/replies.ts'
import { present } from '../spellings.ts'

const foundEnvironment = namedEnvironment
  .extend({
    created_at: z.string(),
    custom_attributes: z.record(z.string(), z.string()).describe('Empty when there are none.'),
    key_count: z.int().describe('API keys that the caller may read.'),
  })
  .meta({ id: 'FoundEnvironment' })

const orders = { name: 'name', cloud_name: 'cloudName', status: 'status', created_at: 'createdAt' } as const

/** Searches product environments. */
export const searchEnvironments = endpoint({
  id: 'searchEnvironments',
  family: 'decisions',
  method: 'GET',
  path: '/api/environments',
  operation: 'environment.search',
  summary: 'Searches product environments, page by page.',
  source,
  request: z.object({
    text: optional(text).describe('What stands somewhere in the name or the cloud name, in any case.'),
    ids: optional(texts).describe('Only these.'),
    enabled: optional(flag).describe('Only the enabled ones, or only the others.'),
    sort_by: optional(z.enum(['name', 'cloud_name', 'status', 'created_at'])).describe('`created_at` when absent.'),
    sort_order: optional(z.enum(['asc', 'desc'])).describe('Counts with `sort_by`.'),
    ...pageFields,
  }),
  success: { status: 200, schema: z.object({ environments: z.array(foundEnvironment), ...countFields }) },
  toInput: (wire) =>
    present({
      text: wire.text,
      ids: wire.ids,
      isEnabled: wire.enabled,
      order: wire.sort_by && { by: orders[wire.sort_by], isDescending: wire.sort_order === 'desc' },
      page: readPage(wire),
    }),
  toWire: ({ environments, total }, { wire }) => ({
    environments: environments.map(spellFound),
    total,
    next_page: nextPage(wire, total),
  }),
})

const spellFound = ({
  environment: { id, name, cloudName, isEnabled, createdAt, customAttributes },
  keys,
}: OutputOf<'environment.search'>['environments'][number]): z.output<typeof foundEnvironment> => ({
  id,
  name,
  cloud_name: cloudName,
  enabled: isEnabled,
  created_at: toIso(createdAt),
  custom_attributes: customAttributes ?? {},
  key_count: keys.length,
})

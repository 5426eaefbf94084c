import { z } from 'zod'
import { folderModes } from '../../domain/library-records.ts'
import { endpoint } from '../endpoint.ts'
import { spellInstant } from './dates.ts'
import { base, environment, flagOrAbsent } from './fields.ts'

/** Shows how an environment's media library works. */
export const getConfig = endpoint({
  id: 'getConfig',
  family: 'admin',
  method: 'GET',
  path: `${base}/config`,
  operation: 'library.describe',
  summary: 'Shows the cloud name of the environment, and when asked for its settings: the folder mode.',
  source: 'Admin API, config; api-surface 3.5',
  request: z.object({ ...environment, settings: flagOrAbsent.describe('Whether the answer has `settings`.') }),
  success: {
    status: 200,
    schema: z.object({
      cloud_name: z.string(),
      created_at: z.iso.datetime(),
      settings: z.object({ folder_mode: z.enum(folderModes) }).optional(),
    }),
  },
  toInput: (_, { environmentId }) => ({ environmentId }),
  toWire: ({ environment: { cloudName, createdAt }, folderMode }, { wire }) => ({
    cloud_name: cloudName,
    created_at: spellInstant(createdAt),
    ...(wire.settings === true && { settings: { folder_mode: folderMode } }),
  }),
})

import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { base, environment } from './fields.ts'

/** Tells that the credentials are good. */
export const ping = endpoint({
  id: 'ping',
  family: 'admin',
  method: 'GET',
  path: `${base}/ping`,
  operation: 'library.ping',
  summary: 'Answers `ok` to whoever calls with good credentials of the environment.',
  source: 'Admin API, ping; api-surface 3.5',
  request: z.object(environment),
  success: { status: 200, schema: z.object({ status: z.literal('ok') }) },
  toInput: (_, { environmentId }) => ({ environmentId }),
  toWire: () => ({ status: 'ok' as const }),
})

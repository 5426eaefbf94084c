import { z } from 'zod'
import type { Plan } from '../../domain/plan.ts'
import type { LibraryUsage } from '../../operations/library/measure-library.ts'
import { endpoint } from '../endpoint.ts'
import { base, dayOrAbsent, environment } from './fields.ts'

const counted = z.object({ usage: z.int() })

const usage = z
  .object({
    plan: z.string(),
    last_updated: z.iso.date(),
    date_requested: z.iso.datetime(),
    objects: counted.optional().describe('Stored assets; only of today.'),
    storage: counted.optional().describe('Bytes of all files, kept versions included; only of today.'),
    resources: z.int().optional().describe('As `objects`.'),
    requests: z.int().describe('Those of the month of the day.'),
    transformations: counted.describe('Always 0: nothing is rendered.'),
    bandwidth: counted.describe('Bytes of files that were sent in the month of the day.'),
    derived_resources: z.int().describe('Always 0: nothing is rendered.'),
    media_limits: z.object({}).describe('Empty: no plan has limits here.'),
  })
  .meta({ id: 'LibraryUsage' })

const says =
  'Shows what the environment uses: requests and bytes sent in the month of the day, and of today what is stored. What is ' +
  'counted is real; what Rolecall does not do is 0.'

/** Shows what an environment uses. */
export const getUsage = endpoint({
  id: 'getUsage',
  family: 'admin',
  method: 'GET',
  path: `${base}/usage`,
  operation: 'library.measure',
  summary: says,
  source: 'Admin API, getUsage; api-surface 5',
  request: z.object({ ...environment, date: dayOrAbsent.describe('Today when absent.') }),
  success: { status: 200, schema: usage },
  toInput: ({ date }, { environmentId }) => ({ environmentId, day: date ?? null }),
  toWire: spell,
})

/** The same at an address of its own for each day. */
export const getUsageOfDay = endpoint({
  id: 'getUsageOfDay',
  family: 'admin',
  method: 'GET',
  path: `${base}/usage/{date}`,
  operation: 'library.measure',
  summary: says,
  source: 'Admin API, usage of the classic client; api-surface 3.5',
  request: z.object({ ...environment, date: dayOrAbsent }),
  success: { status: 200, schema: usage },
  toInput: ({ date }, { environmentId }) => ({ environmentId, day: date ?? null }),
  toWire: spell,
})

const planNames: Readonly<Record<Plan, string>> = { free: 'Free', paid: 'Paid', enterprise: 'Enterprise' }

function spell({ plan, day, requests, sentBytes, stored }: LibraryUsage): z.output<typeof usage> {
  return {
    plan: planNames[plan],
    last_updated: day,
    date_requested: `${day}T00:00:00Z`,
    ...(stored !== null && {
      objects: { usage: stored.assets },
      storage: { usage: stored.bytes },
      resources: stored.assets,
    }),
    requests,
    transformations: { usage: 0 },
    bandwidth: { usage: sentBytes },
    derived_resources: 0,
    media_limits: {},
  }
}

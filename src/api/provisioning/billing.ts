import { z } from 'zod'
import type { Plan } from '../../domain/plan.ts'
import type { Month } from '../../domain/usage.ts'
import type { YearOfUsage } from '../../operations/usage/read-usage.ts'
import { endpoint } from '../endpoint.ts'
import { account, base, countOrAbsent, flagOrAbsent } from './fields.ts'

const day = z.iso.date()

const byKind = {
  storage_image: z.number().optional(),
  storage_video: z.number().optional(),
  storage_raw: z.number().optional(),
}

const breakdown = z.object(byKind).describe('Stored bytes by kind of asset.')

const cycle = z.object({
  from_day: day,
  to_day: day,
  usage: z.number(),
  breakdown: breakdown.optional(),
  product_environment_breakdown: z
    .array(z.object({ ...byKind, cloud_name: z.string(), usage: z.number() }))
    .optional()
    .describe('Only when asked for: the environments that the caller may read.'),
})

const usage = z
  .object({
    plan_name: z.string(),
    metric_usage: z.array(z.object({ metric: z.enum(['requests', 'storage', 'objects']), cycles: z.array(cycle) })),
  })
  .meta({ id: 'BillingUsage' })

/** Shows what an account used in a year. */
export const getBillingUsage = endpoint({
  id: 'getBillingUsage',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/billing_usage`,
  operation: 'usage.get',
  summary:
    'Shows what the account used in a year, month by month: requests that it sent with its keys, bytes stored, and ' +
    'objects stored. What was never counted is 0. Nothing is limited, so no metric has a limit. A year before the ' +
    'account, or one to come, has an empty list.',
  source: 'Account Provisioning API, getBillingUsage',
  request: z.object({
    ...account,
    year: countOrAbsent.describe('This year when absent.'),
    include_prodenv_breakdown: flagOrAbsent.describe('False when absent.'),
  }),
  success: { status: 200, schema: z.array(usage) },
  toInput: ({ year, include_prodenv_breakdown }) => ({
    year: year ?? null,
    hasEnvironments: include_prodenv_breakdown ?? false,
  }),
  toWire: (output, { wire }) => spellUsage(output, wire.include_prodenv_breakdown ?? false),
})

type Values = ReadonlyMap<string, number>
type Metric = 'requests' | 'storage' | 'objects'

const metrics: readonly Metric[] = ['requests', 'storage', 'objects']
const kinds = ['storage_image', 'storage_video', 'storage_raw'] as const

function spellUsage({ plan, months }: YearOfUsage, hasEnvironments: boolean): z.output<typeof usage>[] {
  if (months.length === 0) return []
  const metric_usage = metrics.map((metric) => ({
    metric,
    cycles: months.map(({ month, total, environments }) => ({
      ...daysOf(month),
      usage: valueOf(metric, total),
      ...breakdownOf(metric, total),
      ...(hasEnvironments && {
        product_environment_breakdown: environments.map(({ environment, values }) => ({
          ...kindsOf(metric, values),
          cloud_name: environment.cloudName,
          usage: valueOf(metric, values),
        })),
      }),
    })),
  }))
  return [{ plan_name: planNames[plan], metric_usage }]
}

const planNames: Readonly<Record<Plan, string>> = { free: 'Free', paid: 'Paid', enterprise: 'Enterprise' }

const valueOf = (metric: Metric, values: Values): number =>
  metric === 'storage' ? kinds.reduce((sum, kind) => sum + (values.get(kind) ?? 0), 0) : (values.get(metric) ?? 0)

const breakdownOf = (metric: Metric, values: Values): { breakdown?: z.output<typeof breakdown> } =>
  metric === 'storage' ? { breakdown: kindsOf(metric, values) } : {}

const kindsOf = (metric: Metric, values: Values): z.output<typeof breakdown> =>
  metric === 'storage' ? Object.fromEntries(kinds.map((kind) => [kind, values.get(kind) ?? 0])) : {}

/** The first and the last day of a month. */
function daysOf(month: Month): { from_day: string; to_day: string } {
  const next = new Date(`${month}-01T00:00:00Z`)
  next.setUTCMonth(next.getUTCMonth() + 1, 0)
  return { from_day: `${month}-01`, to_day: next.toISOString().slice(0, 10) }
}

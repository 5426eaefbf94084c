import { refusal } from '../../domain/errors.ts'
import type { Plan } from '../../domain/plan.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import { monthOf, type Month, type UsageCount } from '../../domain/usage.ts'
import type { Reader } from '../../store/store.ts'
import { inAccount, reading, type Deed } from '../operation.ts'

/** What was used in one month. */
export interface MonthOfUsage {
  readonly month: Month
  /** Values by metric, of the account and all its environments, those that were deleted since included. */
  readonly total: ReadonlyMap<string, number>
  /** The same for each environment that the caller may read; empty unless asked for. */
  readonly environments: readonly {
    readonly environment: EnvironmentRecord
    readonly values: ReadonlyMap<string, number>
  }[]
}

/** What an account used in one year, month by month; none before the account was there, none to come. */
export interface YearOfUsage {
  readonly plan: Plan
  readonly months: readonly MonthOfUsage[]
}

/** The feature that opens the usage of an account. */
const featureId = 'cld::global::reports::account_usage::view'

/** Shows what an account used in a year: requests, and what was stored when it was measured last in each month. */
export const getUsage = reading<{ readonly year: number | null; readonly hasEnvironments: boolean }, YearOfUsage>({
  name: 'usage.get',
  summary: 'Show what the account and its environments used in a year.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['Feature'],
        feature: featureId,
        level: 'account',
        of: () => [inAccount('Feature', featureId)],
      },
    ],
    filters: { action: 'read', on: ['ProductEnvironment'] },
  },
  run: async ({ year, hasEnvironments }, deed) => {
    const account = await deed.store.find('account', { id: deed.caller.accountId })
    if (account === undefined) throw refusal('not_found', { what: 'account' })
    const months = monthsOf(year ?? new Date(deed.at).getUTCFullYear(), monthOf(account.createdAt), monthOf(deed.at))
    const [from, to] = [months[0], months.at(-1)]
    if (from === undefined || to === undefined) return { plan: account.plan, months: [] }
    // What this node has just counted is part of the answer.
    await deed.house.usage.flush()
    const present = monthOf(deed.at)
    if (to === present) await deed.house.store.noteStored(account.id, present)
    const counts = await deed.house.store.listUsage(account.id, { from, to })
    const environments = hasEnvironments ? await readableEnvironments(deed) : []
    return { plan: account.plan, months: months.map((month) => toMonth(month, counts, environments)) }
  },
})

const firstYear = 1970
const lastYear = 9999

/** The months of a year from the first on, up to the last. @throws Refusal `invalid_fields` */
function monthsOf(year: number, first: Month, last: Month): readonly Month[] {
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) {
    throw refusal('invalid_fields', undefined, { fields: [{ name: 'year', value: year }] })
  }
  return Array.from({ length: 12 }, (_, month) => monthOf(Date.UTC(year, month))).filter(
    (month) => month >= first && month <= last,
  )
}

async function readableEnvironments(deed: Deed<Reader>): Promise<readonly EnvironmentRecord[]> {
  const all = await deed.store.listEnvironments(deed.caller.accountId)
  return all.filter(({ id }) => deed.may('read', inAccount('ProductEnvironment', id)))
}

function toMonth(
  month: Month,
  counts: readonly UsageCount[],
  environments: readonly EnvironmentRecord[],
): MonthOfUsage {
  const own = counts.filter((count) => count.month === month)
  return {
    month,
    total: sum(own),
    environments: environments.map((environment) => ({
      environment,
      values: sum(own.filter(({ environmentId }) => environmentId === environment.id)),
    })),
  }
}

function sum(counts: readonly UsageCount[]): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  for (const { metric, value } of counts) values.set(metric, (values.get(metric) ?? 0) + value)
  return values
}

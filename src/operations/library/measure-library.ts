import { refusal } from '../../domain/errors.ts'
import type { Plan } from '../../domain/plan.ts'
import { monthOf } from '../../domain/usage.ts'
import { reading } from '../operation.ts'
import { bandwidthMetric, requestsMetric } from '../usage/usage-meter.ts'
import type { OfEnvironment } from './describe-library.ts'

/** What an environment uses. */
export interface LibraryUsage {
  readonly plan: Plan
  /** The day asked about, `YYYY-MM-DD`. */
  readonly day: string
  /** Requests counted in the month of the day. */
  readonly requests: number
  /** Bytes of files that were sent in the month of the day. */
  readonly sentBytes: number
  /** What is stored now; null for another day than today, as nobody counted it then. */
  readonly stored: { readonly assets: number; readonly bytes: number } | null
}

/** The feature that opens the usage of an environment. */
const featureId = 'cld::global::reports::usage::view'

/** Shows what an environment uses, as far as it was counted: requests, bytes sent, assets and the bytes of their files. */
export const measureLibrary = reading<OfEnvironment & { readonly day: string | null }, LibraryUsage>({
  name: 'library.measure',
  summary: 'Show what an environment uses: requests of a month, and what is stored now.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['Feature'],
        feature: featureId,
        level: 'environment',
        of: ({ environmentId }) => [
          { resource: { type: 'Feature', id: featureId }, scope: { type: 'environment', environmentId } },
        ],
      },
    ],
  },
  run: async ({ environmentId, day }, { at, caller, house, store }) => {
    const { accountId } = caller
    const today = new Date(at).toISOString().slice(0, 10)
    const asked = day ?? today
    if (asked > today) throw refusal('invalid_fields', undefined, { fields: [{ name: 'date', value: asked }] })
    const account = await store.find('account', { id: accountId })
    if (account === undefined) throw refusal('not_found', { what: 'account' })
    const month = monthOf(Date.parse(asked))
    // What this node has just counted is part of the answer.
    await house.usage.flush()
    const counts = await house.store.listUsage(accountId, { from: month, to: month })
    const own = counts.filter((count) => count.environmentId === environmentId)
    const sumOf = (metric: string): number =>
      own.reduce((sum, count) => (count.metric === metric ? sum + count.value : sum), 0)
    const [requests, sentBytes] = [sumOf(requestsMetric), sumOf(bandwidthMetric)]
    if (asked !== today) return { plan: account.plan, day: asked, requests, sentBytes, stored: null }
    const { assets, bytes, versionBytes } = await store.measureLibrary(accountId, environmentId)
    return { plan: account.plan, day: asked, requests, sentBytes, stored: { assets, bytes: bytes + versionBytes } }
  },
})

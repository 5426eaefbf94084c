import { environmentId as toEnvironmentId } from '../../domain/ids.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import { inAccount, reading } from '../operation.ts'
import { compareBy, hasPart, pageOf } from '../paging.ts'
import type { NumberedPage } from '../users/list-readable.ts'
import { describeEnvironments, type EnvironmentDetail } from './describe-environment.ts'

/** Which environments, in which order; every filter that is given must let an environment pass. */
export interface EnvironmentSearch {
  /** What stands somewhere in the name or the cloud name, in any case. */
  readonly text?: string
  /** Only these; one that isn't there is left out. */
  readonly ids?: readonly string[]
  readonly isEnabled?: boolean
  /** In order of creation when absent. */
  readonly order?: { readonly by: 'name' | 'cloudName' | 'status' | 'createdAt'; readonly isDescending: boolean }
  /** Absent: all. */
  readonly page?: NumberedPage
}

/** Environments, and how many there are on all pages. */
export interface FoundEnvironments {
  readonly environments: readonly EnvironmentDetail[]
  readonly total: number
}

/** Searches environments; only those that the caller may read, with those of their keys that it may read. */
export const searchEnvironments = reading<EnvironmentSearch, FoundEnvironments>({
  name: 'environment.search',
  summary: 'Search the environments of an account, page by page.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['ProductEnvironment'],
        level: 'account',
        of: () => [inAccount('ProductEnvironment', null)],
      },
    ],
    filters: { action: 'read', on: ['ProductEnvironment', 'APIKey'] },
  },
  run: async ({ order, page, ...search }, deed) => {
    const passes = passing(search)
    const all = await deed.store.listEnvironments(deed.caller.accountId)
    const found = all.filter((one) => passes(one) && deed.may('read', inAccount('ProductEnvironment', one.id)))
    const sorted = order === undefined ? found : found.toSorted(compareBy(keys[order.by], order.isDescending))
    return { environments: await describeEnvironments(pageOf(sorted, page ?? null), deed), total: found.length }
  },
})

function passing({ text, ids, isEnabled }: EnvironmentSearch): (one: EnvironmentRecord) => boolean {
  const wanted = ids === undefined ? null : new Set(ids.map((id) => toEnvironmentId(id)))
  return (one) =>
    hasPart(text, one.name, one.cloudName) &&
    (wanted === null || wanted.has(one.id)) &&
    (isEnabled === undefined || one.isEnabled === isEnabled)
}

const keys = {
  name: ({ name }: EnvironmentRecord) => name.toLowerCase(),
  cloudName: ({ cloudName }: EnvironmentRecord) => cloudName,
  status: ({ isEnabled }: EnvironmentRecord) => Number(!isEnabled),
  createdAt: ({ createdAt }: EnvironmentRecord) => createdAt,
} as const

import { refusal } from '../../domain/errors.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import { inAccount, reading } from '../operation.ts'
import { describeEnvironment, describeEnvironments, type EnvironmentDetail } from './describe-environment.ts'
import {
  concernsEnvironment,
  getEnvironmentRecord,
  needOnEnvironment,
  type NamedEnvironment,
} from './environment-rules.ts'

/** Which environments; what is absent doesn't matter. With ids, nothing else does. */
export interface EnvironmentFilter {
  readonly ids?: readonly string[]
  readonly cloudNames?: readonly string[]
  /** How the name begins, in any case. */
  readonly prefix?: string
  readonly isEnabled?: boolean
}

/** Lists environments in order of creation. */
export const listEnvironments = reading<EnvironmentFilter, readonly EnvironmentDetail[]>({
  name: 'environment.list',
  summary: 'List the environments of an account.',
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
  run: async (filter, deed) => {
    for (const name of ['ids', 'cloudNames'] as const) refuseLong(name, filter[name])
    const passes = passing(filter)
    const all = await deed.store.listEnvironments(deed.caller.accountId)
    const found = all.filter((one) => passes(one) && deed.may('read', inAccount('ProductEnvironment', one.id)))
    return describeEnvironments(found, deed)
  },
})

/** Shows one environment. */
export const getEnvironment = reading<NamedEnvironment, EnvironmentDetail>({
  name: 'environment.get',
  summary: 'Show an environment.',
  concerns: concernsEnvironment,
  access: {
    type: 'requires',
    needs: [needOnEnvironment('read')],
    filters: { action: 'read', on: ['APIKey'] },
  },
  run: async ({ environmentId: id }, deed) => describeEnvironment(await getEnvironmentRecord(deed, id), deed),
})

/** The longest list of ids or cloud names (facts 7.4). */
const longestList = 100

function refuseLong(name: string, list: readonly string[] = []): void {
  if (list.length <= longestList) return
  const more = { reason: `at most ${longestList} can be named at once` }
  throw refusal('invalid_fields', undefined, { fields: [{ name, value: `${list.length} values` }], more })
}

function passing({ ids, cloudNames, prefix, isEnabled }: EnvironmentFilter): (one: EnvironmentRecord) => boolean {
  if (ids !== undefined) return ({ id }) => ids.some((named) => named.normalize('NFC') === id)
  const start = prefix?.normalize('NFC').toLowerCase()
  return (one) =>
    (cloudNames === undefined || cloudNames.includes(one.cloudName)) &&
    (start === undefined || one.name.toLowerCase().startsWith(start)) &&
    (isEnabled === undefined || one.isEnabled === isEnabled)
}

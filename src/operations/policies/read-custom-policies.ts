import { refusal } from '../../domain/errors.ts'
import { customPolicyId } from '../../domain/ids.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { Level } from '../../domain/scope.ts'
import type { CustomPolicyFilter, Reader } from '../../store/store.ts'
import { filterOf } from '../assignments/list-assignments.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { invalidCursor, parseCursor, writeCursor } from '../paging.ts'
import { placeOfPolicy } from '../places.ts'

/** How many custom policies one answer holds (facts 11, U13). */
const pageLength = 100

/** Which custom policies: those of the account, or of an environment. */
export interface PolicyPlace {
  readonly level: Level
  /** Of one environment also those for all (facts 11, U21); `all`: exactly those. */
  readonly environmentId?: string
}

/** Lists custom policies in order of creation; only those that the caller may read. */
export const listCustomPolicies = reading<
  PolicyPlace & { readonly isEnabled?: boolean; readonly cursor: string | null },
  { readonly policies: readonly CustomPolicyRecord[]; readonly nextCursor: string | null }
>({
  name: 'custom-policy.list',
  summary: 'List the custom policies of the account or of an environment.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['CustomPolicy'], level: 'account', of: () => [inAccount('CustomPolicy', null)] }],
    filters: { action: 'read', on: ['CustomPolicy'] },
  },
  run: async ({ isEnabled, cursor, ...place }, deed) => {
    const filter = { ...policyFilterOf(place, deed), ...(isEnabled !== undefined && { isEnabled }) }
    const after = cursor === null ? null : readPosition(deed, cursor)
    const found = await readableAfter(deed, filter, after)
    const policies = found.slice(0, pageLength)
    const last = policies.at(-1)
    const hasMore = found.length > pageLength && last !== undefined
    return { policies, nextCursor: hasMore ? writeCursor([String(last.createdAt), last.id]) : null }
  },
})

/** Shows one custom policy. */
export const getCustomPolicy = reading<{ readonly policyId: string }, CustomPolicyRecord>({
  name: 'custom-policy.get',
  summary: 'Show a custom policy.',
  concerns: {
    noun: 'custom_policy',
    keyOf: ({ policyId }, accountId) => ({ accountId, id: customPolicyId(policyId) }),
  },
  access: {
    type: 'requires',
    needs: [
      { action: 'read', on: ['CustomPolicy'], level: 'account', of: ({ policyId }) => [placeOfPolicy(policyId)] },
    ],
  },
  run: ({ policyId }, deed) => getPolicy(deed, policyId),
})

/** Finds a custom policy. @throws Refusal `not_found` */
export async function getPolicy(deed: Deed<Reader>, id: string): Promise<CustomPolicyRecord> {
  const key = { accountId: deed.caller.accountId, id: customPolicyId(id) }
  const policy = await deed.store.find('custom_policy', key)
  if (policy !== undefined) return policy
  throw refusal('not_found', { what: 'policy' }, { fields: [{ name: 'policyId', value: id }] })
}

/** Turns a place into the store's filter. @throws Refusal `not_found` for an unknown environment */
export function policyFilterOf(place: PolicyPlace, deed: Deed<Reader>): CustomPolicyFilter {
  const { level, reach, coveringEnvironment } = filterOf({ ...place, parameter: null }, deed)
  return { ...(level && { level }), ...(reach && { reach }), ...(coveringEnvironment && { coveringEnvironment }) }
}

/** Tells whether the caller may read a custom policy. */
export const mayReadPolicy = ({ id }: Pick<CustomPolicyRecord, 'id'>, deed: Deed<Reader>): boolean =>
  deed.may('read', inAccount('CustomPolicy', id))

/** A page of readable policies and one more, if there is one: whether there are more never depends on the others. */
async function readableAfter(
  deed: Deed<Reader>,
  filter: CustomPolicyFilter,
  start: CustomPolicyRecord | null,
): Promise<readonly CustomPolicyRecord[]> {
  const limit = pageLength + 1
  const found: CustomPolicyRecord[] = []
  for (let after = start; ;) {
    const page = { limit, ...(after !== null && { after }) }
    const batch = await deed.store.listCustomPolicies(deed.caller.accountId, filter, page)
    found.push(...batch.filter((policy) => mayReadPolicy(policy, deed)))
    after = batch.at(-1) ?? null
    if (batch.length < limit || found.length >= limit || after === null) return found.slice(0, limit)
  }
}

function readPosition(deed: Deed<Reader>, cursor: string): CustomPolicyRecord {
  const [createdAt, id] = parseCursor(cursor)
  const isPosition = createdAt !== undefined && /^\d{1,15}$/.test(createdAt) && id !== undefined
  if (!isPosition) throw invalidCursor(cursor)
  // Only the place in the order counts; the policy itself may be gone.
  return {
    id: customPolicyId(id),
    accountId: deed.caller.accountId,
    name: '',
    description: null,
    reach: { type: 'account' },
    statement: '',
    isEnabled: false,
    createdAt: Number(createdAt),
    updatedAt: 0,
  }
}

import { refusal } from '../../domain/errors.ts'
import { customPolicyId, environmentId } from '../../domain/ids.ts'
import type { Principal } from '../../domain/principal.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { Level, ReachScope } from '../../domain/scope.ts'
import type { Transaction } from '../../store/store.ts'
import { listMasterAdmins } from '../assignments/last-master-admin.ts'
import { requireEnvironment } from '../assignments/read-assignment.ts'
import { inAccount, writing, type CausedGain, type Deed, type NeedOf } from '../operation.ts'
import { placeOfPolicy } from '../places.ts'
import { readNaming } from '../roles/role-rules.ts'
import { getPolicy } from './read-custom-policies.ts'
import { gainsOfContentRolesIn } from '../users/held-gains.ts'
import { isForbid, normalizeStatement } from './statement.ts'

const needTo = (action: string): NeedOf<{ readonly policyId: string }> => ({
  action,
  on: ['CustomPolicy'],
  level: 'account',
  of: ({ policyId }) => [placeOfPolicy(policyId)],
})

/** What a custom policy is made of. */
export interface CustomPolicyContent {
  readonly name: string
  readonly description: string | null
  readonly level: Level
  /** An environment's id or `all`; null at account level, where it is passed over. */
  readonly environmentId: string | null
  readonly statement: string
  readonly isEnabled: boolean
}

/** Makes a custom policy. Whoever makes a permit must hold what it permits, for everyone it may be about. */
export const createCustomPolicy = writing<CustomPolicyContent, CustomPolicyRecord>({
  name: 'custom-policy.create',
  summary: 'Make a custom policy.',
  concerns: { noun: 'custom_policy', keyOf: null },
  access: {
    type: 'requires',
    needs: [{ action: 'create', on: ['CustomPolicy'], level: 'account', of: () => [inAccount('CustomPolicy', null)] }],
  },
  plan: () => ['custom_policies'],
  gains: async (input, deed) => {
    const after = readContent(input, deed)
    return [...gainsOf(null, after), ...(await gainsOfOpening(null, after, deed))]
  },
  run: async (input, deed) => {
    const content = readContent(input, deed)
    await requireFreeStatement(deed, content, null)
    const id = deed.house.ids.customPolicy()
    await requireWayBack(deed, { ...content, id })
    const record = { ...content, id, accountId: deed.caller.accountId, createdAt: deed.at, updatedAt: deed.at }
    await deed.store.put('custom_policy', record)
    return record
  },
})

/** Replaces a custom policy whole. */
export const updateCustomPolicy = writing<CustomPolicyContent & { readonly policyId: string }, CustomPolicyRecord>({
  name: 'custom-policy.update',
  summary: 'Replace a custom policy.',
  concerns: {
    noun: 'custom_policy',
    keyOf: ({ policyId }, accountId) => ({ accountId, id: customPolicyId(policyId) }),
  },
  access: { type: 'requires', needs: [needTo('update')] },
  plan: () => ['custom_policies'],
  gains: async (input, deed) => {
    const [before, after] = [await getPolicy(deed, input.policyId), readContent(input, deed)]
    return [...gainsOf(before, after), ...(await gainsOfOpening(before, after, deed))]
  },
  run: async (input, deed) => {
    const standing = await getPolicy(deed, input.policyId)
    const content = readContent(input, deed)
    await requireFreeStatement(deed, content, standing)
    const record = { ...standing, ...content, updatedAt: deed.at }
    await requireWayBack(deed, record)
    await deed.store.put('custom_policy', record)
    return record
  },
})

/** Deletes a custom policy. Whoever deletes a forbid must hold what it forbade. */
export const deleteCustomPolicy = writing<{ readonly policyId: string }, undefined>({
  name: 'custom-policy.delete',
  summary: 'Delete a custom policy.',
  concerns: {
    noun: 'custom_policy',
    keyOf: ({ policyId }, accountId) => ({ accountId, id: customPolicyId(policyId) }),
  },
  access: { type: 'requires', needs: [needTo('delete')] },
  gains: async ({ policyId }, deed) => gainsOf(await getPolicy(deed, policyId), null),
  run: async ({ policyId }, deed) => {
    await deed.store.delete('custom_policy', await getPolicy(deed, policyId))
    return undefined
  },
})

type Content = Pick<CustomPolicyRecord, 'name' | 'description' | 'reach' | 'statement' | 'isEnabled'>

function readContent(input: CustomPolicyContent, deed: Deed<Transaction>): Content {
  return {
    ...readNaming(input),
    reach: readReach(input, deed),
    statement: normalizeStatement(input.statement),
    isEnabled: input.isEnabled,
  }
}

function readReach({ level, environmentId: id }: CustomPolicyContent, deed: Deed<Transaction>): ReachScope {
  if (level === 'account') return { type: 'account' }
  if (id === null) throw refusal('missing_fields', undefined, { fields: [{ name: 'environmentId' }] })
  requireEnvironment(id, deed)
  return { type: 'environment', environmentId: id === 'all' ? 'all' : environmentId(id) }
}

/** What someone may gain when a policy takes the place of another: a new permit's, and what an old forbid forbade. */
function gainsOf(before: CustomPolicyRecord | null, after: Content | null): readonly CausedGain[] {
  if (before !== null && after !== null && describes(before) === describes(after)) return []
  const freeing = before?.isEnabled === true && isForbid(before) ? [before] : []
  const permitting =
    after?.isEnabled === true && !isForbid(after) ? [{ ...after, id: before?.id ?? customPolicyId('') }] : []
  return [...freeing, ...permitting].map((policy) => ({ gain: { type: 'policy', policy } }))
}

/** A permit may open the Media Library: then all roles on folders and collections that were given there come to count. */
async function gainsOfOpening(
  before: CustomPolicyRecord | null,
  after: Content,
  deed: Deed<Transaction>,
): Promise<readonly CausedGain[]> {
  const permits = gainsOf(before, after).flatMap(({ gain }) => (gain.type === 'policy' ? [gain.policy] : []))
  const opens = permits.some((policy) => !isForbid(policy) && deed.engine.policyOpensLibrary(policy))
  return opens ? gainsOfContentRolesIn(after.reach, deed) : []
}

const describes = ({ statement, reach, isEnabled }: Content): string => JSON.stringify([statement, reach, isEnabled])

/**
 * A forbid that would keep its maker or an account Master Admin from deleting policies could lock a whole account: what
 * nobody can take away again isn't made.
 *
 * @throws Refusal `not_permitted_here`
 */
async function requireWayBack(
  deed: Deed<Transaction>,
  policy: Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement' | 'isEnabled'>,
): Promise<void> {
  const { engine, caller, at } = deed
  if (!policy.isEnabled) return
  const shutsOut = (principal: Principal): boolean =>
    [inAccount('CustomPolicy', null), placeOfPolicy(policy.id)].some((place) =>
      engine.wouldForbid(policy, { principal, action: 'delete', ...place, at }),
    )
  const { by } = caller
  const isMaker = by.type !== 'operator' && by.type !== 'preset' && shutsOut(by)
  const whom = isMaker ? 'you' : (await listMasterAdmins(deed)).some(shutsOut) ? 'an account Master Admin' : null
  if (whom !== null) throw refusal('not_permitted_here', { why: `this policy would forbid ${whom} to delete it again` })
}

/**
 * A statement stands once in a scope. GUESS: the vendor documents that an update with an identical statement gives 409;
 * we refuse one that equals another policy's, and one that changes nothing at all, but let name, description and
 * `enabled` change alone.
 *
 * @see facts 7.6
 * @throws Refusal `policy_statement_taken`
 */
async function requireFreeStatement(
  deed: Deed<Transaction>,
  content: Content,
  standing: CustomPolicyRecord | null,
): Promise<void> {
  const { reach, statement } = content
  const taken = await deed.store.findCustomPolicyByStatement(deed.caller.accountId, reach, statement)
  const isOthers = taken !== undefined && taken.id !== standing?.id
  const isUnchanged =
    standing !== null &&
    describes(standing) === describes(content) &&
    standing.name === content.name &&
    standing.description === content.description
  if (!isOthers && !isUnchanged) return
  throw refusal('policy_statement_taken', undefined, { fields: [{ name: 'statement', value: statement }] })
}

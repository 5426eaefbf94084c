import { refusal } from '../../domain/errors.ts'
import { customPolicyId, environmentId } from '../../domain/ids.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { Level, ReachScope } from '../../domain/scope.ts'
import type { Gain } from '../../engine/answers/gains.ts'
import { parsePolicies } from '../../engine/language/parse.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import { requireEnvironment } from '../assignments/read-assignment.ts'
import { inAccount, reading, writing, type Deed, type NeedOf } from '../operation.ts'
import { invalidCursor, parseCursor, writeCursor } from '../paging.ts'
import { requireDescription, requireName } from '../roles/role-rules.ts'
import { normalizeStatement } from './statement.ts'

/** How many custom policies one answer holds (facts 11, U13). */
const pageLength = 100

const needTo = (action: string): NeedOf<{ readonly policyId: string }> => ({
  action,
  on: ['CustomPolicy'],
  level: 'account',
  of: ({ policyId }) => [inAccount('CustomPolicy', policyId)],
})

const needOnAll = (action: string): NeedOf<unknown> => ({
  action,
  on: ['CustomPolicy'],
  level: 'account',
  of: () => [inAccount('CustomPolicy', null)],
})

/** Lists custom policies in order of creation; of an environment also those for all environments (facts 11, U21). */
export const listCustomPolicies = reading<
  {
    readonly level: Level
    readonly environmentId?: string
    readonly isEnabled?: boolean
    readonly cursor: string | null
  },
  { readonly policies: readonly CustomPolicyRecord[]; readonly nextCursor: string | null }
>({
  name: 'custom-policy.list',
  summary: 'List the custom policies of the account or of an environment.',
  access: { type: 'requires', needs: [needOnAll('read')] },
  run: async ({ level, environmentId: id, isEnabled, cursor }, deed) => {
    if (id !== undefined) requireEnvironment(id, deed)
    const filter = {
      level,
      ...(id !== undefined && id !== 'all' && { coveringEnvironment: environmentId(id) }),
      ...(isEnabled !== undefined && { isEnabled }),
    }
    const after = cursor === null ? null : await readPosition(deed, cursor)
    const page = { limit: pageLength + 1, ...(after !== null && { after }) }
    const found = await deed.store.listCustomPolicies(deed.caller.accountId, filter, page)
    const policies = found.slice(0, pageLength)
    const last = policies.at(-1)
    const nextCursor =
      found.length > pageLength && last !== undefined ? writeCursor([String(last.createdAt), last.id]) : null
    return { policies, nextCursor }
  },
})

/** Shows one custom policy. */
export const getCustomPolicy = reading<{ readonly policyId: string }, CustomPolicyRecord>({
  name: 'custom-policy.get',
  summary: 'Show a custom policy.',
  access: { type: 'requires', needs: [needTo('read')] },
  run: ({ policyId }, deed) => getPolicy(deed, policyId),
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
  access: { type: 'requires', needs: [needOnAll('create')] },
  plan: () => ['custom_policies'],
  gains: async (input, deed) => gainsOf(null, readContent(input, deed)),
  run: async (input, deed) => {
    const content = readContent(input, deed)
    await requireFreeStatement(deed, content, null)
    const id = deed.house.ids.customPolicy()
    const record = { ...content, id, accountId: deed.caller.accountId, createdAt: deed.at, updatedAt: deed.at }
    await deed.store.put('custom_policy', record)
    return record
  },
})

/** Replaces a custom policy whole. */
export const updateCustomPolicy = writing<CustomPolicyContent & { readonly policyId: string }, CustomPolicyRecord>({
  name: 'custom-policy.update',
  summary: 'Replace a custom policy.',
  access: { type: 'requires', needs: [needTo('update')] },
  plan: () => ['custom_policies'],
  gains: async (input, deed) => gainsOf(await getPolicy(deed, input.policyId), readContent(input, deed)),
  run: async (input, deed) => {
    const standing = await getPolicy(deed, input.policyId)
    const content = readContent(input, deed)
    await requireFreeStatement(deed, content, standing)
    const record = { ...standing, ...content, updatedAt: deed.at }
    await deed.store.put('custom_policy', record)
    return record
  },
})

/** Deletes a custom policy. Whoever deletes a forbid must hold what it forbade. */
export const deleteCustomPolicy = writing<{ readonly policyId: string }, undefined>({
  name: 'custom-policy.delete',
  summary: 'Delete a custom policy.',
  access: { type: 'requires', needs: [needTo('delete')] },
  gains: async ({ policyId }, deed) => gainsOf(await getPolicy(deed, policyId), null),
  run: async ({ policyId }, deed) => {
    await deed.store.delete('custom_policy', await getPolicy(deed, policyId))
    return undefined
  },
})

async function getPolicy(deed: Deed<Reader>, id: string): Promise<CustomPolicyRecord> {
  const key = { accountId: deed.caller.accountId, id: customPolicyId(id) }
  const policy = await deed.store.find('custom_policy', key)
  if (policy !== undefined) return policy
  throw refusal('not_found', { what: 'policy' }, { fields: [{ name: 'policyId', value: id }] })
}

type Content = Pick<CustomPolicyRecord, 'name' | 'description' | 'reach' | 'statement' | 'isEnabled'>

function readContent(input: CustomPolicyContent, deed: Deed<Transaction>): Content {
  const { name, description, isEnabled } = input
  requireName(name)
  requireDescription(description)
  return { name, description, reach: readReach(input, deed), statement: normalizeStatement(input.statement), isEnabled }
}

function readReach({ level, environmentId: id }: CustomPolicyContent, deed: Deed<Transaction>): ReachScope {
  if (level === 'account') return { type: 'account' }
  if (id === null) throw refusal('missing_fields', undefined, { fields: [{ name: 'environmentId' }] })
  requireEnvironment(id, deed)
  return { type: 'environment', environmentId: id === 'all' ? 'all' : environmentId(id) }
}

/** What someone may gain when a policy takes the place of another: a new permit's, and what an old forbid forbade. */
function gainsOf(before: CustomPolicyRecord | null, after: Content | null): readonly Gain[] {
  const isSame = before !== null && after !== null && describes(before) === describes(after)
  const gains: Gain[] = []
  if (isSame) return gains
  if (before?.isEnabled === true && isForbid(before)) gains.push({ type: 'policy', policy: before })
  if (after?.isEnabled === true && !isForbid(after)) {
    gains.push({ type: 'policy', policy: { ...after, id: before?.id ?? customPolicyId('') } })
  }
  return gains
}

function isForbid({ statement }: Content): boolean {
  const parsed = parsePolicies(statement)
  return 'errors' in parsed || parsed.policies.some(({ effect }) => effect === 'forbid')
}

const describes = ({ statement, reach, isEnabled }: Content): string => JSON.stringify([statement, reach, isEnabled])

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

async function readPosition(deed: Deed<Reader>, cursor: string): Promise<CustomPolicyRecord> {
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

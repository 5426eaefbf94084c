// An account that is large in everything that people see in lists.
import * as Ids from '../../src/domain/ids.ts'
import type { AssignmentRecord } from '../../src/domain/records.ts'
import type { Attribution, Store, Transaction } from '../../src/store/store.ts'

/** How many there are of each thing. */
export interface Many {
  readonly users: number
  readonly groups: number
  readonly apiKeys: number
  readonly accountKeys: number
  readonly roles: number
  /** Product environments besides. */
  readonly environments: number
  /** Entries of the change log besides. */
  readonly changes: number
}

/** What an administrator of a very large account sees. */
export const veryMany: Many = {
  ...{ users: 100_000, groups: 5000, apiKeys: 3000, accountKeys: 1000 },
  ...{ roles: 2000, environments: 300, changes: 200 },
}

interface Where {
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
}

const batch = 2000
const attribution: Attribution = {
  by: { type: 'operator', id: 'many' },
  operation: 'user.update',
  requestId: null,
  at: 1,
}
const stamp = { createdAt: 1, updatedAt: 1 }
const userIdOf = (number: number) => Ids.userId(`many-user-${number}`)
const groupIdOf = (number: number) => Ids.groupId(`many-group-${number}`)

/** Fills an account through its store; every user is in the group `Everybody`, and in one of the others. */
export async function fillWithMany(store: Store, where: Where, many: Many = veryMany): Promise<void> {
  const run = (work: (transaction: Transaction) => Promise<void>) => store.transact(where.accountId, attribution, work)
  await run((transaction) => putGroups(transaction, where, many))
  await run((transaction) => putKeys(transaction, where, many))
  await run((transaction) => putRoles(transaction, where, many))
  await run((transaction) => putEnvironments(transaction, where, many))
  for (let start = 0; start < many.users; start += batch) {
    await run((transaction) => putUsers(transaction, where, many, start))
  }
  for (let number = 0; number < many.changes; number++) {
    await run((transaction) =>
      transaction.put('group', { ...stamp, accountId: where.accountId, id: groupIdOf(0), name: `Everybody ${number}` }),
    )
  }
}

const numbers = (count: number, from = 0): readonly number[] => Array.from({ length: count }, (_, at) => from + at)

const role = ({ accountId }: Where, principal: AssignmentRecord['principal'], number: number): AssignmentRecord => ({
  ...stamp,
  ...{
    accountId,
    principal,
    id: Ids.assignmentId(`many-${principal.type}-${number}`),
    parameter: null,
    expiresAt: null,
  },
  roleId: Ids.roleId(number % 2 === 0 ? 'cld::role::prodenv::ml_user' : 'cld::role::prodenv::moderator'),
  reach: { type: 'environment', environmentId: 'all' },
})

async function putGroups(transaction: Transaction, where: Where, { groups }: Many): Promise<void> {
  const { accountId } = where
  const all = numbers(groups)
  await transaction.putAll(
    'group',
    all.map((number) => ({
      ...stamp,
      accountId,
      id: groupIdOf(number),
      name: number === 0 ? 'Everybody' : `Team ${number}`,
    })),
  )
  await transaction.putAll(
    'assignment',
    all.map((number) => role(where, { type: 'group', id: groupIdOf(number) }, number)),
  )
}

async function putKeys(
  transaction: Transaction,
  { accountId, environmentId }: Where,
  { apiKeys, accountKeys }: Many,
): Promise<void> {
  const common = { ...stamp, accountId, isEnabled: true, purpose: 'Fetches pictures', createdBy: null, ownerId: null }
  await transaction.putAll(
    'api_key',
    numbers(apiKeys).map((number) => ({
      ...common,
      ...{ id: Ids.apiKeyId(`9${number}`), environmentId, name: `Program ${number}`, dedicatedFor: [], isRoot: false },
    })),
  )
  await transaction.putAll(
    'account_key',
    numbers(accountKeys).map((number) => ({ ...common, id: Ids.accountKeyId(`8${number}`), name: `Script ${number}` })),
  )
  await transaction.putAll(
    'assignment',
    numbers(apiKeys).map((number) =>
      role({ accountId, environmentId }, { type: 'api_key', id: Ids.apiKeyId(`9${number}`) }, number),
    ),
  )
}

const putRoles = (transaction: Transaction, { accountId }: Where, { roles }: Many): Promise<void> =>
  transaction.putAll(
    'role',
    numbers(roles).map((number) => ({
      ...stamp,
      ...{ accountId, id: Ids.roleId(`many-role-${number}`), name: `Duty ${number}`, description: null },
      ...{ kind: 'global' as const, level: 'environment' as const, permissionIds: [] },
    })),
  )

const putEnvironments = (transaction: Transaction, { accountId }: Where, { environments }: Many): Promise<void> =>
  transaction.putAll(
    'environment',
    numbers(environments).map((number) => ({
      ...stamp,
      ...{ accountId, id: Ids.environmentId(`many-environment-${number}`), name: `Brand ${number}` },
      ...{ cloudName: `brand-${number}`, isEnabled: true, customAttributes: null },
    })),
  )

async function putUsers(transaction: Transaction, where: Where, many: Many, from: number): Promise<void> {
  const { accountId } = where
  const all = numbers(Math.min(batch, many.users - from), from)
  await transaction.putAll(
    'user',
    all.map((number) => ({
      ...stamp,
      ...{ accountId, id: userIdOf(number), name: `Person ${number}`, email: `person${number}@many.example` },
      ...{ isEnabled: true, isPending: isInvited(number), hasAllEnvironments: true },
    })),
  )
  for (const number of all.filter(isInvited)) await invite(transaction, where, number)
  await transaction.putAll(
    'membership',
    all.flatMap((number) =>
      [0, 1 + (number % (many.groups - 1))].map((group) => ({
        ...{ accountId, groupId: groupIdOf(group), userId: userIdOf(number), createdAt: 1 },
      })),
    ),
  )
  await transaction.putAll(
    'assignment',
    all.map((number) => role(where, { type: 'user', id: userIdOf(number) }, number)),
  )
}

/** One in five has not accepted yet, and of one in fifty the letter could not be sent. */
const isInvited = (number: number): boolean => number % 5 === 0

const invite = (transaction: Transaction, { accountId }: Where, number: number): Promise<void> =>
  transaction.identity.tokens.put({
    ...{ id: `many-invitation-${number}`, kind: 'invitation', accountId, userId: userIdOf(number) },
    ...{ createdAt: number, expiresAt: 4_000_000_000_000 },
    sending:
      number % 50 === 0
        ? { outcome: 'failed', failure: 'unreachable', at: number }
        : { outcome: 'mailed', failure: null, at: number },
  })

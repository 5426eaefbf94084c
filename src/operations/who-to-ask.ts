import { namedByRules } from '../domain/catalogue/system-catalogue.ts'
import { userId, type AccountId } from '../domain/ids.ts'
import type { Principal } from '../domain/principal.ts'
import type { UserRecord } from '../domain/records.ts'
import { isAccountMasterAdmin } from '../engine/answers/holdings.ts'
import type { House } from './house.ts'

/** So many people are named to who lacks a permission. */
const mostNamed = 3

/**
 * Finds people who could give anyone in the account anything: users who are active and, by themselves or a group, Master
 * Admins of it. Everybody who is signed in to an account may know whom to ask.
 *
 * @returns at most three
 */
export async function findWhoToAsk(
  { accounts, clock, store }: House,
  accountId: AccountId,
): Promise<readonly UserRecord[]> {
  const { snapshot } = await accounts.engineOf(accountId)
  const filter = { roleIds: [namedByRules.accountMasterAdmin], level: 'account' } as const
  const assignments = await store.listAssignments(accountId, filter, { limit: 50 })
  const candidates = assignments.flatMap(({ principal }): readonly Principal[] =>
    principal.type === 'group'
      ? [...(snapshot.holders.find(principal)?.members ?? [])].map((member) => member.principal)
      : [principal],
  )
  const people = new Map<string, UserRecord>()
  for (const candidate of candidates) {
    if (people.size >= mostNamed) break
    if (candidate.type !== 'user' || !isAccountMasterAdmin(snapshot, candidate, clock())) continue
    const user = await store.find('user', { accountId, id: userId(candidate.id) })
    if (user !== undefined) people.set(user.id, user)
  }
  return [...people.values()]
}

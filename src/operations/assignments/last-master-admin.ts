import { namedByRules } from '../../domain/catalogue/system-catalogue.ts'
import { refusal } from '../../domain/errors.ts'
import { isExpired } from '../../domain/instant.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/**
 * Refuses a change that leaves the account without anyone who can administer it: a user, directly or through a group, or
 * an account key, that is active and has the account's Master Admin role. Called at the end of every deed that takes
 * assignments away.
 *
 * @param removed what the deed took away; nothing is tried when no active Master Admin is among it
 * @throws Refusal `last_master_admin`
 */
export async function requireMasterAdmin(
  removed: readonly Pick<AssignmentRecord, 'principal' | 'roleId'>[],
  deed: Deed<Transaction>,
): Promise<void> {
  const roleIds = [namedByRules.accountMasterAdmin]
  if (!removed.some(({ principal, roleId }) => roleIds.includes(roleId) && isActive(principal, deed))) return
  const left = await deed.store.listAssignments(deed.caller.accountId, { roleIds, level: 'account' })
  const isAdministered = left.some(
    ({ principal, expiresAt }) => !isExpired(expiresAt, deed.at) && isActive(principal, deed),
  )
  if (!isAdministered) throw refusal('last_master_admin', undefined)
}

function isActive(principal: Principal, { engine }: Deed<Transaction>): boolean {
  const holder = engine.snapshot.holders.find(principal)
  if (principal.type !== 'group') return holder?.isActive === true && principal.type !== 'api_key'
  return [...(holder?.members ?? [])].some((member) => member.isActive)
}

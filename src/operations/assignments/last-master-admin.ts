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
 * assignments away. A role that ends some day doesn't take the place of one that doesn't.
 *
 * @param removed what the deed took away; nothing is tried when no active Master Admin is among it
 * @throws Refusal `last_master_admin`
 */
export async function requireMasterAdmin(removed: readonly AssignmentRecord[], deed: Deed<Transaction>): Promise<void> {
  const lost = removed.filter((one) => one.roleId === namedByRules.accountMasterAdmin && administers(one, deed))
  if (lost.length === 0) return
  const left = await deed.store.listAssignments(deed.caller.accountId, {
    roleIds: [namedByRules.accountMasterAdmin],
    level: 'account',
  })
  const isLasting = lost.some(({ expiresAt }) => expiresAt === null)
  const isAdministered = left.some((one) => administers(one, deed) && (!isLasting || one.expiresAt === null))
  if (!isAdministered) throw refusal('last_master_admin', undefined)
}

const administers = ({ principal, expiresAt }: AssignmentRecord, deed: Deed<Transaction>): boolean =>
  !isExpired(expiresAt, deed.at) && isActive(principal, deed)

function isActive(principal: Principal, { engine }: Deed<Transaction>): boolean {
  const holder = engine.snapshot.holders.find(principal)
  if (principal.type !== 'group') return holder?.isActive === true && principal.type !== 'api_key'
  return [...(holder?.members ?? [])].some((member) => member.isActive)
}

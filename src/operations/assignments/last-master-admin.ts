import { namedByRules } from '../../domain/catalogue/system-catalogue.ts'
import { refusal } from '../../domain/errors.ts'
import type { GroupId, UserId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import { isSamePrincipal, principal, type Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Transaction } from '../../store/store.ts'
import { listAll } from '../paging.ts'
import type { Deed } from '../operation.ts'

/** What a deed takes from those who administer the account. */
export interface Departure {
  /** Assignments that no longer stand. */
  readonly assignments?: readonly AssignmentRecord[]
  /** Users and keys that are disabled or deleted, groups that are deleted. */
  readonly principals?: readonly Principal[]
  /** Users that leave a group. */
  readonly memberships?: readonly { readonly userId: UserId; readonly groupId: GroupId }[]
}

/**
 * Refuses a change that leaves the account without anyone who can administer it: a user, directly or through a group, or
 * an account key, that is active and has the account's Master Admin role. Called by every deed that takes assignments,
 * memberships or principals away: after it has deleted assignments, before it deletes anything else. A role that ends
 * some day doesn't take the place of one that doesn't.
 *
 * @param departure what the deed takes away; nothing is tried when no active Master Admin is lost by it
 * @throws Refusal `last_master_admin`
 */
export async function requireMasterAdmin(departure: Departure, deed: Deed<Transaction>): Promise<void> {
  const standing = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(
      deed.caller.accountId,
      { roleIds: [namedByRules.accountMasterAdmin], level: 'account' },
      page,
    ),
  )
  const taken = (departure.assignments ?? []).filter(({ roleId }) => roleId === namedByRules.accountMasterAdmin)
  const stays = (one: AssignmentRecord): boolean => !taken.some(({ id }) => id === one.id)
  const left = standing.filter((one) => stays(one) && administers(one, deed, departure))
  const lost = [...taken, ...standing].filter((one) => administers(one, deed, {}) && !left.includes(one))
  if (lost.length === 0) return
  const isLasting = lost.some(({ expiresAt }) => expiresAt === null)
  if (!left.some(({ expiresAt }) => !isLasting || expiresAt === null)) throw refusal('last_master_admin', undefined)
}

const administers = (one: AssignmentRecord, deed: Deed<Transaction>, departure: Departure): boolean =>
  !isExpired(one.expiresAt, deed.at) && hasActive(one.principal, deed, departure)

/** Tells whether a user or account key is active, or a group has an active user, once some have gone. */
function hasActive(
  holding: Principal,
  { engine }: Deed<Transaction>,
  { principals = [], memberships = [] }: Departure,
): boolean {
  const isGone = (one: Principal): boolean => principals.some((gone) => isSamePrincipal(gone, one))
  const holder = engine.snapshot.holders.find(holding)
  if (holder === undefined || isGone(holding)) return false
  if (holding.type !== 'group') return holder.isActive && holding.type !== 'api_key'
  const hasLeft = (user: Principal): boolean =>
    memberships.some(
      ({ userId, groupId }) => groupId === holding.id && isSamePrincipal(principal('user', userId), user),
    )
  return [...(holder.members ?? [])].some(
    (member) => member.isActive && !isGone(member.principal) && !hasLeft(member.principal),
  )
}

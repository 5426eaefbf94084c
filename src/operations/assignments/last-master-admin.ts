import { namedByRules } from '../../domain/catalogue/system-catalogue.ts'
import { refusal } from '../../domain/errors.ts'
import type { GroupId, UserId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import { isSamePrincipal, principal, type Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Transaction } from '../../store/store.ts'
import { listAll } from '../paging.ts'
import { inAccount, type Deed } from '../operation.ts'

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
 * an account key, that is active, has the account's Master Admin role, and isn't kept by a custom policy from lifting
 * custom policies. Called by every deed that takes assignments,
 * memberships or principals away: after it has deleted assignments, before it deletes anything else. A role that ends
 * some day doesn't take the place of one that doesn't.
 *
 * @param departure what the deed takes away; nothing is tried when no active Master Admin is lost by it
 * @throws Refusal `last_master_admin`
 */
export async function requireMasterAdmin(departure: Departure, deed: Deed<Transaction>): Promise<void> {
  const standing = await listOfMasterAdmin(deed)
  const taken = (departure.assignments ?? []).filter(({ roleId }) => roleId === namedByRules.accountMasterAdmin)
  const stays = (one: AssignmentRecord): boolean => !taken.some(({ id }) => id === one.id)
  const left = standing.filter((one) => stays(one) && administers(one, deed, departure))
  const lost = [...taken, ...standing].filter((one) => administers(one, deed, {}) && !left.includes(one))
  if (lost.length === 0) return
  const isLasting = lost.some(({ expiresAt }) => expiresAt === null)
  if (!left.some(({ expiresAt }) => !isLasting || expiresAt === null)) throw refusal('last_master_admin', undefined)
}

/** Lists the active users and account keys that have the account's Master Admin role, directly or through a group. */
export async function listMasterAdmins(deed: Deed<Transaction>): Promise<readonly Principal[]> {
  const standing = await listOfMasterAdmin(deed)
  return standing.filter(({ expiresAt }) => !isExpired(expiresAt, deed.at)).flatMap((one) => peopleOf(one, deed))
}

const listOfMasterAdmin = ({ store, caller }: Deed<Transaction>): Promise<readonly AssignmentRecord[]> =>
  listAll<AssignmentRecord>((page) =>
    store.listAssignments(caller.accountId, { roleIds: [namedByRules.accountMasterAdmin], level: 'account' }, page),
  )

/** Tells whether by this assignment somebody administers the account, once some have gone. */
function administers(one: AssignmentRecord, deed: Deed<Transaction>, departure: Departure): boolean {
  const { principals = [], memberships = [] } = departure
  const isGone = (gone: Principal): boolean => principals.some((other) => isSamePrincipal(other, gone))
  const hasLeft = (user: Principal): boolean =>
    memberships.some(
      ({ userId, groupId }) => groupId === one.principal.id && isSamePrincipal(principal('user', userId), user),
    )
  return (
    !isExpired(one.expiresAt, deed.at) &&
    !isGone(one.principal) &&
    peopleOf(one, deed).some((holder) => !isGone(holder) && !hasLeft(holder) && mayLiftPolicies(holder, deed))
  )
}

/** The active users and account keys that hold what is assigned. */
function peopleOf({ principal: holding }: AssignmentRecord, { engine }: Deed<Transaction>): readonly Principal[] {
  const holder = engine.snapshot.holders.find(holding)
  const holders = holding.type === 'group' ? [...(holder?.members ?? [])] : holder === undefined ? [] : [holder]
  return holders
    .filter(({ isActive, principal: { type } }) => isActive && type !== 'api_key')
    .map((one) => one.principal)
}

/** Whom a custom policy forbids to take policies away administers nothing: nobody else may be left to take it away. */
const mayLiftPolicies = (holder: Principal, { engine, at }: Deed<Transaction>): boolean =>
  engine.decide({ principal: holder, action: 'delete', ...inAccount('CustomPolicy', null), at }).outcome === 'allow'

import type { LegacyRole } from '../../domain/catalogue/legacy-mapping.ts'
import type { GroupId, UserId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import { principal } from '../../domain/principal.ts'
import type {
  AssignmentRecord,
  EnvironmentAccessRecord,
  EnvironmentRecord,
  GroupRecord,
  MembershipRecord,
  UserRecord,
} from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { inAccount, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { rolesOfBundle, standingBundle } from './standing-bundle.ts'

/** A user with what is shown of it; groups, environments and role only where the caller may read them. */
export interface UserDetail {
  readonly user: UserRecord
  /** The bundle whose roles are exactly those that the user itself has everywhere; null when none is. */
  readonly role: LegacyRole | null
  /** The environments that are open to it, in order of creation. */
  readonly environments: readonly EnvironmentRecord[]
  /** In order of creation. */
  readonly groups: readonly GroupRecord[]
  /** Null when it never signed in. */
  readonly lastLoginAt: Instant | null
  readonly hasSecondFactor: boolean
}

/** Shows users, in the order given. */
export async function describeUsers(users: readonly UserRecord[], deed: Deed<Reader>): Promise<readonly UserDetail[]> {
  const environments = await readableEnvironments(deed)
  const [memberships, access] = [await membershipsOf(users, deed), await accessOf(users, deed)]
  const named = new Set([...memberships.values()].flatMap((all) => all.map(({ groupId }) => groupId)))
  const groups = await readableGroupsOf(named, deed)
  const [roleById, loginById] = [
    await findRoles(users, deed),
    await deed.store.listLastLogins(deed.caller.accountId, onlyFew(users)),
  ]
  const secondFactors = await deed.store.listSecondFactors(deed.caller.accountId, onlyFew(users))
  return users.map((user) => {
    const groupIds = new Set(memberships.get(user.id)?.map(({ groupId }) => groupId))
    const openIds = new Set(access.get(user.id)?.map(({ environmentId }) => environmentId))
    return {
      user,
      role: roleById.get(user.id) ?? null,
      environments: environments.filter(({ id }) => user.hasAllEnvironments || openIds.has(id)),
      groups: groups.filter(({ id }) => groupIds.has(id)),
      lastLoginAt: loginById.get(user.id) ?? null,
      hasSecondFactor: secondFactors.has(user.id),
    }
  })
}

/** Shows one user. */
export async function describeUser(user: UserRecord, deed: Deed<Reader>): Promise<UserDetail> {
  const [detail] = await describeUsers([user], deed)
  if (detail === undefined) throw new Error('a user was not described')
  return detail
}

/** The environments that the caller may read, in order of creation. */
export async function readableEnvironments(deed: Deed<Reader>): Promise<readonly EnvironmentRecord[]> {
  const environments = await deed.store.listEnvironments(deed.caller.accountId)
  return environments.filter(({ id }) => deed.may('read', inAccount('ProductEnvironment', id)))
}

/** The groups that the caller may read, in order of creation, then of id. */
export async function readableGroups(deed: Deed<Reader>): Promise<readonly GroupRecord[]> {
  const groups = await listAll<GroupRecord>((page) => deed.store.list('group', deed.caller.accountId, page))
  return groups
    .filter(({ id }) => deed.may('read', inAccount('Group', id)))
    .sort((one, other) => one.createdAt - other.createdAt)
}

/** So many groups are looked up one by one; more are listed with all others. */
const fewGroups = 100

async function readableGroupsOf(ids: ReadonlySet<GroupId>, deed: Deed<Reader>): Promise<readonly GroupRecord[]> {
  if (ids.size > fewGroups) return (await readableGroups(deed)).filter(({ id }) => ids.has(id))
  const found: GroupRecord[] = []
  for (const id of ids) {
    const group = await deed.store.find('group', { accountId: deed.caller.accountId, id })
    if (group !== undefined && deed.may('read', inAccount('Group', id))) found.push(group)
  }
  return found.sort((one, other) => one.createdAt - other.createdAt)
}

/** Finds the roles that lists show; what the caller may not know of a role is null. */
async function findRoles(
  users: readonly UserRecord[],
  deed: Deed<Reader>,
): Promise<ReadonlyMap<UserId, LegacyRole | null>> {
  const assigned = new Map<string, AssignmentRecord[]>()
  for (let start = 0; start < users.length; start += principalsAtOnce) {
    const principals = users.slice(start, start + principalsAtOnce).map(({ id }) => principal('user', id))
    const filter = { principals, parameter: null }
    const found = await listAll<AssignmentRecord>((page) =>
      deed.store.listAssignments(deed.caller.accountId, filter, page),
    )
    for (const one of found) assigned.set(one.principal.id, [...(assigned.get(one.principal.id) ?? []), one])
  }
  return new Map(
    users.map(({ id }) => {
      const role = standingBundle(assigned.get(id) ?? [], deed.at)
      return [id, role !== null && mayReadBundle(role, deed) ? role : null]
    }),
  )
}

/** Tells whether the caller may know of somebody that this is the role. */
export const mayReadBundle = (role: LegacyRole, deed: Deed<Reader>): boolean =>
  rolesOfBundle(role).every(({ roleId }) => deed.may('read', inAccount('Role', roleId)))

const principalsAtOnce = 500

/** Those of a page are asked about by name; of more users, everything is read at once. */
const onlyFew = (users: readonly UserRecord[]): readonly UserId[] | undefined =>
  users.length <= principalsAtOnce ? users.map(({ id }) => id) : undefined

type ByUser<T> = ReadonlyMap<UserId, readonly T[]>

async function membershipsOf(users: readonly UserRecord[], deed: Deed<Reader>): Promise<ByUser<MembershipRecord>> {
  const { store, caller } = deed
  const few = onlyFew(users)
  const all = few
    ? await store.listMembershipsOf(caller.accountId, few)
    : await listAll<MembershipRecord>((page) => store.list('membership', caller.accountId, page))
  return Map.groupBy(all, ({ userId }) => userId)
}

async function accessOf(users: readonly UserRecord[], deed: Deed<Reader>): Promise<ByUser<EnvironmentAccessRecord>> {
  const { store, caller } = deed
  const few = onlyFew(users)
  const all = few
    ? await store.listAccessOfUsers(caller.accountId, few)
    : await listAll<EnvironmentAccessRecord>((page) => store.list('environment_access', caller.accountId, page))
  return Map.groupBy(all, ({ userId }) => userId)
}

import { sql } from 'kysely'
import type { AccountId, EnvironmentId, GroupId, RoleId, UserId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { EnvironmentAccessRecord, MembershipRecord, UserRecord } from '../domain/records.ts'
import type { ReachScope } from '../domain/scope.ts'
import {
  invitationJoin,
  isInState,
  rankOfInvitation,
  type InvitationFilter,
  type InvitationOrder,
} from './invitation-lists.ts'
import { emailCell, nameCell, principalTypeCell, reachCell, statusCell } from './cells.ts'
import type { Clause, Database } from './row.ts'
import { allOf, anyOf, integer, isEqual, isOneOf, rowOf, rowsOf, text } from './row.ts'
import { select } from './select.ts'

/** Which users; what is absent doesn't matter, an empty list matches none. */
export interface UserFilter {
  readonly ids?: readonly UserId[]
  /** Compared in lower case. */
  readonly emails?: readonly string[]
  /** How the name or the e-mail begins, in any case. */
  readonly prefix?: string
  /** What stands somewhere in the name or the e-mail, in any case; every user of the account is looked at for it. */
  readonly part?: string
  /** Disabled ones are that alone, pending or not. */
  readonly status?: 'active' | 'pending' | 'disabled'
  /** Those to whom this environment is open. */
  readonly environmentId?: EnvironmentId
  /** Those who are in this group. */
  readonly groupId?: GroupId
  readonly isPending?: boolean
  readonly invitation?: InvitationFilter
  readonly lastLogin?: LoginSpan
}

/** Those who signed in last within a span of time; `isWithin` false: all others, also who never did. */
export interface LoginSpan {
  readonly isWithin: boolean
  /** Null: since ever. */
  readonly from: Instant | null
  /** The instant after the last one; null: until now. */
  readonly to: Instant | null
}

/** Some global roles, where they are given. */
export type RoleSet = readonly { readonly roleId: RoleId; readonly reach: ReachScope }[]

/** In which order: users that are alike in it are in the order of ids, or against it with `isDescending`. */
export interface UserOrder {
  /** Who never signed in comes before all others by `activity`; `status` is active, pending, disabled. */
  readonly by: 'id' | 'name' | 'email' | 'status' | 'activity' | 'created_at' | RoleSetOrder | InvitationOrder
  readonly isDescending: boolean
}

/** By the first of the sets that is exactly what the user's own global roles are at an instant; none comes last. */
export interface RoleSetOrder {
  readonly sets: readonly RoleSet[]
  readonly at: Instant
}

/** Part of a list of users; `limit` null: to the end. */
export interface UserPage {
  readonly offset: number
  readonly limit: number | null
}

/** Lists users, and what is joined to many of them at once. */
export interface UserLister {
  listUsers(accountId: AccountId, filter: UserFilter, order: UserOrder, page: UserPage): Promise<readonly UserRecord[]>
  /** How many users pass a filter. */
  countUsers(accountId: AccountId, filter: UserFilter): Promise<number>
  /** The memberships of some users, in the order of groups, then of users. */
  listMembershipsOf(accountId: AccountId, userIds: readonly UserId[]): Promise<readonly MembershipRecord[]>
  /** As {@link listAccessOf} for some users, in the order of users, then of environments. */
  listAccessOfUsers(accountId: AccountId, userIds: readonly UserId[]): Promise<readonly EnvironmentAccessRecord[]>
}

/** Makes the part of a reader that lists users. */
export function createUserLister(database: Database): UserLister {
  const ofUsers = (accountId: AccountId, userIds: readonly UserId[]) => ({
    where: [isEqual('account_id', accountId), isOneOf('user_id', userIds)],
  })
  return {
    listUsers: (accountId, filter, order, page) => listUsers(database, accountId, filter, order, page),
    countUsers: (accountId, filter) => countUsers(database, accountId, filter),
    listMembershipsOf: (accountId, userIds) => select(database, 'membership', ofUsers(accountId, userIds)),
    listAccessOfUsers: (accountId, userIds) => select(database, 'environment_access', ofUsers(accountId, userIds)),
  }
}

/** What is passed over is passed over in an index: only the ids are sorted, and the rows read are those of the page. */
async function listUsers(
  database: Database,
  accountId: AccountId,
  filter: UserFilter,
  { by, isDescending }: UserOrder,
  { offset, limit }: UserPage,
): Promise<readonly UserRecord[]> {
  const where = whereOf(accountId, filter)
  const direction = isDescending ? sql`desc` : sql`asc`
  // The members of a group lie in the order of their ids.
  const id = sql.ref(filter.groupId === undefined ? 'users.id' : 'member.user_id')
  const order = sql.join([...rankOf(by), id].map((one) => sql`${one} ${direction}`))
  // Either database demands a limit before an offset, or reads one without: the largest number is none.
  const part = sql`limit ${limit ?? Number.MAX_SAFE_INTEGER} offset ${offset}`
  const joined = sql`${memberJoin(filter)} ${invitedJoin(filter, by)} ${joinOf(by, accountId)}`
  const ids = await rowsOf(database, sql`select users.id from users ${joined} where ${where} order by ${order} ${part}`)
  return inOrder(
    database,
    accountId,
    ids.map((row) => text(row, 'id')),
  )
}

async function countUsers(database: Database, accountId: AccountId, filter: UserFilter): Promise<number> {
  const where = whereOf(accountId, filter)
  const joined = sql`${memberJoin(filter)} ${invitedJoin(filter)}`
  const row = await rowOf(database, sql`select count(*) as total from users ${joined} where ${where}`)
  return row === undefined ? 0 : integer(row, 'total')
}

const whereOf = (accountId: AccountId, filter: UserFilter): Clause =>
  allOf([isEqual('users.account_id', accountId), ...userClauses(filter)])

const atOnce = 500

async function inOrder(
  database: Database,
  accountId: AccountId,
  ids: readonly string[],
): Promise<readonly UserRecord[]> {
  const users: UserRecord[] = []
  for (let start = 0; start < ids.length; start += atOnce) {
    const some = ids.slice(start, start + atOnce)
    const found = await select(database, 'user', { where: [isEqual('account_id', accountId), isOneOf('id', some)] })
    const byId = new Map<string, UserRecord>(found.map((user) => [user.id, user]))
    users.push(...some.flatMap((id) => byId.get(id) ?? []))
  }
  return users
}

function userClauses(filter: UserFilter): readonly Clause[] {
  const { ids, emails, prefix, part, status, isPending, invitation, environmentId, lastLogin } = filter
  const isHas = (table: string, more: Clause): Clause =>
    sql`exists (select 1 from ${sql.table(table)} as one
      where one.account_id = users.account_id and one.user_id = users.id and ${more})`
  return [
    ...(ids === undefined ? [] : [isOneOf('users.id', ids)]),
    ...(emails === undefined ? [] : [isOneOf('users.email_key', emails.map(emailCell))]),
    ...(prefix === undefined || prefix === '' ? [] : [beginsWith(prefix)]),
    ...(part === undefined || part === '' ? [] : [contains(part)]),
    ...(status === undefined ? [] : [isEqual('users.status', statusCell(statuses[status]))]),
    ...(isPending === undefined ? [] : [isEqual('users.is_pending', isPending ? 1 : 0)]),
    ...(invitation === undefined ? [] : [isInState(invitation)]),
    ...(environmentId === undefined
      ? []
      : [
          anyOf([
            isEqual('users.has_all_environments', 1),
            isHas('environment_access', isEqual('one.environment_id', environmentId)),
          ]),
        ]),
    ...(lastLogin === undefined
      ? []
      : [sql`${lastLogin.isWithin ? sql`` : sql`not`} ${isHas('user_logins', spanOf(lastLogin))}`]),
  ]
}

const memberJoin = ({ groupId }: UserFilter): Clause =>
  groupId === undefined
    ? sql``
    : sql`join memberships as member on member.account_id = users.account_id and member.group_id = ${groupId}
        and member.user_id = users.id`

const invitedJoin = ({ invitation }: UserFilter, by?: UserOrder['by']): Clause =>
  invitation !== undefined || (typeof by === 'object' && 'invitation' in by) ? invitationJoin : sql``

const spanOf = ({ from, to }: LoginSpan): Clause =>
  allOf([sql`one.at >= ${from ?? Number.MIN_SAFE_INTEGER}`, sql`one.at < ${to ?? Number.MAX_SAFE_INTEGER}`])

/** The last character there is: whatever begins with a text comes before the text with it behind. */
const last = '\u{10FFFF}'

function beginsWith(prefix: string): Clause {
  const isBetween = (column: string, from: string): Clause =>
    sql`(${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${from + last})`
  return anyOf([
    isBetween('users.name_key', nameCell(prefix)),
    isBetween('users.email_key', emailCell(prefix.normalize('NFC'))),
  ])
}

function contains(part: string): Clause {
  const isIn = (column: string, cell: string): Clause =>
    sql`${sql.ref(column)} like ${`%${cell.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} escape ${'\\'}`
  return anyOf([isIn('users.name_key', nameCell(part)), isIn('users.email_key', emailCell(part.normalize('NFC')))])
}

const statuses = {
  active: { isEnabled: true, isPending: false },
  pending: { isEnabled: true, isPending: true },
  disabled: { isEnabled: false, isPending: false },
} as const

function rankOf(by: UserOrder['by']): readonly Clause[] {
  if (typeof by === 'object') {
    if ('invitation' in by) return [rankOfInvitation(by)]
    return by.sets.length === 0 ? [] : [rankOfSets(by)]
  }
  switch (by) {
    case 'id':
      return []
    case 'name':
      return [sql`users.name_key`]
    case 'email':
      return [sql`users.email_key`]
    case 'status':
      return [sql`users.status`]
    case 'activity':
      return [sql`coalesce(logins.at, -1)`]
    case 'created_at':
      return [sql`users.created_at`]
  }
}

function joinOf(by: UserOrder['by'], accountId: AccountId): Clause {
  if (by === 'activity')
    return sql`left join user_logins as logins on logins.account_id = users.account_id and logins.user_id = users.id`
  if (typeof by === 'string' || !('sets' in by) || by.sets.length === 0) return sql``
  return sql`left join (${heldSets(by, accountId)}) as held on held.principal_id = users.id`
}

/** One row a user: how many global roles stand, and how many of each set. */
function heldSets({ sets, at }: RoleSetOrder, accountId: AccountId): Clause {
  const where = allOf([
    isEqual('account_id', accountId),
    isEqual('principal_type', principalTypeCell('user')),
    isEqual('parameter_id', ''),
    sql`(expires_at is null or expires_at > ${at})`,
  ])
  const counts = sets.map(
    (set, position) => sql`sum(case when ${isOfSet(set)} then 1 else 0 end) as ${sql.ref(`set_${position}`)}`,
  )
  return sql`select principal_id, count(*) as total, ${sql.join(counts)} from assignments
    where ${where} group by principal_id`
}

const isOfSet = (set: RoleSet): Clause =>
  anyOf(set.map(({ roleId, reach }) => sql`(role_id = ${roleId} and environment_id = ${reachCell(reach)})`))

function rankOfSets({ sets }: RoleSetOrder): Clause {
  const cases = sets.map(
    (set, position) =>
      sql`when held.total = ${set.length} and ${sql.ref(`held.set_${position}`)} = ${set.length} then cast(${position} as bigint)`,
  )
  return sql`case ${sql.join(cases, sql` `)} else cast(${sets.length} as bigint) end`
}

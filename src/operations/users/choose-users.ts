import { legacyRoles, type LegacyRole } from '../../domain/catalogue/legacy-mapping.ts'
import { refusal } from '../../domain/errors.ts'
import { environmentId, userId, type UserId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { EnvironmentAccessRecord, UserRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { listAll } from '../paging.ts'

/** What users can be ordered by; `activity` is the last sign-in. */
export type UserOrder = 'name' | 'role' | 'status' | 'activity' | 'created_at'

/** Which users; every filter that is given must let a user pass. */
export interface UserFilter {
  readonly ids?: readonly string[]
  /** Compared in lower case. */
  readonly emails?: readonly string[]
  /** How the name or the e-mail begins, in any case. */
  readonly prefix?: string
  /** Those to whom this environment is open. */
  readonly environmentId?: string
  readonly isPending?: boolean
  readonly lastLogin?: LoginFilter
}

/** Those who signed in last within a span of time; or `exclude`: all others, also who never did. */
export interface LoginFilter {
  readonly union: 'include' | 'exclude'
  /** Null: since ever. */
  readonly from: Instant | null
  /** The instant after the last one; null: until now. */
  readonly to: Instant | null
}

/** The longest list of ids or e-mails. */
const longestList = 100

/**
 * Reads the users that pass a filter, apart from {@link UserFilter.lastLogin}, in the order of ids.
 *
 * @throws Refusal `environment_unknown`, `invalid_fields` for a list that is too long
 */
export async function chooseUsers(filter: UserFilter, deed: Deed<Reader>): Promise<readonly UserRecord[]> {
  const { ids, emails, prefix, isPending } = filter
  for (const [name, list] of Object.entries({ ids, emails })) {
    if ((list?.length ?? 0) > longestList)
      throw refusal('invalid_fields', undefined, { fields: [{ name, value: list }] })
  }
  const openTo = await usersOfEnvironment(filter.environmentId, deed)
  const lowerEmails = emails && new Set(emails.map(toComparable))
  const beginning = prefix === undefined ? '' : toComparable(prefix)
  const found = ids === undefined ? await allUsers(deed) : await usersById(ids, deed)
  return found.filter(
    (user) =>
      (lowerEmails === undefined || lowerEmails.has(toComparable(user.email))) &&
      (toComparable(user.name).startsWith(beginning) || toComparable(user.email).startsWith(beginning)) &&
      (openTo === null || user.hasAllEnvironments || openTo.has(user.id)) &&
      (isPending === undefined || user.isPending === isPending),
  )
}

/** Tells whether a last sign-in passes a filter; null: there was none. */
export function passesLogin({ union, from, to }: LoginFilter, at: Instant | null): boolean {
  const isWithin = at !== null && (from === null || at >= from) && (to === null || at < to)
  return isWithin === (union === 'include')
}

/** What users are compared by. */
export interface Comparable {
  readonly user: UserRecord
  readonly role: LegacyRole | null
  readonly lastLoginAt: Instant | null
}

/** Makes the comparison of an order; who has no role comes after all roles, who never signed in before all others. */
export function compareUsers(by: UserOrder, isDescending: boolean): (one: Comparable, other: Comparable) => number {
  const step = isDescending ? -1 : 1
  return (one, other) => step * (compareBy[by](one, other) || compareTexts(one.user.id, other.user.id))
}

const compareBy: Readonly<Record<UserOrder, (one: Comparable, other: Comparable) => number>> = {
  name: ({ user: one }, { user: other }) => compareTexts(toComparable(one.name), toComparable(other.name)),
  role: (one, other) => rankOfRole(one.role) - rankOfRole(other.role),
  status: (one, other) => rankOfStatus(one.user) - rankOfStatus(other.user),
  activity: (one, other) => (one.lastLoginAt ?? -1) - (other.lastLoginAt ?? -1),
  created_at: ({ user: one }, { user: other }) => one.createdAt - other.createdAt,
}

/** Compared without regard to case and to the forms of Unicode; the same in every language. */
const toComparable = (text: string): string => text.normalize('NFC').toLowerCase()

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const rankOfRole = (role: LegacyRole | null): number => (role === null ? legacyRoles.length : legacyRoles.indexOf(role))

/** Active, pending, disabled. */
const rankOfStatus = ({ isEnabled, isPending }: UserRecord): number => (isEnabled ? (isPending ? 1 : 0) : 2)

const allUsers = (deed: Deed<Reader>): Promise<readonly UserRecord[]> =>
  listAll<UserRecord>((page) => deed.store.list('user', deed.caller.accountId, page))

async function usersById(ids: readonly string[], { store, caller }: Deed<Reader>): Promise<readonly UserRecord[]> {
  const { accountId } = caller
  const distinct = [...new Set(ids.map(userId))]
  const found = await Promise.all(distinct.map((id) => store.find('user', { accountId, id })))
  return found.filter((user) => user !== undefined)
}

/** Who was given an environment by itself; null when no environment is asked for. */
async function usersOfEnvironment(id: string | undefined, deed: Deed<Reader>): Promise<ReadonlySet<UserId> | null> {
  if (id === undefined) return null
  const key = { accountId: deed.caller.accountId, id: environmentId(id) }
  if ((await deed.store.find('environment', key)) === undefined) {
    throw refusal('environment_unknown', { id }, { fields: [{ name: 'environmentId', value: id }] })
  }
  const access = await listAll<EnvironmentAccessRecord>((page) => deed.store.listAccessTo(key, page))
  return new Set(access.map(({ userId: user }) => user))
}

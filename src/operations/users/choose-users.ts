import { legacyRoles } from '../../domain/catalogue/legacy-mapping.ts'
import { refusal } from '../../domain/errors.ts'
import { environmentId, userId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Reader } from '../../store/store.ts'
import type { UserFilter as StoredFilter, UserOrder as StoredOrder } from '../../store/user-lists.ts'
import type { Deed } from '../operation.ts'
import { mayReadBundle } from './describe-users.ts'
import { rolesOfBundle } from './standing-bundle.ts'

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

/** Reads a filter of users. @throws Refusal `environment_unknown`, `invalid_fields` for a list that is too long */
export async function readUserFilter(filter: UserFilter, deed: Deed<Reader>): Promise<StoredFilter> {
  const { ids, emails, prefix, isPending, lastLogin } = filter
  for (const [name, list] of Object.entries({ ids, emails })) {
    if ((list?.length ?? 0) > longestList)
      throw refusal('invalid_fields', undefined, { fields: [{ name, value: list }] })
  }
  return {
    ...(ids && { ids: ids.map(userId) }),
    ...(emails && { emails: emails.map((email) => email.normalize('NFC')) }),
    ...(prefix !== undefined && { prefix }),
    ...(isPending !== undefined && { isPending }),
    ...(lastLogin && { lastLogin: { ...lastLogin, isWithin: lastLogin.union === 'include' } }),
    ...(await readEnvironment(filter.environmentId, deed)),
  }
}

/** Reads an order of users: by `role`, those come last of whose role the caller may not know, with those who have none. */
export function readUserOrder(
  { by, isDescending }: { readonly by: UserOrder; readonly isDescending: boolean },
  deed: Deed<Reader>,
): StoredOrder {
  if (by !== 'role') return { by, isDescending }
  const sets = legacyRoles.filter((role) => mayReadBundle(role, deed)).map(rolesOfBundle)
  return { by: { sets, at: deed.at }, isDescending }
}

async function readEnvironment(
  id: string | undefined,
  { store, caller: { accountId } }: Deed<Reader>,
): Promise<Pick<StoredFilter, 'environmentId'>> {
  if (id === undefined) return {}
  const found = await store.find('environment', { accountId, id: environmentId(id) })
  if (found !== undefined) return { environmentId: found.id }
  throw refusal('environment_unknown', { id }, { fields: [{ name: 'environmentId', value: id }] })
}

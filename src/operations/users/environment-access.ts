import type { EnvironmentId } from '../../domain/ids.ts'
import type { UserRecord } from '../../domain/records.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import type { Opened } from './held-gains.ts'
import type { EnvironmentAccess } from './user-rules.ts'

/** Which environments are open to a stored user. */
export async function standingAccess(user: UserRecord, { store }: Deed<Transaction>): Promise<EnvironmentAccess> {
  const access = await store.listAccessOf(user)
  return { isAll: user.hasAllEnvironments, ids: access.map(({ environmentId }) => environmentId) }
}

/** Says what comes to count when one access takes the place of another. */
export function openedBy(before: EnvironmentAccess, after: EnvironmentAccess): Opened {
  const isOpened = (id: EnvironmentId): boolean =>
    !before.isAll && !before.ids.includes(id) && (after.isAll || after.ids.includes(id))
  return (reach: ReachScope) => {
    if (reach.type === 'account') return []
    if (reach.environmentId !== 'all') return isOpened(reach.environmentId) ? [reach] : []
    if (after.isAll) return before.isAll ? [] : [reach]
    return after.ids.filter(isOpened).map((environmentId) => ({ type: 'environment', environmentId }))
  }
}

/** Writes which environments a user was given one by one; access to all is part of the user's own record. */
export async function writeAccess(
  { accountId, id }: UserRecord,
  { ids }: EnvironmentAccess,
  { store, at }: Deed<Transaction>,
): Promise<void> {
  const standing = await store.listAccessOf({ accountId, id })
  const kept = new Set(standing.map(({ environmentId }) => environmentId))
  await store.deleteAll(
    'environment_access',
    standing.filter(({ environmentId }) => !ids.includes(environmentId)),
  )
  const added = ids.filter((one) => !kept.has(one))
  await store.putAll(
    'environment_access',
    added.map((environmentId) => ({ accountId, userId: id, environmentId, createdAt: at })),
  )
}

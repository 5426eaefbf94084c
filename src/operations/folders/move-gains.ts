import type { FolderId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import type { AssignmentRecord, FolderRecord } from '../../domain/records.ts'
import type { Parameter } from '../../domain/role.ts'
import { findMovedPolicies } from '../../engine/answers/moved-policies.ts'
import type { Transaction } from '../../store/store.ts'
import type { CausedGain, Deed } from '../operation.ts'
import { listAll } from '../paging.ts'

/**
 * What anybody gains when a folder comes to lie somewhere else: by roles on folders that weren't above it and are then,
 * and by custom policies that look at what is above it. Whoever holds it all on the folder already gains nothing.
 *
 * @param parentId the folder that it will lie in; null: at the top
 */
export async function gainsOfMove(
  folder: FolderRecord,
  parentId: FolderId | null,
  deed: Deed<Transaction>,
): Promise<readonly CausedGain[]> {
  const before = await idsAbove(folder.parentId, deed)
  const after = await idsAbove(parentId, deed)
  const gained = new Set(after.filter((id) => !before.includes(id)))
  const lost = new Set(before.filter((id) => !after.includes(id)))
  const reach = { type: 'environment', environmentId: folder.environmentId } as const
  const within: Parameter = { type: 'folder', id: folder.id }
  const assignments = await listStanding([...gained], deed)
  const policies = findMovedPolicies(deed.engine.snapshot, reach, { gained, lost })
  const records = await Promise.all(
    policies.map(({ id }) => deed.store.find('custom_policy', { accountId: folder.accountId, id })),
  )
  return [
    ...assignments.flatMap((one) => gainOf(one, { reach, parameter: within }, deed)),
    ...records.flatMap((policy): CausedGain[] =>
      policy === undefined
        ? []
        : [{ gain: { type: 'policy', policy: { ...policy, reach }, within }, shownAt: { reach, parameter: within } }],
    ),
  ]
}

async function idsAbove(id: FolderId | null, { store, caller: { accountId } }: Deed<Transaction>): Promise<FolderId[]> {
  if (id === null) return []
  return (await store.listFolderChain({ accountId, id })).map((one) => one.id)
}

async function listStanding(ids: readonly FolderId[], deed: Deed<Transaction>): Promise<readonly AssignmentRecord[]> {
  if (ids.length === 0) return []
  const parameters = ids.map((id): Parameter => ({ type: 'folder', id }))
  const found = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { parameters }, page),
  )
  return found.filter(({ expiresAt }) => !isExpired(expiresAt, deed.at))
}

function gainOf(
  { principal, roleId }: AssignmentRecord,
  place: { readonly reach: AssignmentReach; readonly parameter: Parameter },
  { engine, at }: Deed<Transaction>,
): readonly CausedGain[] {
  const permissionIds = engine.snapshot.roles.find(roleId)?.permissionIds ?? []
  const gain = { type: 'permissions', permissionIds, ...place } as const
  return engine.findLacks(principal, [gain], at).length === 0 ? [] : [{ gain }]
}

type AssignmentReach = { readonly type: 'environment'; readonly environmentId: FolderRecord['environmentId'] }

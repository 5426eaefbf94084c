import type { EnvironmentId, PermissionId } from '../../domain/ids.ts'
import { principal, type Principal } from '../../domain/principal.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Transaction } from '../../store/store.ts'
import type { CausedGain, Deed } from '../operation.ts'
import { gainsOfContentRoles } from './held-gains.ts'

/** Permissions that a principal comes to hold somewhere. */
export interface GivenPermissions {
  readonly principal: Principal
  readonly permissionIds: readonly PermissionId[]
  readonly reach: ReachScope
}

/**
 * What comes to count besides what is given itself: where the Media Library is opened to somebody, the roles on folders
 * and collections that they have there already, by themselves and through their groups.
 *
 * @see docs/decisions/0007-what-opening-gives.md
 */
export async function gainsOfLibrary(
  given: readonly GivenPermissions[],
  deed: Deed<Transaction>,
): Promise<readonly CausedGain[]> {
  const { engine } = deed
  const gains: CausedGain[] = []
  for (const { principal: holder, permissionIds, reach } of given) {
    if (reach.type === 'account' || !engine.opensLibrary(permissionIds)) continue
    for (const one of usersOf(holder, deed)) gains.push(...(await gainsOfOpening(one, reach, deed)))
  }
  return gains
}

async function gainsOfOpening(
  one: Principal,
  reach: ReachScope,
  deed: Deed<Transaction>,
): Promise<readonly CausedGain[]> {
  const { engine, at } = deed
  const holders = holdersOf(one, deed)
  if (!holders.some((holder) => hasContentRoles(holder, deed))) return []
  const opened: ReadonlySet<EnvironmentId> = new Set(engine.closedLibraries(one, { reach, at }))
  return opened.size === 0 ? [] : gainsOfContentRoles(holders, opened, deed)
}

/** A role of a group opens the library to each of its users. */
function usersOf(holder: Principal, { engine }: Deed<Transaction>): readonly Principal[] {
  if (holder.type !== 'group') return [holder]
  const members = engine.snapshot.holders.find(holder)?.members ?? []
  return [...members].map((member) => member.principal)
}

const holdersOf = (one: Principal, { engine }: Deed<Transaction>): readonly Principal[] => [
  one,
  ...(engine.snapshot.holders.find(one)?.groups ?? []).map((group) => principal('group', group.principal.id)),
]

/** Most have none; these are found without asking the store. */
function hasContentRoles(holder: Principal, { engine }: Deed<Transaction>): boolean {
  const run = engine.snapshot.holders.find(holder)?.run
  return run !== undefined && run.length > run.globalLength
}

import { namedByRules } from '../../domain/catalogue/system-catalogue.ts'
import { isExpired } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/** What a change is made with, also where there is no engine yet. */
export type Making = Pick<Deed<Transaction>, 'house' | 'caller' | 'at' | 'store'>

/** The two roles that hold everything, the account's and that of all environments. */
const masterRoles = [
  { roleId: namedByRules.accountMasterAdmin, reach: { type: 'account' } },
  { roleId: namedByRules.environmentMasterAdmin, reach: { type: 'environment', environmentId: 'all' } },
] as const satisfies readonly { readonly roleId: AssignmentRecord['roleId']; readonly reach: ReachScope }[]

/** Makes a principal Master Admin of the account and of all its environments; a role that was to end doesn't any more. */
export async function giveMasterRoles(holder: Principal, { house, caller, at, store }: Making): Promise<void> {
  const { accountId } = caller
  for (const { roleId, reach } of masterRoles) {
    const filter = { principals: [holder], roleIds: [roleId], reach, parameter: null }
    const [standing] = await store.listAssignments(accountId, filter)
    if (standing !== undefined && standing.expiresAt === null) continue
    if (standing !== undefined && isExpired(standing.expiresAt, at)) await store.delete('assignment', standing)
    const isRunning = standing !== undefined && !isExpired(standing.expiresAt, at)
    const made = {
      id: house.ids.assignment(),
      accountId,
      principal: holder,
      roleId,
      reach,
      parameter: null,
      createdAt: at,
    }
    await store.put('assignment', { ...(isRunning ? standing : made), expiresAt: null, updatedAt: at })
  }
}

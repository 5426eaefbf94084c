// Records of one account with everything that decisions don't ask about filled in.
import * as Ids from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type * as R from '../../src/domain/records.ts'
import type { ReachScope } from '../../src/domain/scope.ts'

/** The one account of every world. */
export const accountId = Ids.accountId('acc')

const dated = { createdAt: 0, updatedAt: 0 }
const base = { accountId, ...dated }

/** See the record type of each; what is given replaces the usual. */
export const account = (but: Partial<R.AccountRecord> = {}): R.AccountRecord => ({
  ...{ id: accountId, name: 'Acme', plan: 'enterprise', assetsAdvanced: true, isActive: true },
  ...dated,
  ...but,
})

export const environment = (id: string, but: Partial<R.EnvironmentRecord> = {}): R.EnvironmentRecord => ({
  ...base,
  ...{ id: Ids.environmentId(id), name: id, cloudName: id, isEnabled: true, customAttributes: null },
  ...but,
})

export const user = (id: string, but: Partial<R.UserRecord> = {}): R.UserRecord => ({
  ...base,
  ...{ id: Ids.userId(id), name: id, email: `${id}@example.com` },
  ...{ isEnabled: true, isPending: false, hasAllEnvironments: false },
  ...but,
})

export const group = (id: string): R.GroupRecord => ({ ...base, id: Ids.groupId(id), name: id })

export const membership = (groupId: string, userId: string): R.MembershipRecord => ({
  ...{ accountId, groupId: Ids.groupId(groupId), userId: Ids.userId(userId), createdAt: 0 },
})

export const access = (userId: string, environmentId: string): R.EnvironmentAccessRecord => ({
  ...{ accountId, userId: Ids.userId(userId), environmentId: Ids.environmentId(environmentId), createdAt: 0 },
})

export const apiKey = (id: string, environmentId: string, isEnabled = true): R.ApiKeyRecord => ({
  ...base,
  ...{ id: Ids.apiKeyId(id), environmentId: Ids.environmentId(environmentId), name: id, isEnabled },
  ...{ dedicatedFor: [], isRoot: false, purpose: null, createdBy: null, ownerId: null },
})

export const accountKey = (id: string, isEnabled = true): R.AccountKeyRecord => ({
  ...{ ...base, id: Ids.accountKeyId(id), name: id, isEnabled, purpose: null, createdBy: null, ownerId: null },
})

export const role = (
  id: string,
  of: Pick<R.RoleRecord, 'kind' | 'level'>,
  permissionIds: readonly string[],
): R.RoleRecord => ({
  ...{ ...base, id: Ids.roleId(id), name: id, description: null, ...of },
  permissionIds: permissionIds.map(Ids.permissionId),
})

export const policy = (id: string, reach: ReachScope, statement: string, isEnabled = true): R.CustomPolicyRecord => ({
  ...{ ...base, id: Ids.customPolicyId(id), name: id, description: null, reach, statement, isEnabled },
})

export const folder = (id: string, environmentId: string, parentId: string | null, name = id): R.FolderRecord => ({
  ...{ ...base, id: Ids.folderId(id), environmentId: Ids.environmentId(environmentId), name },
  parentId: parentId === null ? null : Ids.folderId(parentId),
})

export const collection = (id: string, environmentId: string, isDynamic: boolean): R.CollectionRecord => ({
  ...{ ...base, id: Ids.collectionId(id), environmentId: Ids.environmentId(environmentId), name: id, isDynamic },
  ...{ description: null, coverAssetId: null, expression: null, createdBy: null },
})

export const assignment = (
  id: string,
  principal: Principal,
  roleId: string,
  where: Pick<R.AssignmentRecord, 'reach' | 'parameter' | 'expiresAt'>,
): R.AssignmentRecord => ({ ...base, id: Ids.assignmentId(id), principal, roleId: Ids.roleId(roleId), ...where })

/** A reach by its short spelling: `account`, `all`, or an environment's id. */
export const reach = (text: string): ReachScope =>
  text === 'account'
    ? { type: 'account' }
    : { type: 'environment', environmentId: text === 'all' ? 'all' : Ids.environmentId(text) }

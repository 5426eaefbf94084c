import type { LegacyRole } from '../../domain/catalogue/legacy-mapping.ts'
import { principal } from '../../domain/principal.ts'
import type { UserRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import { requireMasterAdmin } from '../assignments/last-master-admin.ts'
import { inAccount, writing, type CausedGain, type Deed } from '../operation.ts'
import { describeUser, type UserDetail } from './describe-users.ts'
import { openedBy, standingAccess, writeAccess } from './environment-access.ts'
import { gainsOfRole, gainsOfUser } from './held-gains.ts'
import { gainsOfLibrary, type GivenPermissions } from './library-gains.ts'
import {
  ownAssignments,
  replaceBundle,
  rolesOfBundle,
  standingBundle,
  writeBundle,
  type BundleRole,
} from './standing-bundle.ts'
import {
  concernsUser,
  getUserRecord,
  needOfEnvironments,
  needOnUser,
  readEmail,
  readEnvironments,
  readName,
  requireFreeEmail,
  type EnvironmentAccess,
} from './user-rules.ts'

/** What a new user is made of. */
export interface UserCreation {
  readonly name: string
  readonly email: string
  /** Assigns the roles of the access bundle of this name; absent: none. */
  readonly role?: LegacyRole
  /** Absent or empty: every environment, future ones included; passed over for Master Admins. */
  readonly environmentIds?: readonly string[]
  readonly isEnabled: boolean
}

/** Makes a user, who stays pending until the invitation is accepted. */
export const createUser = writing<UserCreation, UserDetail>({
  name: 'user.create',
  summary: 'Make a user, perhaps with the roles of an access bundle.',
  concerns: { noun: 'user', keyOf: null },
  access: {
    type: 'requires',
    needs: [
      { action: 'create', on: ['User'], level: 'account', of: () => [inAccount('User', null)] },
      needOfEnvironments,
    ],
  },
  gains: async ({ role }, deed) =>
    role === undefined ? [] : rolesOfBundle(role).flatMap((one) => gainsOfRole(one.roleId, one.reach, deed)),
  run: async (input, deed) => {
    const { accountId } = deed.caller
    const email = readEmail(input.email)
    const access = accessOfNew(input, deed)
    const user: UserRecord = {
      id: deed.house.ids.user(),
      accountId,
      name: readName(input.name),
      email,
      isEnabled: input.isEnabled,
      isPending: true,
      hasAllEnvironments: access.isAll,
      createdAt: deed.at,
      updatedAt: deed.at,
    }
    await requireFreeEmail(deed, email, null)
    await deed.store.put('user', user)
    await writeAccess(user, access, deed)
    if (input.role !== undefined) await writeBundle(user, replaceBundle([], input.role, deed.at), deed)
    return describeUser(user, deed)
  },
})

/** What changes of a user; what is absent stays. */
export interface UserUpdate {
  readonly userId: string
  readonly name?: string
  readonly email?: string
  /** Puts this bundle's roles in the place of those of the bundle that stands. */
  readonly role?: LegacyRole
  /** Every environment that is open from now on; passed over for Master Admins, to whom all are. */
  readonly environmentIds?: readonly string[]
  readonly isEnabled?: boolean
}

/** Changes a user. */
export const updateUser = writing<UserUpdate, UserDetail>({
  name: 'user.update',
  summary: 'Change the name, e-mail, access bundle, environments or state of a user.',
  concerns: concernsUser,
  access: { type: 'requires', needs: [needOnUser('update'), needOfEnvironments] },
  gains: gainsOfUpdate,
  run: async (input, deed) => {
    const { before, after, access, bundle } = await readUpdate(input, deed)
    if (input.email !== undefined) await requireFreeEmail(deed, after.email, before.id)
    await writeBundle(before, bundle, deed)
    const isDisabled = before.isEnabled && !after.isEnabled
    await requireMasterAdmin(
      { assignments: bundle.removed, principals: isDisabled ? [principal('user', before.id)] : [] },
      deed,
    )
    if (!isSame(before, after)) await deed.store.put('user', { ...after, updatedAt: deed.at })
    await writeAccess(after, access.after, deed)
    return describeUser(await getUserRecord(deed, before.id), deed)
  },
})

/** Deletes a user with its memberships, environment access and roles. */
export const deleteUser = writing<{ readonly userId: string }, undefined>({
  name: 'user.delete',
  summary: 'Delete a user.',
  concerns: concernsUser,
  access: { type: 'requires', needs: [needOnUser('delete')] },
  run: async ({ userId }, deed) => {
    const user = await getUserRecord(deed, userId)
    await requireMasterAdmin({ principals: [principal('user', user.id)] }, deed)
    await deleteCascade(deed.store, 'user', user)
    return undefined
  },
})

function accessOfNew({ role, environmentIds = [] }: UserCreation, deed: Deed<Transaction>): EnvironmentAccess {
  const isAll = role === 'master_admin' || environmentIds.length === 0
  return isAll ? { isAll, ids: [] } : readEnvironments(environmentIds, deed)
}

/**
 * Whoever changes a user's e-mail, or enables it, can come to act as the user: that takes all that the user holds. Opening
 * environments gives what the user holds there.
 */
async function gainsOfUpdate(input: UserUpdate, deed: Deed<Transaction>): Promise<readonly CausedGain[]> {
  const { before, after, access, bundle } = await readUpdate(input, deed)
  const isTakeover = before.email !== after.email || (after.isEnabled && !before.isEnabled)
  const opened = openedBy(access.before, access.after)
  return [
    ...bundle.added.flatMap(({ roleId, reach }) => gainsOfRole(roleId, reach, deed)),
    ...(await gainsOfUser(before, deed, isTakeover ? undefined : opened)),
    ...(await gainsOfLibrary(
      bundle.added.map((one) => givenTo(before, one, deed)),
      deed,
    )),
  ]
}

const givenTo = (
  { id }: UserRecord,
  { roleId, reach }: BundleRole,
  { engine }: Deed<Transaction>,
): GivenPermissions => ({
  principal: principal('user', id),
  permissionIds: engine.snapshot.roles.find(roleId)?.permissionIds ?? [],
  reach,
})

/** Reads an update against what stands. */
async function readUpdate(input: UserUpdate, deed: Deed<Transaction>) {
  const before = await getUserRecord(deed, input.userId)
  const assignments = await ownAssignments(before, deed)
  const standing = await standingAccess(before, deed)
  const role = input.role ?? standingBundle(assignments, deed.at)
  const access = accessAfter(input, role, standing, deed)
  const after: UserRecord = {
    ...before,
    name: input.name === undefined ? before.name : readName(input.name),
    email: input.email === undefined ? before.email : readEmail(input.email),
    isEnabled: input.isEnabled ?? before.isEnabled,
    hasAllEnvironments: access.isAll,
  }
  const bundle = input.role === undefined ? { added: [], removed: [] } : replaceBundle(assignments, input.role, deed.at)
  return { before, after, access: { before: standing, after: access }, bundle }
}

function accessAfter(
  { role: sent, environmentIds }: UserUpdate,
  role: LegacyRole | null,
  standing: EnvironmentAccess,
  deed: Deed<Transaction>,
): EnvironmentAccess {
  if (sent === 'master_admin') return { isAll: true, ids: [] }
  return environmentIds === undefined || role === 'master_admin' ? standing : readEnvironments(environmentIds, deed)
}

const isSame = (one: UserRecord, other: UserRecord): boolean =>
  one.name === other.name &&
  one.email === other.email &&
  one.isEnabled === other.isEnabled &&
  one.hasAllEnvironments === other.hasAllEnvironments

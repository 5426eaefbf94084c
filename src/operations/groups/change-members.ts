import { principal } from '../../domain/principal.ts'
import type { GroupRecord, UserRecord } from '../../domain/records.ts'
import type { Transaction } from '../../store/store.ts'
import { requireMasterAdmin } from '../assignments/last-master-admin.ts'
import { writing, type Deed } from '../operation.ts'
import { requireReviewed } from '../proofs/reviewing-groups.ts'
import { gainsOfHolding, gainsOfLeaving } from '../users/held-gains.ts'
import { gainsOfLibrary, type GivenPermissions } from '../users/library-gains.ts'
import { getUserRecord, needOnUser } from '../users/user-rules.ts'
import { describeGroup, getGroupRecord, needOnGroup, type GroupDetail } from './group-rules.ts'

/** One user in one group. */
export interface Membership {
  readonly groupId: string
  readonly userId: string
}

/** Puts a user into a group; one that is in it already stays. Whoever does so must hold what the group gives. */
export const addMember = writing<Membership, GroupDetail & { readonly user: UserRecord }>({
  name: 'group.add-user',
  summary: 'Put a user into a group.',
  access: { type: 'requires', needs: [needOnGroup('update'), needOnUser('read')] },
  gains: async (input, deed) => {
    const { group, user, isMember } = await readMembership(input, deed)
    if (isMember) return []
    const held = await gainsOfHolding(principal('group', group.id), deed)
    const given = held.flatMap(({ gain }): readonly GivenPermissions[] =>
      gain.type === 'permissions' ? [{ ...gain, principal: principal('user', user.id) }] : [],
    )
    return [...held, ...(await gainsOfLibrary(given, deed))]
  },
  run: async (input, deed) => {
    const { group, user, isMember } = await readMembership(input, deed)
    if (!isMember) {
      await requireReviewed([group.id], deed)
      const { accountId } = deed.caller
      await deed.store.put('membership', { accountId, groupId: group.id, userId: user.id, createdAt: deed.at })
    }
    return { ...(await describeGroup(group, deed)), user }
  },
})

/** Takes a user out of a group; one that isn't in it stays out. What custom policies forbade the group, the user gains. */
export const removeMember = writing<Membership, GroupDetail>({
  name: 'group.remove-user',
  summary: 'Take a user out of a group.',
  access: { type: 'requires', needs: [needOnGroup('update'), needOnUser('read')] },
  gains: async (input, deed) => {
    const { group, isMember } = await readMembership(input, deed)
    return isMember ? gainsOfLeaving(principal('group', group.id), deed) : []
  },
  run: async (input, deed) => {
    const { group, user } = await readMembership(input, deed)
    const membership = { accountId: deed.caller.accountId, groupId: group.id, userId: user.id }
    await requireMasterAdmin({ memberships: [membership] }, deed)
    await deed.store.delete('membership', membership)
    return describeGroup(group, deed)
  },
})

async function readMembership(
  { groupId, userId }: Membership,
  deed: Deed<Transaction>,
): Promise<{ readonly group: GroupRecord; readonly user: UserRecord; readonly isMember: boolean }> {
  const group = await getGroupRecord(deed, groupId)
  const user = await getUserRecord(deed, userId)
  const key = { accountId: deed.caller.accountId, groupId: group.id, userId: user.id }
  return { group, user, isMember: (await deed.store.find('membership', key)) !== undefined }
}

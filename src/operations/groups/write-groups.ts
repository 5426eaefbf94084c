import { principal } from '../../domain/principal.ts'
import type { GroupRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import { requireMasterAdmin } from '../assignments/last-master-admin.ts'
import { inAccount, writing } from '../operation.ts'
import { gainsOfLeaving } from '../users/held-gains.ts'
import { readName } from '../users/user-rules.ts'
import {
  concernsGroup,
  describeGroup,
  getGroupRecord,
  needOnGroup,
  requireFreeGroupName,
  type GroupDetail,
  type MemberChoice,
} from './group-rules.ts'

/** Makes a group without users or roles. */
export const createGroup = writing<{ readonly name: string }, GroupDetail>({
  name: 'group.create',
  summary: 'Make a group.',
  concerns: { noun: 'group', keyOf: null },
  access: {
    type: 'requires',
    needs: [{ action: 'create', on: ['Group'], level: 'account', of: () => [inAccount('Group', null)] }],
  },
  run: async (input, deed) => {
    const name = readName(input.name)
    await requireFreeGroupName(deed, name, null)
    const id = deed.house.ids.group()
    const group: GroupRecord = { id, accountId: deed.caller.accountId, name, createdAt: deed.at, updatedAt: deed.at }
    await deed.store.put('group', group)
    return { group, users: [] }
  },
})

/** Renames a group; without a name nothing changes. */
export const updateGroup = writing<
  { readonly groupId: string; readonly name?: string; readonly withUsers?: boolean },
  GroupDetail
>({
  name: 'group.update',
  summary: 'Rename a group.',
  concerns: concernsGroup,
  access: { type: 'requires', needs: [needOnGroup('update')] },
  run: async (input, deed) => {
    const choice: MemberChoice = input.withUsers === undefined ? {} : { withUsers: input.withUsers }
    const before = await getGroupRecord(deed, input.groupId)
    const name = input.name === undefined ? before.name : readName(input.name)
    if (name === before.name) return describeGroup(before, deed, choice)
    await requireFreeGroupName(deed, name, before.id)
    const group = { ...before, name, updatedAt: deed.at }
    await deed.store.put('group', group)
    return describeGroup(group, deed, choice)
  },
})

/** Deletes a group; its users lose what they had through it, and also what custom policies forbade them through it. */
export const deleteGroup = writing<{ readonly groupId: string }, undefined>({
  name: 'group.delete',
  summary: 'Delete a group.',
  concerns: concernsGroup,
  access: { type: 'requires', needs: [needOnGroup('delete')] },
  gains: async (input, deed) => {
    const group = await getGroupRecord(deed, input.groupId)
    const hasUsers = (await deed.store.listUsersOf(group, { limit: 1 })).length > 0
    return hasUsers ? gainsOfLeaving(principal('group', group.id), deed) : []
  },
  run: async (input, deed) => {
    const group = await getGroupRecord(deed, input.groupId)
    await requireMasterAdmin({ principals: [principal('group', group.id)] }, deed)
    await deleteCascade(deed.store, 'group', group)
    return undefined
  },
})

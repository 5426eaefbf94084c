import { refusal } from '../../domain/errors.ts'
import { groupId, type GroupId } from '../../domain/ids.ts'
import type { GroupRecord, UserRecord } from '../../domain/records.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import { inAccount, type Concern, type Deed, type NeedOf, type Place } from '../operation.ts'
import { listReadable, type NumberedPage } from '../users/list-readable.ts'

/** Where a group is as a resource. */
export const placeOfGroup = (id: string): Place => inAccount('Group', groupId(id))

/** The need to do something with the group that an input names. */
export const needOnGroup = (action: string): NeedOf<{ readonly groupId: string }> => ({
  action,
  on: ['Group'],
  level: 'account',
  of: ({ groupId: id }) => [placeOfGroup(id)],
})

/** The version of the group that an input names. */
export const concernsGroup: Concern<{ readonly groupId: string }> = {
  noun: 'group',
  keyOf: ({ groupId: id }, accountId) => ({ accountId, id: groupId(id) }),
}

/** @throws Refusal `not_found` */
export async function getGroupRecord(deed: Deed<Reader>, id: string): Promise<GroupRecord> {
  const record = await deed.store.find('group', { accountId: deed.caller.accountId, id: groupId(id) })
  if (record === undefined) throw refusal('not_found', { what: 'group' }, { fields: [{ name: 'groupId', value: id }] })
  return record
}

/** Names are unique among the groups of an account. @throws Refusal `group_name_taken` */
export async function requireFreeGroupName(deed: Deed<Transaction>, name: string, own: GroupId | null): Promise<void> {
  const taken = await deed.store.findGroupByName(deed.caller.accountId, name)
  if (taken === undefined || taken.id === own) return
  throw refusal('group_name_taken', { name }, { fields: [{ name: 'name', value: name }] })
}

/** A group with those of its users that the caller may read, in the order of ids. */
export interface GroupDetail {
  readonly group: GroupRecord
  readonly users: readonly UserRecord[]
}

/** Which of a group's users are wanted; absent: all of them. */
export interface MemberChoice {
  /** False: none. */
  readonly withUsers?: boolean
  readonly page?: NumberedPage
}

/** Shows a group with its users. */
export async function describeGroup(
  group: GroupRecord,
  deed: Deed<Reader>,
  { withUsers = true, page }: MemberChoice = {},
): Promise<GroupDetail> {
  if (!withUsers) return { group, users: [] }
  const order = { by: 'id', isDescending: false } as const
  return { group, users: await listReadable({ groupId: group.id }, order, page ?? null, deed) }
}

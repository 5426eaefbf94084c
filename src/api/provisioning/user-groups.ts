import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { text } from '../fields.ts'
import { present } from '../spellings.ts'
import { account, base, filledText, flagOrAbsent, textOrAbsent } from './fields.ts'
import { paging, readPage } from './paging.ts'
import { groupReply, memberReplies, memberReply, spellGroup, spellMember, spellMembers } from './group-replies.ts'

const one = { ...account, group_id: text }
const member = { ...one, user_id: text }
const extended = {
  extended_details: flagOrAbsent.describe('Shows the users of the group and its dates, too.'),
}
const source = 'Account Provisioning API 0.2.1, User Groups'

/** Lists groups. */
export const getUserGroups = endpoint({
  id: 'getUserGroups',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/user_groups`,
  operation: 'group.list',
  summary: 'Lists the groups of the account.',
  source,
  request: z.object({ ...account, ...extended }),
  success: { status: 200, schema: z.object({ user_groups: z.array(groupReply) }) },
  toInput: ({ extended_details }) => ({ withUsers: extended_details ?? false }),
  toWire: (groups, { wire }) => ({
    user_groups: groups.map((group) => spellGroup(group, wire.extended_details ?? false)),
  }),
})

/** Makes a group. */
export const createUserGroup = endpoint({
  id: 'createUserGroup',
  family: 'provisioning',
  method: 'POST',
  path: `${base}/user_groups`,
  operation: 'group.create',
  summary: 'Makes a group; its name must be its own.',
  source,
  request: z.object({ ...account, name: filledText, ...extended }),
  body: ['name'],
  alsoInBody: ['extended_details'],
  success: { status: 200, schema: groupReply },
  toInput: ({ name }) => ({ name }),
  toWire: (group, { wire }) => spellGroup(group, wire.extended_details ?? false),
})

/** Shows one group. */
export const getUserGroup = endpoint({
  id: 'getUserGroup',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/user_groups/{group_id}`,
  operation: 'group.get',
  summary: 'Shows a group.',
  source,
  request: z.object({ ...one, ...extended }),
  success: { status: 200, schema: groupReply },
  toInput: ({ group_id, extended_details }) => ({ groupId: group_id, withUsers: extended_details ?? false }),
  toWire: (group, { wire }) => spellGroup(group, wire.extended_details ?? false),
})

/** Renames a group. */
export const updateUserGroup = endpoint({
  id: 'updateUserGroup',
  family: 'provisioning',
  method: 'PUT',
  path: `${base}/user_groups/{group_id}`,
  operation: 'group.update',
  summary: 'Renames a group.',
  source,
  request: z.object({ ...one, name: textOrAbsent, ...extended }),
  body: ['name'],
  alsoInBody: ['extended_details'],
  success: { status: 200, schema: groupReply },
  toInput: ({ group_id, name, extended_details }) => ({
    groupId: group_id,
    withUsers: extended_details ?? false,
    ...present({ name }),
  }),
  toWire: (group, { wire }) => spellGroup(group, wire.extended_details ?? false),
})

/** Deletes a group. The vendor's document and its service answer differently: here is both (facts 7.10, Q15). */
export const deleteUserGroup = endpoint({
  id: 'deleteUserGroup',
  family: 'provisioning',
  method: 'DELETE',
  path: `${base}/user_groups/{group_id}`,
  operation: 'group.delete',
  summary: 'Deletes a group; its users stay, without what the group gave them.',
  source,
  request: z.object(one),
  success: { status: 200, schema: z.object({ ok: z.literal(true), message: z.literal('ok') }) },
  toInput: ({ group_id }) => ({ groupId: group_id }),
  toWire: () => ({ ok: true, message: 'ok' }) as const,
})

/** Lists the users of one group. */
export const getUsersInUserGroup = endpoint({
  id: 'getUsersInUserGroup',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/user_groups/{group_id}/users`,
  operation: 'group.get',
  summary: 'Lists the users of a group.',
  source,
  request: z.object({ ...one, ...paging }),
  success: { status: 200, schema: memberReplies },
  toInput: ({ group_id, ...sent }) => ({ groupId: group_id, ...present({ page: readPage(sent) }) }),
  toWire: spellMembers,
})

/** Puts a user into a group. The vendor's document answers the user, its service all users: here is both (Q16). */
export const addUserToUserGroup = endpoint({
  id: 'addUserToUserGroup',
  family: 'provisioning',
  method: 'POST',
  path: `${base}/user_groups/{group_id}/users/{user_id}`,
  operation: 'group.add-user',
  summary: 'Puts a user into a group.',
  source,
  request: z.object(member),
  success: { status: 200, schema: memberReply.extend(memberReplies.shape) },
  toInput: ({ group_id, user_id }) => ({ groupId: group_id, userId: user_id }),
  toWire: (detail) => ({ ...spellMember(detail.user), ...spellMembers(detail) }),
})

/** Takes a user out of a group. */
export const removeUserFromUserGroup = endpoint({
  id: 'removeUserFromUserGroup',
  family: 'provisioning',
  method: 'DELETE',
  path: `${base}/user_groups/{group_id}/users/{user_id}`,
  operation: 'group.remove-user',
  summary: 'Takes a user out of a group.',
  source,
  request: z.object(member),
  success: { status: 200, schema: memberReplies },
  toInput: ({ group_id, user_id }) => ({ groupId: group_id, userId: user_id }),
  toWire: spellMembers,
})

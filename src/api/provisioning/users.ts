import { z } from 'zod'
import { legacyRoles } from '../../domain/catalogue/legacy-mapping.ts'
import { endpoint } from '../endpoint.ts'
import { text } from '../fields.ts'
import { present } from '../spellings.ts'
import {
  account,
  base,
  deleted,
  filledText,
  flagOrAbsent,
  orAbsent,
  saysDeleted,
  textOrAbsent,
  textsOrAbsent,
} from './fields.ts'
import { readUserFilters, userFilters } from './user-filters.ts'
import {
  environmentSummaries,
  groupSummaries,
  spellEnvironments,
  spellGroupSummary,
  spellUser,
  userReply,
} from './user-replies.ts'

const one = { ...account, user_id: text }
const details = {
  role: orAbsent(z.enum(legacyRoles)).describe('Assigns the roles of the access bundle of this name.'),
  sub_account_ids: textsOrAbsent.describe('The product environments that are open; passed over for `master_admin`.'),
  enabled: flagOrAbsent,
}
const bodyFields = ['name', 'email', 'role', 'sub_account_ids', 'enabled'] as const
const source = 'Account Provisioning API 0.2.1, Users'

/** Lists users. */
export const getUsers = endpoint({
  id: 'getUsers',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/users`,
  operation: 'user.list',
  summary: 'Lists the users of the account; every filter that is given must let a user pass.',
  source,
  request: z.object({ ...account, ...userFilters }),
  success: { status: 200, schema: z.object({ users: z.array(userReply) }) },
  toInput: readUserFilters,
  toWire: (users) => ({ users: users.map(spellUser) }),
})

/** Makes a user. */
export const createUser = endpoint({
  id: 'createUser',
  family: 'provisioning',
  method: 'POST',
  path: `${base}/users`,
  operation: 'user.create',
  summary: 'Makes a user, who is pending until the invitation is accepted; without a list all environments are open.',
  source,
  request: z.object({ ...account, name: filledText, email: filledText, ...details }),
  body: bodyFields,
  success: { status: 200, schema: userReply },
  toInput: ({ name, email, role, sub_account_ids, enabled }) => ({
    name,
    email,
    ...present({ role, environmentIds: sub_account_ids }),
    isEnabled: enabled ?? true,
  }),
  toWire: spellUser,
})

/** Shows one user. */
export const getUser = endpoint({
  id: 'getUser',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/users/{user_id}`,
  operation: 'user.get',
  summary: 'Shows a user.',
  source,
  request: z.object(one),
  success: { status: 200, schema: userReply },
  toInput: ({ user_id }) => ({ userId: user_id }),
  toWire: spellUser,
})

/** Changes a user. */
export const updateUser = endpoint({
  id: 'updateUser',
  family: 'provisioning',
  method: 'PUT',
  path: `${base}/users/{user_id}`,
  operation: 'user.update',
  summary: 'Changes what is sent of a user; a role takes the place of the access bundle that stands.',
  source,
  request: z.object({ ...one, name: textOrAbsent, email: textOrAbsent, ...details }),
  body: bodyFields,
  success: { status: 200, schema: userReply },
  toInput: ({ user_id, name, email, role, sub_account_ids, enabled }) => ({
    userId: user_id,
    ...present({ name, email, role, environmentIds: sub_account_ids, isEnabled: enabled }),
  }),
  toWire: spellUser,
})

/** Deletes a user. */
export const deleteUser = endpoint({
  id: 'deleteUser',
  family: 'provisioning',
  method: 'DELETE',
  path: `${base}/users/{user_id}`,
  operation: 'user.delete',
  summary: 'Deletes a user; the id is never used again.',
  source,
  request: z.object(one),
  success: { status: 200, schema: deleted },
  toInput: ({ user_id }) => ({ userId: user_id }),
  toWire: saysDeleted,
})

/** Lists the groups of one user. */
export const getGroupsForUser = endpoint({
  id: 'getGroupsForUser',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/users/{user_id}/groups`,
  operation: 'user.list-groups',
  summary: 'Lists the groups that a user is in.',
  source,
  request: z.object(one),
  success: { status: 200, schema: groupSummaries },
  toInput: ({ user_id }) => ({ userId: user_id }),
  toWire: (groups) => ({ groups: groups.map(spellGroupSummary) }),
})

/** Lists the product environments of one user. */
export const getSubAccountsForUser = endpoint({
  id: 'getSubAccountsForUser',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/users/{user_id}/sub_accounts`,
  operation: 'user.list-environments',
  summary: 'Lists the product environments that are open to a user.',
  source,
  request: z.object(one),
  success: { status: 200, schema: environmentSummaries },
  toInput: ({ user_id }) => ({ userId: user_id }),
  toWire: spellEnvironments,
})

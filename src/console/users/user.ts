import type { CallFields, CallReply } from '../../api/client.ts'
import type { AccessOf } from '../people/ChangeAccess.tsx'
import type { Assignee } from '../people/AssignRoles.tsx'
import type { OpenChoice } from '../people/choices.ts'

/** A user as the list shows it. */
export type ListedUser = CallReply<'searchUsers'>['users'][number]

/** How users are asked for. */
export type UserFields = CallFields<'searchUsers'>

/** Which environments are open to a user. */
export const accessOf = ({ all_environments, environments }: ListedUser): OpenChoice => ({
  isAll: all_environments,
  ids: all_environments ? [] : environments.map(({ id }) => id),
})

/** A user whose roles are assigned. */
export const toAssignee = (user: ListedUser): Assignee => ({
  type: 'user',
  id: user.id,
  name: user.name,
  roles: user.roles,
  access: accessOf(user),
})

/** A user whose access is changed. */
export const toAccess = (user: ListedUser): AccessOf => ({
  id: user.id,
  name: user.name,
  access: accessOf(user),
})

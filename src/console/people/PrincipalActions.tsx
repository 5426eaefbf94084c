import { useNavigate } from '@tanstack/react-router'
import type { CallReply } from '../../api/client.ts'
import { DeleteGroup } from '../groups/DeleteGroup.tsx'
import { groupMessages } from '../groups/messages.ts'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { later } from '../parts/later.tsx'
import { RowMenu, type RowAction } from '../parts/RowMenu.tsx'
import { userMessages } from '../users/messages.ts'
import { actionsOf, type UserDeed } from '../users/user-actions.ts'
import type { ListedUser } from '../users/user.ts'
import type { Assignee } from './AssignRoles.tsx'
import { peopleMessages } from './messages.ts'
import { useDialog } from './use-dialog.ts'

type Principal = CallReply<'getPrincipal'>

/** Loaded when they are first needed. */
const AssignRoles = later(async () => (await import('./AssignRoles.tsx')).AssignRoles)
const GroupForm = later(async () => (await import('../groups/GroupForm.tsx')).GroupForm)
const UserPanels = later(async () => (await import('../users/UserPanels.tsx')).UserPanels)

/** What can be done to a principal: its roles, and what its list offers. */
export function PrincipalActions({ principal }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const roles = useDialog<Assignee>()
  const { type, id, name } = principal
  return (
    <>
      <ActionButton
        intent={{ endpoint: 'changePrincipalRoles', input: { type, id } }}
        onAct={() => roles.open(assigneeOf(principal))}
      >
        {say('assignRoles')}
      </ActionButton>
      {type === 'user' && <UserMenu user={toListed(principal)} />}
      {type === 'group' && (
        <GroupMenu group={{ id, name, roles: ownRoles(principal), member_count: principal.member_count ?? 0 }} />
      )}
      {roles.about !== null && (
        <AssignRoles key={roles.round} assignee={roles.about} isOpen={roles.isOpen} onClose={roles.close} />
      )}
    </>
  )
}

/** The global roles that it has itself, which forms change. */
const ownRoles = ({ roles }: Principal) => roles.filter((one) => one.group === null && one.permission_type === 'global')

const assigneeOf = (principal: Principal): Assignee => ({
  type: principal.type,
  id: principal.id,
  name: principal.name,
  roles: ownRoles(principal),
  access:
    principal.type === 'user'
      ? { isAll: principal.all_environments, ids: principal.environments.map(({ id }) => id) }
      : null,
})

/** A user as lists show it, so that the panels of the list open about it. */
export const toListed = (principal: Principal): ListedUser => ({
  id: principal.id,
  name: principal.name,
  email: principal.email ?? '',
  status: principal.state,
  created_at: principal.created_at,
  last_seen_at: principal.last_seen_at,
  has_second_factor: principal.has_second_factor ?? false,
  all_environments: principal.all_environments,
  environments: principal.environments,
  groups: principal.groups,
  roles: ownRoles(principal),
})

function UserMenu({ user }: { readonly user: ListedUser }) {
  const say = useSay(userMessages)
  const navigate = useNavigate()
  const panel = useDialog<{ readonly user: ListedUser; readonly deed: UserDeed }>()
  const actions = actionsOf(user, say, (deed) => panel.open({ user, deed })).filter(({ id }) => id !== 'roles')
  return (
    <>
      <RowMenu name={user.name} actions={actions} />
      <UserPanels dialog={panel} onDeleted={() => void navigate({ to: '/users' })} />
    </>
  )
}

type GroupOf = Parameters<typeof DeleteGroup>[0]['group'] & { readonly roles: ListedUser['roles'] }

function GroupMenu({ group }: { readonly group: GroupOf }) {
  const say = useSay(groupMessages)
  const navigate = useNavigate()
  const form = useDialog<true>()
  const doomed = useDialog<true>()
  const { id } = group
  const actions: readonly RowAction[] = [
    {
      id: 'edit',
      label: say('edit'),
      icon: 'edit',
      intent: { endpoint: 'updateUserGroup', input: { group_id: id } },
      onAct: () => form.open(true),
    },
    {
      id: 'delete',
      label: say('delete'),
      icon: 'bin',
      isDangerous: true,
      intent: { endpoint: 'deleteUserGroup', input: { group_id: id } },
      onAct: () => doomed.open(true),
    },
  ]
  return (
    <>
      <RowMenu name={group.name} actions={actions} />
      {form.round > 0 && <GroupForm key={form.round} group={group} isOpen={form.isOpen} onClose={form.close} />}
      <DeleteGroup
        group={group}
        isOpen={doomed.isOpen}
        onClose={doomed.close}
        onDeleted={() => void navigate({ to: '/users?tab=groups' })}
      />
    </>
  )
}

import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../calls/use-endpoint.ts'
import { useSteps } from '../calls/use-steps.ts'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { FormDrawer } from '../parts/Panels.tsx'
import { GroupsField } from '../people/GroupsField.tsx'
import { userMessages } from './messages.ts'
import type { ListedUser } from './user.ts'

/** The name, e-mail and groups of a user. */
export function EditUser({
  user,
  isOpen,
  onClose,
}: {
  readonly user: ListedUser
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(userMessages)
  const [name, setName] = useState(user.name)
  const [email, setEmail] = useState(user.email)
  const [groupIds, setGroupIds] = useState<readonly string[]>(() => user.groups.map(({ id }) => id))
  const memberships = membershipsBetween(user, groupIds)
  const steps = useSteps(changed, { says: say('saved', { name }), onDone: onClose })
  const details = { ...(name !== user.name && { name }), ...(email !== user.email && { email }) }
  const hasDetails = Object.keys(details).length > 0
  const hasGroups = memberships.add.length + memberships.remove.length > 0
  const save = (): void => {
    if (!hasDetails && !hasGroups) onClose()
    else
      steps.run(async () => {
        // Groups first: it is they that the server may refuse.
        if (hasGroups) await call('changeMemberships', memberships)
        if (hasDetails) await call('updateUser', { user_id: user.id, ...details })
      })
  }
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('editTitle', { name: user.name })}
      onSubmit={save}
      submitLabel={say('save')}
      isBusy={steps.isBusy}
      isChanged={hasDetails || hasGroups}
      problem={steps.problem}
    >
      <TextInput label={say('name')} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
      <TextInput
        label={say('email')}
        type="email"
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      {email !== user.email && <Notice tone="warning">{say('emailWarning')}</Notice>}
      <GroupsField groupIds={groupIds} onGroupIds={setGroupIds} />
    </FormDrawer>
  )
}

const changed = ['searchUsers', 'listGroups', 'getPrincipal', 'listInvitations', 'decide', 'listChanges'] as const

function membershipsBetween({ id, groups }: ListedUser, after: readonly string[]) {
  const before = groups.map((group) => group.id)
  const toMembership = (groupId: string) => ({ group_id: groupId, user_id: id })
  return {
    add: after.filter((one) => !before.includes(one)).map(toMembership),
    remove: before.filter((one) => !after.includes(one)).map(toMembership),
  }
}

import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { PrincipalTypeName } from '../../api/spellings.ts'
import { call } from '../calls/use-endpoint.ts'
import { useSteps } from '../calls/use-steps.ts'
import { useSay } from '../language/messages.ts'
import { FormDrawer } from '../parts/Panels.tsx'
import {
  changeBetween,
  choiceOf,
  placedRoles,
  toRoles,
  type ListedHeld,
  type OpenChoice,
  type PlacedRole,
  type RoleChange,
} from './choices.ts'
import { assignMessages } from './assign-messages.ts'
import { MismatchNotice } from './MismatchNotice.tsx'
import { peopleMessages } from './messages.ts'
import { RoleFields } from './RoleFields.tsx'
import { rolesChange } from './roles-change.ts'
import { RolesPreview } from './RolesPreview.tsx'
import { useHeldRoles } from './use-held-roles.ts'
import { useEnvironmentNames, useRoleNames } from './use-names.ts'

/** Whom roles are assigned to. */
export interface Assignee {
  readonly type: PrincipalTypeName
  readonly id: string
  readonly name: string
  /** The global roles that it has itself. */
  readonly roles: readonly ListedHeld[]
  /** The environments that are open to a user; null for others, whom no access keeps out. */
  readonly access: OpenChoice | null
}

/** The global roles of one principal: for the account, and for environments. */
export function AssignRoles({
  assignee,
  isOpen,
  onClose,
}: {
  readonly assignee: Assignee
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(assignMessages)
  const [before] = useState(() => choiceOf(assignee.roles))
  const [choice, setChoice] = useState(before)
  const { others } = useHeldRoles(assignee.id, assignee.access !== null)
  const change = changeBetween(before, choice)
  const isChanged = change.add.length + change.remove.length > 0
  const steps = useSteps(rolesChange, { says: say('saved', { name: assignee.name }), onDone: onClose })
  const save = (): void => {
    if (!isChanged) onClose()
    else steps.run(() => saveRoles(assignee, change))
  }
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('title', { name: assignee.name })}
      onSubmit={save}
      submitLabel={say('save')}
      isBusy={steps.isBusy}
      isChanged={isChanged}
      problem={steps.problem}
      summary={
        <>
          <ChangeSummary change={change} />
          <RolesPreview type={assignee.type} id={assignee.id} {...toRoles(change)} />
        </>
      }
    >
      <RoleFields choice={choice} onChoice={setChoice} />
      {assignee.access !== null && (
        <MismatchNotice roles={[...placedRoles(choice), ...others]} access={assignee.access} />
      )}
    </FormDrawer>
  )
}

/** Gives and takes away roles of one principal, as one change; nothing is called for a change of nothing. */
export async function saveRoles({ type, id }: Pick<Assignee, 'type' | 'id'>, change: RoleChange): Promise<void> {
  if (change.add.length + change.remove.length > 0) await call('changePrincipalRoles', { type, id, ...toRoles(change) })
}

/** Says what saving will give and take away; nothing while nothing is changed. */
export function ChangeSummary({ change: { add, remove } }: { readonly change: RoleChange }) {
  const say = useSay(assignMessages)
  const people = useSay(peopleMessages)
  const changed = [...add, ...remove]
  const roleName = useRoleNames(changed.map(({ roleId }) => roleId))
  const nameOf = useEnvironmentNames(
    people('allEnvironments'),
    changed.flatMap(({ environmentId }) => environmentId ?? []),
  )
  const inWords = ({ roleId, environmentId }: PlacedRole): string =>
    say('placed', { role: roleName(roleId), where: environmentId === null ? say('account') : nameOf(environmentId) })
  if (changed.length === 0) return null
  return (
    <Stack gap={2} role="status">
      {add.length > 0 && <Text size="sm">{say('gives', { roles: add.map(inWords).join(', ') })}</Text>}
      {remove.length > 0 && <Text size="sm">{say('takes', { roles: remove.map(inWords).join(', ') })}</Text>}
    </Stack>
  )
}

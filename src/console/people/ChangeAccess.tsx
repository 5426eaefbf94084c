import { useState } from 'react'
import { call } from '../calls/use-endpoint.ts'
import { useSteps } from '../calls/use-steps.ts'
import { useSay } from '../language/messages.ts'
import { FormDrawer } from '../parts/Panels.tsx'
import { AccessFields } from './AccessFields.tsx'
import { assignMessages } from './assign-messages.ts'
import type { OpenChoice } from './choices.ts'
import { MismatchNotice } from './MismatchNotice.tsx'
import { useHeldRoles } from './use-held-roles.ts'

/** Whose access is changed. */
export interface AccessOf {
  readonly id: string
  readonly name: string
  readonly access: OpenChoice
}

/** Which product environments are open to a user. */
export function ChangeAccess({
  of: { id, name, access: before },
  isOpen,
  onClose,
}: {
  readonly of: AccessOf
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(assignMessages)
  const [access, setAccess] = useState(before)
  const held = useHeldRoles(id)
  const steps = useSteps(accessChange, { says: say('accessSaved', { name }), onDone: onClose })
  const isChanged = access.isAll !== before.isAll || (!access.isAll && !isSame(access.ids, before.ids))
  const save = (): void => {
    if (!isChanged) onClose()
    else steps.run(() => call('updateUser', { user_id: id, sub_account_ids: access.isAll ? ['all'] : [...access.ids] }))
  }
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('accessTitle', { name })}
      onSubmit={save}
      submitLabel={say('accessSave')}
      isBusy={steps.isBusy}
      isChanged={isChanged}
      problem={steps.problem}
    >
      <AccessFields access={access} onAccess={setAccess} />
      <MismatchNotice roles={held.all} access={access} />
    </FormDrawer>
  )
}

/** The endpoints whose answers depend on what is open to whom. */
const accessChange = ['searchUsers', 'getPrincipal', 'decide', 'listChanges'] as const

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id))

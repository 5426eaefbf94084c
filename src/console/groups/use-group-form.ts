import { useState } from 'react'
import type { Problem } from '../calls/problem.ts'
import { call } from '../calls/use-endpoint.ts'
import { useSteps } from '../calls/use-steps.ts'
import { useSay } from '../language/messages.ts'
import { saveRoles } from '../people/AssignRoles.tsx'
import { changeBetween, choiceOf, type RoleChange, type RoleChoice } from '../people/choices.ts'
import type { PickedUser } from '../people/UserPicker.tsx'
import { groupChange, type ListedGroup } from './group.ts'
import { groupMessages } from './messages.ts'

/** Who is to join a group, and who is to leave it. */
export interface MemberChange {
  readonly joining: readonly PickedUser[]
  readonly leaving: readonly PickedUser[]
}

/** A form about one group. */
export interface GroupForm {
  readonly name: string
  readonly setName: (name: string) => void
  readonly members: MemberChange
  readonly setMembers: (members: MemberChange) => void
  readonly roles: RoleChoice
  readonly setRoles: (roles: RoleChoice) => void
  readonly roleChange: RoleChange
  /** The group's id; null before it is made. */
  readonly savedId: string | null
  /** The group was made, and something of it was refused. */
  readonly isHalfMade: boolean
  readonly isChanged: boolean
  readonly isTried: boolean
  readonly isBusy: boolean
  readonly problem: Problem | null
  readonly submit: () => void
}

const nobody: MemberChange = { joining: [], leaving: [] }

/** Keeps what a form about a group holds, and saves it: the name first, then members, then roles. */
export function useGroupForm(group: Pick<ListedGroup, 'id' | 'name' | 'roles'> | null, onClose: () => void): GroupForm {
  const say = useSay(groupMessages)
  const [name, setName] = useState(group?.name ?? '')
  const [savedName, setSavedName] = useState(group?.name ?? '')
  const [savedId, setSavedId] = useState(group?.id ?? null)
  const [members, setMembers] = useState(nobody)
  const [before] = useState(() => choiceOf(group?.roles ?? []))
  const [roles, setRoles] = useState(before)
  const [isTried, setTried] = useState(false)
  const roleChange = changeBetween(before, roles)
  const steps = useSteps(groupChange, { says: say(group === null ? 'created' : 'saved', { name }), onDone: onClose })
  const save = async (): Promise<void> => {
    const id = await saveName({ savedId, savedName, name: name.trim() })
    setSavedId(id)
    setSavedName(name.trim())
    await saveMembers(id, members)
    setMembers(nobody)
    await saveRoles({ type: 'group', id }, roleChange)
  }
  const hasMembers = members.joining.length + members.leaving.length > 0
  const isChanged = name !== savedName || hasMembers || roleChange.add.length + roleChange.remove.length > 0
  return {
    ...{ name, setName, members, setMembers, roles, setRoles, roleChange, savedId, isTried, isChanged },
    isHalfMade: group === null && savedId !== null && steps.problem !== null,
    isBusy: steps.isBusy,
    problem: steps.problem,
    submit: () => {
      setTried(true)
      if (name.trim() === '') return
      if (isChanged) steps.run(save)
      else onClose()
    },
  }
}

async function saveName({
  savedId,
  savedName,
  name,
}: {
  readonly savedId: string | null
  readonly savedName: string
  readonly name: string
}): Promise<string> {
  if (savedId === null) return (await call('createUserGroup', { name })).id
  if (name !== savedName) await call('updateUserGroup', { group_id: savedId, name })
  return savedId
}

/** As many as one call takes. */
const mostAtOnce = 1000

async function saveMembers(id: string, { joining, leaving }: MemberChange): Promise<void> {
  const toMembership = (user: PickedUser) => ({ group_id: id, user_id: user.id })
  const [add, remove] = [joining.map(toMembership), leaving.map(toMembership)]
  for (let start = 0; start < Math.max(add.length, remove.length); start += mostAtOnce / 2) {
    const part = [start, start + mostAtOnce / 2] as const
    await call('changeMemberships', { add: add.slice(...part), remove: remove.slice(...part) })
  }
}

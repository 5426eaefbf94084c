import { Text } from '@mantine/core'
import { useState } from 'react'
import type { CallReply } from '../../api/client.ts'
import { readProblem } from '../calls/problem.ts'
import { useAct, useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { DetailsPanel, FormDrawer } from '../parts/Panels.tsx'
import { Answered } from '../parts/States.tsx'
import { ChangePreview } from './ChangePreview.tsx'
import { emptyDraft, isSameDraft, isSameSet, type RoleDraft } from './draft.ts'
import { roleMessages } from './messages.ts'
import { tabOf, type OpenForm, type RoleTab } from './role.ts'
import { RoleFields } from './RoleFields.tsx'
import { RolePermissions } from './RolePermissions.tsx'

type RoleDetail = CallReply<'getRole'>['data']

/** Makes a role, changes one, or makes another like it. */
export function RoleForm({
  form,
  tab,
  onClose,
}: {
  readonly form: OpenForm | null
  readonly tab: RoleTab
  readonly onClose: () => void
}) {
  const say = useSay(roleMessages)
  const roleId = form === null || form.type === 'new' ? null : form.roleId
  const role = useEndpoint('getRole', { role_id: roleId ?? '' }, { isWanted: roleId !== null })
  if (form === null) return null
  if (form.type === 'new') {
    return <Filled key={tab} tab={tab} form={form} begun={emptyDraft(tab)} onClose={onClose} />
  }
  const found = role.data?.data
  if (found !== undefined) {
    const begun = form.type === 'copy' ? copyOf(found, say('copyName', { name: found.name })) : draftOf(found)
    return <Filled key={found.id} tab={tabOf(found)} form={form} begun={begun} onClose={onClose} />
  }
  return (
    <DetailsPanel isOpen onClose={onClose} title={say('role')}>
      <Answered query={role}>{() => null}</Answered>
    </DetailsPanel>
  )
}

const draftOf = (role: RoleDetail): RoleDraft => ({
  name: role.name,
  description: role.description ?? '',
  id: role.id,
  level: role.scope_type,
  permissionIds: new Set(role.policies.map(({ id }) => id)),
})

const copyOf = (role: RoleDetail, name: string): RoleDraft => ({ ...draftOf(role), name, id: '' })

/** The form with what it began with. */
function Filled({
  tab,
  form,
  begun: first,
  onClose,
}: {
  readonly tab: RoleTab
  readonly form: OpenForm
  readonly begun: RoleDraft
  readonly onClose: () => void
}) {
  const say = useSay(roleMessages)
  const [begun] = useState(first)
  const [draft, setDraft] = useState(begun)
  const [isTried, setTried] = useState(false)
  const save = useSave(tab, form, draft, onClose)
  const isEdit = form.type === 'edit'
  const submit = (): void => {
    setTried(true)
    if (draft.name.trim() !== '') save.run()
  }
  const change = (part: Partial<RoleDraft>): void => setDraft((old) => ({ ...old, ...part }))
  const title = isEdit ? say('editTitle', { name: begun.name }) : say(titleKeys[tab])
  return (
    <FormDrawer
      isOpen
      onClose={onClose}
      title={title}
      onSubmit={submit}
      submitLabel={say(isEdit ? 'save' : 'create')}
      isBusy={save.isBusy}
      isChanged={!isSameDraft(begun, draft)}
      note={say('chosenCount', { count: draft.permissionIds.size })}
      problem={save.error === null ? null : readProblem(save.error)}
    >
      <RoleFields
        tab={tab}
        isEdit={isEdit}
        draft={draft}
        onDraft={change}
        nameError={isTried && draft.name.trim() === '' ? say('nameMissing') : null}
      />
      <RolePermissions tab={tab} draft={draft} onDraft={change} />
      <Consequences form={form} begun={begun} draft={draft} />
    </FormDrawer>
  )
}

/** Who gains and loses what by saving. */
function Consequences({
  form,
  begun,
  draft,
}: {
  readonly form: OpenForm
  readonly begun: RoleDraft
  readonly draft: RoleDraft
}) {
  const say = useSay(roleMessages)
  if (form.type === 'edit') {
    if (isSameSet(begun.permissionIds, draft.permissionIds)) return null
    const permissionIds = [...draft.permissionIds]
    return <ChangePreview roleId={form.roleId} permissionIds={permissionIds} title={say('whoIsConcerned')} />
  }
  return (
    <Text size="sm" className="console-quiet">
      {say('nobodyYet')}
    </Text>
  )
}

const titleKeys = { global: 'newGlobal', folder: 'newFolder', collection: 'newFolder' } as const

function useSave(tab: RoleTab, form: OpenForm, draft: RoleDraft, onClose: () => void) {
  const say = useSay(roleMessages)
  const name = draft.name.trim()
  const changes = ['searchRoles', 'getRole', 'previewRoleChange'] as const
  const options = { changes, showsProblems: true, onDone: onClose } as const
  const create = useAct('createRole', { ...options, says: () => say('created', { name }) })
  const update = useAct('updateRole', { ...options, says: () => say('saved', { name }) })
  const description = draft.description.trim()
  const content = {
    name,
    ...(description !== '' && { description }),
    system_policy_ids: [...draft.permissionIds],
  }
  const { error, isPending } = form.type === 'edit' ? update : create
  const run = (): void => {
    if (form.type === 'edit') return update.mutate({ role_id: form.roleId, ...content })
    const id = draft.id.trim()
    const permission_type = tab === 'global' ? 'global' : 'content'
    create.mutate({ permission_type, scope_type: draft.level, ...content, ...(id !== '' && { id }) })
  }
  return { run, error, isBusy: isPending }
}

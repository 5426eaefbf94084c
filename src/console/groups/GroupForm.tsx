import { Stack, Tabs, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { FormDrawer } from '../parts/Panels.tsx'
import { ChangeSummary } from '../people/AssignRoles.tsx'
import { toRoles } from '../people/choices.ts'
import { RolesPreview } from '../people/RolesPreview.tsx'
import { RoleFields } from '../people/RoleFields.tsx'
import type { ListedGroup } from './group.ts'
import { MemberEditor } from './MemberEditor.tsx'
import { groupMessages } from './messages.ts'
import { useGroupForm, type GroupForm as FormState } from './use-group-form.ts'

/** Makes a group, or changes one: its name and members, and its roles. */
export function GroupForm({
  group,
  isOpen,
  onClose,
  initialTab = 'details',
}: {
  /** Null: a new one. */
  readonly group: Pick<ListedGroup, 'id' | 'name' | 'roles'> | null
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly initialTab?: 'details' | 'roles'
}) {
  const say = useSay(groupMessages)
  const form = useGroupForm(group, onClose)
  const [tab, setTab] = useState<string>(initialTab)
  const submit = (): void => {
    if (form.name.trim() === '') setTab('details')
    form.submit()
  }
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={group === null ? say('createTitle') : say('editTitle', { name: group.name })}
      onSubmit={submit}
      submitLabel={say(group === null ? 'createSubmit' : 'save')}
      isBusy={form.isBusy}
      isChanged={form.isChanged}
      problem={form.problem}
      summary={<Summary form={form} />}
    >
      <Tabs value={tab} onChange={(next) => setTab(next ?? 'details')}>
        <Tabs.List mb="md">
          <Tabs.Tab value="details">{say('details')}</Tabs.Tab>
          <Tabs.Tab value="roles">{say('roles')}</Tabs.Tab>
        </Tabs.List>
        <Panels form={form} />
      </Tabs>
    </FormDrawer>
  )
}

function Panels({ form }: { readonly form: FormState }) {
  const say = useSay(groupMessages)
  return (
    <>
      <Tabs.Panel value="details">
        <Stack gap="lg">
          <TextInput
            label={say('name')}
            description={say('nameHint')}
            value={form.name}
            onChange={({ currentTarget }) => form.setName(currentTarget.value)}
            {...(form.isTried && form.name.trim() === '' && { error: say('nameMissing') })}
          />
          <MemberEditor groupId={form.savedId} change={form.members} onChange={form.setMembers} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="roles">
        <Stack gap="lg">
          <Text size="sm" className="console-quiet">
            {say('rolesHint')}
          </Text>
          <RoleFields choice={form.roles} onChoice={form.setRoles} />
        </Stack>
      </Tabs.Panel>
    </>
  )
}

/** What saving will do, over both tabs. */
function Summary({ form }: { readonly form: FormState }) {
  const say = useSay(groupMessages)
  const { joining, leaving } = form.members
  return (
    <>
      {form.isHalfMade && <Notice tone="warning">{say('half', { name: form.name })}</Notice>}
      {joining.length > 0 && <Text size="sm">{say('joinSummary', { count: joining.length })}</Text>}
      {leaving.length > 0 && <Text size="sm">{say('leaveSummary', { count: leaving.length })}</Text>}
      <ChangeSummary change={form.roleChange} />
      {form.savedId !== null && <RolesPreview type="group" id={form.savedId} {...toRoles(form.roleChange)} />}
    </>
  )
}

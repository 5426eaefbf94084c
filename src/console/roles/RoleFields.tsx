import { Input, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { FoundSelect } from '../parts/FoundSelect.tsx'
import { useFoundRoles } from '../people/use-found-roles.ts'
import type { RoleDraft } from './draft.ts'
import { roleMessages } from './messages.ts'
import type { RoleTab } from './role.ts'

/** Name, description, id, what to copy from, and level. */
export function RoleFields({
  tab,
  isEdit,
  draft,
  onDraft,
  nameError,
}: {
  readonly tab: RoleTab
  readonly isEdit: boolean
  readonly draft: RoleDraft
  readonly onDraft: (part: Partial<RoleDraft>) => void
  readonly nameError: string | null
}) {
  const say = useSay(roleMessages)
  return (
    <Stack gap="sm">
      <TextInput
        label={say('name')}
        required
        data-autofocus
        maxLength={255}
        value={draft.name}
        error={nameError}
        onChange={({ currentTarget }) => onDraft({ name: currentTarget.value })}
      />
      <Textarea
        label={say('roleDescription')}
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.description}
        onChange={({ currentTarget }) => onDraft({ description: currentTarget.value })}
      />
      <TextInput
        label={say('roleId')}
        description={say(isEdit ? 'idIsFixed' : 'idHint')}
        value={draft.id}
        readOnly={isEdit}
        onChange={({ currentTarget }) => onDraft({ id: currentTarget.value })}
      />
      {!isEdit && <CopyFrom tab={tab} onDraft={onDraft} />}
      {tab === 'global' && <Level isEdit={isEdit} draft={draft} onDraft={onDraft} />}
    </Stack>
  )
}

function CopyFrom({ tab, onDraft }: { readonly tab: RoleTab; readonly onDraft: (part: Partial<RoleDraft>) => void }) {
  const say = useSay(roleMessages)
  const [text, setText] = useState('')
  const [chosenId, setChosenId] = useState('')
  const found = useFoundRoles({ kind: tab }, text, chosenId === '' ? [] : [chosenId])
  const choose = async (role_id: string): Promise<void> => {
    setChosenId(role_id)
    if (role_id === '') return
    const { data } = await call('getRole', { role_id })
    onDraft({ level: data.scope_type, permissionIds: new Set(data.policies.map(({ id }) => id)) })
  }
  return (
    <FoundSelect
      label={say('copyFrom')}
      description={say('copyFromHint')}
      placeholder={say('copyFromNothing')}
      clearable
      options={found.map(({ id, name, scope_type }) => ({
        ...{ value: id, label: name },
        ...(tab === 'global' && { group: say(scope_type === 'account' ? 'account' : 'environment') }),
      }))}
      value={chosenId}
      onValue={(id) => void choose(id)}
      onSearch={setText}
    />
  )
}

/** Another level has other permissions: what was chosen on the first is gone. */
function Level({
  isEdit,
  draft,
  onDraft,
}: {
  readonly isEdit: boolean
  readonly draft: RoleDraft
  readonly onDraft: (part: Partial<RoleDraft>) => void
}) {
  const say = useSay(roleMessages)
  return (
    <Input.Wrapper label={say('level')} description={say(isEdit ? 'levelIsFixed' : 'levelHint')} labelElement="div">
      <div style={{ paddingTop: 6 }}>
        {isEdit ? (
          <Text size="sm">{say(draft.level === 'account' ? 'account' : 'environment')}</Text>
        ) : (
          <SegmentedControl
            aria-label={say('level')}
            value={draft.level}
            data={[
              { value: 'account', label: say('account') },
              { value: 'prodenv', label: say('environment') },
            ]}
            onChange={(level) =>
              onDraft({ level: level === 'prodenv' ? 'prodenv' : 'account', permissionIds: new Set() })
            }
          />
        )}
      </div>
    </Input.Wrapper>
  )
}

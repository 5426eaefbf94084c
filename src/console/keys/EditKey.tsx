import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSteps } from '../calls/use-steps.ts'
import { useSay } from '../language/messages.ts'
import { PrincipalChip } from '../parts/Chips.tsx'
import { FormDrawer } from '../parts/Panels.tsx'
import { UserPicker } from '../people/UserPicker.tsx'
import { changeKey } from './intents.ts'
import { PurposeField } from './PurposeField.tsx'
import { keysChange, type ShownKey } from './key.ts'
import { keyMessages } from './messages.ts'

/** What a key is called, and who answers for it. */
export function EditKey({
  shown,
  isOpen,
  onClose,
}: {
  readonly shown: ShownKey
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(keyMessages)
  const [name, setName] = useState(shown.name)
  const [purpose, setPurpose] = useState(shown.purpose ?? '')
  const [owner, setOwner] = useState(shown.owner)
  const steps = useSteps(keysChange, { says: say('saved', { name }), onDone: onClose })
  const hasPurpose = purpose.trim() !== (shown.purpose ?? '')
  const change = {
    ...(name !== shown.name && { name }),
    ...(hasPurpose && { purpose: purpose.trim() || null }),
    ...(owner !== shown.owner && { owner }),
  }
  const isChanged = Object.keys(change).length > 0
  const save = (): void => {
    if (isChanged) steps.run(() => changeKey(shown, change))
    else onClose()
  }
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('editTitle', { name: shown.name })}
      onSubmit={save}
      submitLabel={say('save')}
      isBusy={steps.isBusy}
      isChanged={isChanged}
      problem={steps.problem}
    >
      <TextInput
        label={say('name')}
        description={say('nameHint')}
        value={name}
        maxLength={255}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <PurposeField purpose={purpose} onPurpose={setPurpose} />
      <OwnerField owner={owner} onOwner={setOwner} />
    </FormDrawer>
  )
}

function OwnerField({
  owner,
  onOwner,
}: {
  readonly owner: string | null
  readonly onOwner: (owner: string | null) => void
}) {
  const say = useSay(keyMessages)
  const known = useEndpoint('getPrincipal', { type: 'user', id: owner ?? '' }, { isWanted: owner !== null })
  return (
    <Stack gap={6}>
      <Text size="sm" fw={570}>
        {say('owner')}
      </Text>
      <Text size="xs" className="console-quiet">
        {say('ownerHint')}
      </Text>
      {owner === null ? (
        <Text size="sm">{say('noOwnerYet')}</Text>
      ) : (
        <Group justify="space-between">
          <PrincipalChip type="user" name={known.data?.name ?? owner} />
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onOwner(null)}>
            {say('takeOwner')}
          </Button>
        </Group>
      )}
      <UserPicker
        label={say('chooseOwner')}
        excludedIds={new Set(owner === null ? [] : [owner])}
        onPick={({ id }) => onOwner(id)}
      />
    </Stack>
  )
}

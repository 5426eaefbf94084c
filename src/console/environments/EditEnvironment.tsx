import { Input, SegmentedControl, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { CallReply } from '../../api/client.ts'
import { call, useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { FormDrawer } from '../parts/Panels.tsx'
import { Answered } from '../parts/States.tsx'
import { AttributeFields } from './AttributeFields.tsx'
import { attributesOf, toCustomAttributes, type ShownEnvironment } from './environment.ts'
import { environmentMessages } from './messages.ts'
import { useEnvironmentSteps } from './use-environment-steps.ts'

type Settings = CallReply<'getLibrarySettings'>

interface EditProps {
  readonly shown: ShownEnvironment
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The name, the cloud name, the custom attributes and the library settings of an environment. */
export function EditEnvironment({ shown, isOpen, onClose }: EditProps) {
  const say = useSay(environmentMessages)
  const { cloud_name } = shown
  const form = useEditing(shown, onClose)
  const { draft, set } = form
  const library = useEndpoint('getLibrarySettings', { cloud_name }, { isWanted: isOpen })
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('editTitle', { name: shown.name })}
      onSubmit={form.save}
      submitLabel={say('save')}
      isBusy={form.steps.isBusy}
      isChanged={form.isChanged}
      problem={form.steps.problem}
    >
      <TextInput
        label={say('name')}
        value={draft.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <TextInput
        label={say('cloudName')}
        maxLength={63}
        value={draft.cloudName}
        onChange={({ currentTarget }) => set({ cloudName: currentTarget.value })}
      />
      {draft.cloudName !== cloud_name && <Notice tone="warning">{say('cloudNameChanges')}</Notice>}
      <AttributeFields attributes={draft.attributes} onAttributes={(attributes) => set({ attributes })} />
      <Answered query={library} intent={{ endpoint: 'getLibrarySettings', input: { cloud_name } }}>
        {(found) => (
          <LibraryFields
            settings={{ ...found, ...draft.settings }}
            onSettings={(part) => set({ settings: { ...draft.settings, ...part } })}
          />
        )}
      </Answered>
    </FormDrawer>
  )
}

/** What the form holds, what of it is new, and how it is saved. */
function useEditing(shown: ShownEnvironment, onClose: () => void) {
  const say = useSay(environmentMessages)
  const { id: sub_account_id, cloud_name } = shown
  const [draft, setDraft] = useState(() => ({
    ...{ name: shown.name, cloudName: cloud_name, attributes: attributesOf(shown) },
    settings: nothingChanged,
  }))
  const [name, cloudName] = [draft.name.trim(), draft.cloudName.trim()]
  const steps = useEnvironmentSteps(say('saved', { name }), onClose)
  const custom = toCustomAttributes(draft.attributes)
  const hasOther = JSON.stringify(custom ?? {}) !== JSON.stringify(shown.custom_attributes)
  const details = {
    ...(name !== shown.name && { name }),
    ...(cloudName !== cloud_name && { cloud_name: cloudName }),
    ...(hasOther && { custom_attributes: custom }),
  }
  const hasDetails = Object.keys(details).length > 0
  const hasSettings = Object.keys(draft.settings).length > 0
  const save = (): void => {
    if (!hasDetails && !hasSettings) return onClose()
    steps.run(async () => {
      // Settings first: they go by the cloud name that it has until now.
      if (hasSettings) await call('updateLibrarySettings', { cloud_name, ...draft.settings })
      if (hasDetails) await call('updateProductEnvironment', { sub_account_id, ...details })
    })
  }
  const set = (part: Partial<typeof draft>): void => setDraft((old) => ({ ...old, ...part }))
  return { draft, set, save, steps, isChanged: hasDetails || hasSettings }
}

const nothingChanged: Partial<Settings> = {}

function LibraryFields({
  settings: { folder_mode, backups },
  onSettings,
}: {
  readonly settings: Settings
  readonly onSettings: (part: Partial<Settings>) => void
}) {
  const say = useSay(environmentMessages)
  return (
    <Stack gap="sm">
      <Title order={2} size="h2">
        {say('library')}
      </Title>
      <Input.Wrapper label={say('folderMode')} labelElement="div">
        <div style={{ paddingTop: 4 }}>
          <SegmentedControl
            aria-label={say('folderMode')}
            value={folder_mode}
            data={[
              { value: 'dynamic', label: say('dynamic') },
              { value: 'fixed', label: say('fixed') },
            ]}
            onChange={(mode) => onSettings({ folder_mode: mode === 'fixed' ? 'fixed' : 'dynamic' })}
          />
        </div>
        <Text size="xs" className="console-quiet" mt={6}>
          {say(folder_mode === 'fixed' ? 'fixedText' : 'dynamicText')}
        </Text>
      </Input.Wrapper>
      <Switch
        label={say('backups')}
        checked={backups}
        onChange={({ currentTarget }) => onSettings({ backups: currentTarget.checked })}
      />
    </Stack>
  )
}

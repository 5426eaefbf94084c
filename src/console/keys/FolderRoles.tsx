import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { CallReply } from '../../api/client.ts'
import { useSession } from '../calls/session.ts'
import { useEndpoint, call } from '../calls/use-endpoint.ts'
import { useSteps } from '../calls/use-steps.ts'
import { useSay } from '../language/messages.ts'
import { ScopeBadge } from '../parts/Chips.tsx'
import { FoundSelect } from '../parts/FoundSelect.tsx'
import { Icon } from '../parts/icons.tsx'
import { Notice } from '../parts/Notice.tsx'
import { DetailsPanel } from '../parts/Panels.tsx'
import { ProblemText } from '../parts/ProblemText.tsx'
import { Answered } from '../parts/States.tsx'
import { FolderPicker } from '../people/FolderPicker.tsx'
import { useFoundRoles } from '../people/use-found-roles.ts'
import { keysChange, type ShownKey } from './key.ts'
import classes from './keys.module.css'
import { keyMessages } from './messages.ts'

interface FolderRole {
  readonly roleId: string
  readonly environmentId: string
  readonly folderId: string
}

/** The roles of a key on folders: those it has, and another one. */
export function FolderRoles({
  shown,
  isOpen,
  onClose,
}: {
  readonly shown: ShownKey
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(keyMessages)
  const { type, id, name } = shown
  const principal = useEndpoint('getPrincipal', { type, id }, { isWanted: isOpen })
  const steps = useSteps(keysChange)
  const change = (operation: 'add' | 'remove', { roleId, environmentId, folderId }: FolderRole): void =>
    steps.run(() => {
      const role = { id: roleId, scope_id: environmentId, policy_parameters: { folder_id: folderId } }
      return call('changePrincipalRoles', { type, id, [operation]: [role] })
    })
  return (
    <DetailsPanel isOpen={isOpen} onClose={onClose} title={say('folderTitle', { name })}>
      <Stack gap="md">
        <Text size="sm" className="console-quiet">
          {say('folderText')}
        </Text>
        <Answered query={principal}>
          {({ roles }) => <HeldRoles roles={roles} onTake={(one) => change('remove', one)} />}
        </Answered>
        <GiveRole environmentId={shown.environmentId} isBusy={steps.isBusy} onGive={(one) => change('add', one)} />
        {steps.problem !== null && (
          <Notice tone="error">
            <ProblemText problem={steps.problem} />
          </Notice>
        )}
      </Stack>
    </DetailsPanel>
  )
}

type Held = CallReply<'getPrincipal'>['roles'][number]

function HeldRoles({
  roles,
  onTake,
}: {
  readonly roles: readonly Held[]
  readonly onTake: (role: FolderRole) => void
}) {
  const say = useSay(keyMessages)
  const held = roles.filter(({ place, group }) => place?.type === 'folder' && group === null)
  if (held.length === 0) return <Text size="sm">{say('noFolderRoles')}</Text>
  return (
    <ul className={classes.answers}>
      {held.map(({ role_id: roleId, scope_id: environmentId = '', name: role, place }) => {
        const [folderId, folder] = [place?.id ?? '', place?.name ?? place?.id ?? '']
        return (
          <li key={`${roleId} ${folderId}`}>
            <Group justify="space-between" wrap="nowrap">
              <Group gap={8}>
                <Text size="sm" fw={550}>
                  {role}
                </Text>
                <ScopeBadge scope={{ type: 'folder', name: folder }} />
              </Group>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={say('take', { role, folder })}
                onClick={() => onTake({ roleId, environmentId, folderId })}
              >
                <Icon name="cross" size={16} />
              </ActionIcon>
            </Group>
          </li>
        )
      })}
    </ul>
  )
}

function GiveRole({
  environmentId: own,
  isBusy,
  onGive,
}: {
  readonly environmentId: string | null
  readonly isBusy: boolean
  readonly onGive: (role: FolderRole) => void
}) {
  const say = useSay(keyMessages)
  const { environments } = useSession()
  const [environmentId, setEnvironmentId] = useState(own ?? environments[0]?.id ?? '')
  const [folderId, setFolderId] = useState('')
  const [roleId, setRoleId] = useState<string | null>(null)
  const choose = (id: string): void => {
    setEnvironmentId(id)
    setFolderId('')
  }
  return (
    <Stack gap="xs">
      {own === null && <ChooseEnvironment environmentId={environmentId} onChoose={choose} />}
      <Group align="flex-end" gap="xs">
        <div style={{ flex: '1 1 200px' }}>
          <Text size="sm" fw={600} mb={2}>
            {say('folder')}
          </Text>
          <FolderPicker key={environmentId} environmentId={environmentId} folderId={folderId} onFolder={setFolderId} />
        </div>
        <ChooseRole roleId={roleId ?? ''} onChoose={(id) => setRoleId(id === '' ? null : id)} />
        <Button
          variant="default"
          loading={isBusy}
          disabled={roleId === null || folderId === ''}
          onClick={() => roleId !== null && onGive({ roleId, environmentId, folderId })}
        >
          {say('give')}
        </Button>
      </Group>
    </Stack>
  )
}

function ChooseRole({ roleId, onChoose }: { readonly roleId: string; readonly onChoose: (roleId: string) => void }) {
  const say = useSay(keyMessages)
  const [text, setText] = useState('')
  const found = useFoundRoles({ kind: 'folder' }, text, roleId === '' ? [] : [roleId])
  return (
    <FoundSelect
      label={say('role')}
      placeholder={say('chooseRole')}
      style={{ flex: '1 1 160px' }}
      options={found.map(({ id, name }) => ({ value: id, label: name }))}
      value={roleId}
      onValue={onChoose}
      onSearch={setText}
    />
  )
}

function ChooseEnvironment({
  environmentId,
  onChoose,
}: {
  readonly environmentId: string
  readonly onChoose: (environmentId: string) => void
}) {
  const say = useSay(keyMessages)
  const { environments } = useSession()
  return (
    <Select
      label={say('environment')}
      data={environments.map(({ id, name }) => ({ value: id, label: name }))}
      searchable={environments.length > 8}
      limit={100}
      value={environmentId}
      allowDeselect={false}
      onChange={(id) => onChoose(id ?? '')}
    />
  )
}

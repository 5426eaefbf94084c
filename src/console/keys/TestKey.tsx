import { Badge, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CallReply } from '../../api/client.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { DetailsPanel } from '../parts/Panels.tsx'
import { Answered } from '../parts/States.tsx'
import { rolePath } from '../people/address.ts'
import { FolderPicker } from '../people/FolderPicker.tsx'
import { useRoleNames } from '../people/use-names.ts'
import { accessQuestions, accountQuestions, questionTexts, toWireQuestion } from './common-questions.ts'
import type { ShownKey } from './key.ts'
import classes from './keys.module.css'
import { keyMessages } from './messages.ts'

type Decision = Extract<CallReply<'decide'>, { decisions: unknown }>['decisions'][number]
type Explained = Extract<Decision, { via: unknown }>

/** Asks the server what a key may do of what programs commonly do, and shows why, or which role it would take. */
export function TestKey({
  shown,
  isOpen,
  onClose,
}: {
  readonly shown: ShownKey
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(keyMessages)
  const ask = useSay(questionTexts)
  const [folderId, setFolderId] = useState('')
  const { type, id, name } = shown
  const environmentId = shown.environmentId ?? ''
  const asked = shown.environmentId === null ? accountQuestions : accessQuestions
  const questions = asked.map((one) => toWireQuestion(one, { type, id }, { environmentId, folderId }))
  const answers = useEndpoint('decide', { questions }, { isWanted: isOpen, keepsOld: true })
  return (
    <DetailsPanel isOpen={isOpen} onClose={onClose} title={say('testTitle', { name })}>
      <Stack gap="md">
        <Text size="sm" className="console-quiet">
          {say('testText')}
        </Text>
        {shown.environmentId !== null && (
          <div>
            <Text size="sm" fw={570} mb={4}>
              {say('inFolder')}
            </Text>
            <FolderPicker environmentId={environmentId} folderId={folderId} onFolder={setFolderId} />
          </div>
        )}
        <Answered query={answers} intent={{ endpoint: 'decide', input: { questions } }}>
          {(reply) => (
            <ul className={classes.answers}>
              {asked.map((question, position) => {
                const decision = 'decisions' in reply ? reply.decisions[position] : undefined
                if (decision === undefined) return null
                return <Answer key={question.key} text={ask(question.key)} decision={decision} />
              })}
            </ul>
          )}
        </Answered>
      </Stack>
    </DetailsPanel>
  )
}

function Answer({ text, decision }: { readonly text: string; readonly decision: Decision }) {
  const say = useSay(keyMessages)
  const isAllowed = decision.outcome === 'allow'
  return (
    <li data-outcome={decision.outcome}>
      <Group gap={10} wrap="nowrap" align="flex-start">
        <span className={classes.mark} role="img" aria-label={say(isAllowed ? 'yes' : 'no')}>
          <Icon name={isAllowed ? 'tick' : 'cross'} size={15} />
        </span>
        <div>
          <Text size="sm" fw={550}>
            {text}
          </Text>
          {'via' in decision && <Why decision={decision} />}
        </div>
      </Group>
    </li>
  )
}

function Why({ decision }: { readonly decision: Explained }) {
  const say = useSay(keyMessages)
  const { outcome, gates, via, missing } = decision
  if (outcome === 'allow') return <Because via={via} />
  const closed = gates.find(({ passed }) => !passed)
  const isForbidden = via.some((one) => one.type === 'custom_policy' && one.effect === 'forbid')
  const reason =
    closed !== undefined
      ? say('gate', { gate: closed.gate.replaceAll('_', ' ') })
      : say(isForbidden ? 'forbidden' : 'nothingPermits')
  const [smallest] = missing?.roles ?? []
  return (
    <>
      <Text size="xs" className="console-quiet">
        {reason}
      </Text>
      {smallest !== undefined && (
        <Group gap={6} mt={2}>
          <Text size="xs" className="console-quiet">
            {say('wouldDo')}
          </Text>
          <Badge component={Link} to={rolePath(smallest.id)} color="ink" style={{ cursor: 'pointer' }}>
            {smallest.name}
          </Badge>
          {missing?.needs_library_access === true && (
            <Text size="xs" className="console-quiet">
              {say('wouldDoLibrary')}
            </Text>
          )}
        </Group>
      )}
    </>
  )
}

function Because({ via }: { readonly via: Explained['via'] }) {
  const say = useSay(keyMessages)
  const catalogue = useEndpoint('getSystemRolesAndPoliciesCatalog', {})
  const ids = [...new Set(via.flatMap((one) => (one.type === 'assignment' ? [one.role_id] : [])))]
  const nameOf = useRoleNames(ids)
  // The catalogue names system roles to everybody.
  const system = new Map(catalogue.data?.catalog.system_roles.map(({ id, name }) => [id, name]))
  const names = ids.map((id) => system.get(id) ?? nameOf(id))
  return (
    <Text size="xs" className="console-quiet">
      {names.length > 0 ? say('allowedBy', { roles: names.join(', ') }) : say('allowedByPolicy')}
    </Text>
  )
}

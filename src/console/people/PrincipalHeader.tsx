import { ActionIcon, Code, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CallReply } from '../../api/client.ts'
import { useSay } from '../language/messages.ts'
import { PrincipalChip, PrincipalSign } from '../parts/Chips.tsx'
import { Icon } from '../parts/icons.tsx'
import { partMessages } from '../parts/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { principalPath } from './address.ts'
import { peopleMessages } from './messages.ts'
import { inWords, sinceThen } from './Moment.tsx'
import { PrincipalActions } from './PrincipalActions.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { useNow } from './use-now.ts'

type Principal = CallReply<'getPrincipal'>

/** Who it is, in which state, and what can be done to it. */
export function PrincipalHeader({ principal }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const part = useSay(partMessages)
  const { type, name, email, state, roles } = principal
  return (
    <div>
      <PageHeader
        title={name}
        sign={<PrincipalSign type={type} />}
        trail={<Link to={lists[type].to}>{say(lists[type].says)}</Link>}
        actions={<PrincipalActions principal={principal} />}
      />
      <Stack gap={10} mt={-6}>
        <Group gap="6px 14px">
          <Text size="sm" className="console-quiet">
            {part(type)}
          </Text>
          {type !== 'group' && <StatusBadge state={state} />}
          {email !== null && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {email}
            </Text>
          )}
          <IdCode id={principal.id} />
        </Group>
        <Facts principal={principal} />
        {state !== 'active' && (
          <Notice tone="warning">{say(state === 'pending' ? 'pendingNotice' : 'disabledNotice')}</Notice>
        )}
        {roles.length === 0 && <Notice tone="info">{say('noRolesNotice')}</Notice>}
      </Stack>
    </div>
  )
}

/** Where each kind is listed. */
const lists = {
  user: { to: '/users', says: 'toUsers' },
  group: { to: '/users?tab=groups', says: 'toGroups' },
  apiKey: { to: '/api-keys', says: 'toKeys' },
  provisioningKey: { to: '/account-keys', says: 'toAccountKeys' },
} as const

function IdCode({ id }: { readonly id: string }) {
  const say = useSay(peopleMessages)
  return (
    <Group gap={2} wrap="nowrap">
      <Code style={{ overflowWrap: 'anywhere' }}>{id}</Code>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Tooltip label={say(copied ? 'copied' : 'copyId')}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={say('copyId')}>
              <Icon name={copied ? 'tick' : 'copy'} size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}

/** What is known of it besides its name, in one line. */
function Facts({ principal }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const { type, last_seen_at, has_second_factor, member_count, owner, created_at } = principal
  const now = useNow()
  const isKey = type === 'apiKey' || type === 'provisioningKey'
  const seen = last_seen_at === null ? null : sinceThen(last_seen_at, now)
  const facts = [
    ...(type === 'user' ? [seen === null ? say('neverSignedIn') : say('lastSignIn', { at: seen })] : []),
    ...(isKey ? [seen === null ? say('neverUsed') : say('lastUsed', { at: seen })] : []),
    ...(has_second_factor === null ? [] : [say(has_second_factor ? 'secondFactor' : 'noSecondFactor')]),
    ...(member_count === null ? [] : [say('members', { count: member_count })]),
    say('made', { at: inWords(created_at) }),
  ]
  return (
    <Group gap="md">
      <Text size="sm" className="console-quiet">
        {facts.join(' · ')}
      </Text>
      {principal.purpose !== null && <Text size="sm">{principal.purpose}</Text>}
      {owner !== null && (
        <Group gap={6}>
          <Text size="sm" className="console-quiet">
            {say('ownedBy')}
          </Text>
          <PrincipalChip type="user" name={owner.name} to={principalPath('user', owner.id)} />
        </Group>
      )}
    </Group>
  )
}

import { Badge, Group, Text } from '@mantine/core'
import type { CallReply } from '../../api/client.ts'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { PrincipalChip, ScopeBadge } from '../parts/Chips.tsx'
import { principalPath } from './address.ts'
import { ChangeAccess, type AccessOf } from './ChangeAccess.tsx'
import { peopleMessages } from './messages.ts'
import { Section } from './Section.tsx'
import { useDialog } from './use-dialog.ts'

type Principal = CallReply<'getPrincipal'>

/** The environments that are open to a user, and its groups; or the environment that a key is of. */
export function AccessSection({ principal }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const { type, groups } = principal
  const isUser = type === 'user'
  return (
    <>
      <Section
        title={say('environmentAccess')}
        hint={say(isUser ? 'accessHint' : 'keyEnvironment')}
        actions={isUser && <ChangeButton principal={principal} />}
      >
        <div className="console-sheet" style={{ padding: '12px 16px' }}>
          <Environments principal={principal} />
        </div>
      </Section>
      {isUser && (
        <Section title={say('memberships')}>
          <Group gap="md" className="console-sheet" style={{ padding: '12px 16px' }}>
            {groups.length === 0 ? (
              <Text size="sm" className="console-quiet">
                {say('noMemberships')}
              </Text>
            ) : (
              groups.map(({ id, name }) => (
                <PrincipalChip key={id} type="group" name={name} to={principalPath('group', id)} />
              ))
            )}
          </Group>
        </Section>
      )}
    </>
  )
}

function Environments({ principal: { all_environments, environments } }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  if (all_environments) return <Text size="sm">{say('accessEvery')}</Text>
  if (environments.length === 0) return <Text size="sm">{say('accessNone')}</Text>
  return (
    <Group gap="xs">
      {environments.map(({ id, name, enabled }) => (
        <Group key={id} gap={4}>
          <ScopeBadge scope={{ type: 'environment' }} label={name} />
          {!enabled && <Badge color="gray">{say('closed')}</Badge>}
        </Group>
      ))}
    </Group>
  )
}

function ChangeButton({ principal }: { readonly principal: Principal }) {
  const say = useSay(peopleMessages)
  const { id, name, all_environments, environments } = principal
  const dialog = useDialog<AccessOf>()
  const access = { isAll: all_environments, ids: all_environments ? [] : environments.map((one) => one.id) }
  return (
    <>
      <ActionButton
        intent={{ endpoint: 'updateUser', input: { user_id: id } }}
        onAct={() => dialog.open({ id, name, access })}
        variant="default"
        size="xs"
      >
        {say('changeAccess')}
      </ActionButton>
      {dialog.about !== null && (
        <ChangeAccess key={dialog.round} of={dialog.about} isOpen={dialog.isOpen} onClose={dialog.close} />
      )}
    </>
  )
}

import { Button, Group, Stack, Text } from '@mantine/core'
import type { CallReply } from '../../api/client.ts'
import { useAct, useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Icon } from '../parts/icons.tsx'
import { DetailsPanel } from '../parts/Panels.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import { inWords, Moment } from '../people/Moment.tsx'
import { userMessages } from './messages.ts'
import type { ListedUser } from './user.ts'
import { agentName } from './agent-name.ts'

type ListedSession = CallReply<'listUserSessions'>['sessions'][number]

/** Where a user is signed in; sessions are ended one by one, or all of them. */
export function UserSessions({
  user: { id, name },
  isOpen,
  onClose,
}: {
  readonly user: Pick<ListedUser, 'id' | 'name'>
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(userMessages)
  const sessions = useEndpoint('listUserSessions', { user_id: id }, { isWanted: isOpen })
  const endAll = useAct('endUserSessions', {
    changes: ['listUserSessions'],
    says: () => say('endedAll', { name }),
  })
  return (
    <DetailsPanel isOpen={isOpen} onClose={onClose} title={say('sessionsTitle', { name })}>
      <Stack gap="md">
        <Text size="sm" className="console-quiet">
          {say('sessionsText')}
        </Text>
        <Answered query={sessions} intent={{ endpoint: 'listUserSessions', input: { user_id: id } }}>
          {({ sessions: all }) =>
            all.length === 0 ? (
              <EmptyState icon="screen" title={say('noSessions')} />
            ) : (
              <>
                <ul className="console-lines">
                  {all.map((session) => (
                    <SessionLine key={session.id} userId={id} session={session} />
                  ))}
                </ul>
                <ActionButton
                  intent={{ endpoint: 'endUserSessions', input: { user_id: id } }}
                  onAct={() => endAll.mutate({ user_id: id })}
                  variant="default"
                  loading={endAll.isPending}
                  style={{ alignSelf: 'flex-start' }}
                >
                  {say('endAll')}
                </ActionButton>
              </>
            )
          }
        </Answered>
      </Stack>
    </DetailsPanel>
  )
}

function SessionLine({ userId, session }: { readonly userId: string; readonly session: ListedSession }) {
  const say = useSay(userMessages)
  const end = useAct('endUserSessions', { changes: ['listUserSessions'], says: () => say('ended') })
  const agent = agentName(session.agent) ?? say('unknownAgent')
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" style={{ flex: 1 }}>
        <Group gap="sm" wrap="nowrap">
          <Icon name="screen" />
          <div>
            <Text size="sm" fw={550}>
              {agent}
            </Text>
            <Text size="xs" className="console-quiet">
              {say('from', { address: session.address })} · {say('began', { at: inWords(session.began_at) })}
            </Text>
            <Text size="xs" className="console-quiet" component="div">
              {say('seen')} <Moment at={session.seen_at} />
            </Text>
          </div>
        </Group>
        <Button
          variant="default"
          size="xs"
          style={{ flexShrink: 0 }}
          aria-label={say('endOneOf', { agent })}
          loading={end.isPending}
          onClick={() => end.mutate({ user_id: userId, session_id: session.id })}
        >
          {say('endOne')}
        </Button>
      </Group>
    </li>
  )
}

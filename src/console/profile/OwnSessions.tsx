import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import type { CallReply } from '../../api/client.ts'
import { useLeave } from '../calls/session.ts'
import { useAct, useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { Answered } from '../parts/States.tsx'
import { inWords, Moment } from '../people/Moment.tsx'
import { agentName } from '../users/agent-name.ts'
import { profileMessages } from './messages.ts'

type OwnSession = CallReply<'listOwnSessions'>['sessions'][number]

/** Where one is signed in, the session of this page first; others are ended one by one, or all of them. */
export function OwnSessions() {
  const query = useEndpoint('listOwnSessions', {})
  return (
    <Answered query={query} intent={{ endpoint: 'listOwnSessions', input: {} }}>
      {({ sessions }) => (
        <Stack>
          <ul className="console-lines">
            {[...sessions].sort(byUse).map((session) => (
              <SessionLine key={session.id} session={session} />
            ))}
          </ul>
          <EndMany hasOthers={sessions.length > 1} />
        </Stack>
      )}
    </Answered>
  )
}

const byUse = (one: OwnSession, other: OwnSession): number =>
  Number(other.is_this) - Number(one.is_this) || other.seen_at.localeCompare(one.seen_at)

function EndMany({ hasOthers }: { readonly hasOthers: boolean }) {
  const say = useSay(profileMessages)
  const leave = useLeave()
  const endOthers = useAct('endOtherOwnSessions', { changes: ['listOwnSessions'], says: () => say('endedOthers') })
  const endAll = useAct('signOutEverywhere', { changes: [], onDone: leave })
  return (
    <Group gap="xs">
      {hasOthers && (
        <Button variant="default" onClick={() => endOthers.mutate({})} loading={endOthers.isPending}>
          {say('endOthers')}
        </Button>
      )}
      <Button variant="default" onClick={() => endAll.mutate({})} loading={endAll.isPending}>
        {say('endAll')}
      </Button>
    </Group>
  )
}

function SessionLine({ session }: { readonly session: OwnSession }) {
  const { id, is_this, address, began_at, seen_at, ends_at } = session
  const say = useSay(profileMessages)
  const end = useAct('endOtherOwnSessions', { changes: ['listOwnSessions'], says: () => say('ended') })
  const agent = agentName(session.agent) ?? say('unknownAgent')
  return (
    <li>
      <Icon name="screen" size={20} style={{ color: 'var(--console-quiet)', marginTop: 2 }} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap={8}>
          <Text size="sm" fw={550}>
            {agent}
          </Text>
          {is_this && <Badge color="teal">{say('thisSession')}</Badge>}
        </Group>
        <Text size="xs" className="console-quiet">
          {say('where', { address, at: inWords(began_at) })}
        </Text>
        <Text size="xs" className="console-quiet" component="div">
          {is_this ? (
            say('ends', { until: inWords(ends_at) })
          ) : (
            <>
              {say('seen')} <Moment at={seen_at} />
            </>
          )}
        </Text>
      </div>
      {!is_this && (
        <Button
          variant="default"
          size="xs"
          aria-label={say('endOneOf', { agent, address })}
          loading={end.isPending}
          onClick={() => end.mutate({ session_id: id })}
        >
          {say('endOne')}
        </Button>
      )}
    </li>
  )
}

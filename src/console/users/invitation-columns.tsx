import { Badge, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Column } from '../parts/DataTable.tsx'
import { principalPath } from '../people/address.ts'
import { Moment } from '../people/Moment.tsx'
import classes from './Invitations.module.css'
import type { InvitationSay, ListedInvitation } from './invitation.ts'

const colors = { failed: 'red', expired: 'orange', unsent: 'gray', pending: 'teal' } as const

/** The columns of the list of invitations. */
export const invitationColumns = (say: InvitationSay): readonly Column<ListedInvitation>[] => [
  {
    id: 'name',
    head: say('name'),
    width: '18%',
    orderBy: ({ name }) => name,
    show: ({ user_id, name }) => (
      <Link to={principalPath('user', user_id)} className="console-name">
        {name}
      </Link>
    ),
  },
  {
    id: 'email',
    isPlain: true,
    head: say('email'),
    width: '22%',
    orderBy: ({ email }) => email,
    show: ({ email }) => <span className="console-quiet">{email}</span>,
  },
  stateColumn(say),
  {
    id: 'letter',
    isPlain: true,
    head: say('letter'),
    show: (invitation) => <Letter say={say} invitation={invitation} />,
  },
  {
    id: 'sent',
    head: say('invited'),
    width: '124px',
    orderBy: ({ sent_at }) => sent_at ?? '',
    show: ({ sent_at }) => <Moment at={sent_at} />,
  },
  {
    id: 'expires',
    head: say('expires'),
    width: '124px',
    isMinor: true,
    show: ({ expires_at }) => <Moment at={expires_at} />,
  },
]

const stateColumn = (say: InvitationSay): Column<ListedInvitation> => ({
  id: 'state',
  isPlain: true,
  head: say('state'),
  width: '136px',
  orderBy: ({ state }) => state,
  show: ({ state }) => (
    <Badge color={colors[state]} miw="max-content">
      {say(`state_${state}`)}
    </Badge>
  ),
})

/** What became of the letter; while the link still works that no mail took there, why, and what is to be done. */
function Letter({
  say,
  invitation: { state, sending },
}: {
  readonly say: InvitationSay
  readonly invitation: ListedInvitation
}) {
  const failure = sending?.failure ?? null
  if (state !== 'failed' || failure === null) {
    return (
      <Text size="sm" component="span" className="console-quiet">
        {say(`sent_${sending?.outcome ?? (state === 'unsent' ? 'none' : 'unknown')}`)}
      </Text>
    )
  }
  return (
    <div>
      <Text size="sm" className={classes.why ?? ''}>
        {say(`why_${failure}`)}
      </Text>
      <Text size="xs" className="console-quiet">
        {say(`then_${failure}`)}
      </Text>
    </div>
  )
}

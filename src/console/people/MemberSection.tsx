import { Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CallReply } from '../../api/client.ts'
import { useSay, type Say } from '../language/messages.ts'
import { DataTable, type Column } from '../parts/DataTable.tsx'
import { SearchField } from '../parts/Filters.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import type { ListedUser } from '../users/user.ts'
import { useUserPages } from '../users/use-user-pages.ts'
import { principalPath } from './address.ts'
import { peopleMessages } from './messages.ts'
import { Moment } from './Moment.tsx'
import { Section } from './Section.tsx'
import { StatusBadge } from './StatusBadge.tsx'

/** The users of a group, any number of them. */
export function MemberSection({ group: { id } }: { readonly group: CallReply<'getPrincipal'> }) {
  const say = useSay(peopleMessages)
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const fields = { group: id, ...(text !== '' && { text }) }
  const pages = useUserPages(fields)
  return (
    <Section
      title={say('memberList')}
      actions={<SearchField label={say('searchUsers')} text={text} onText={setText} />}
    >
      <Answered query={pages} intent={{ endpoint: 'searchUsers', input: fields }}>
        {({ rows, total }) => (
          <DataTable
            label={say('memberList')}
            columns={columnsOf(say)}
            rows={rows}
            idOf={(user) => user.id}
            nameOf={({ name }) => name}
            onOpen={(user) => void navigate({ to: principalPath('user', user.id) })}
            onMore={pages.onMore}
            isLoadingMore={pages.isLoadingMore}
            {...(total !== null && { total })}
            empty={<EmptyState icon="users" title={say(text === '' ? 'noMembers' : 'nothingFound')} />}
          />
        )}
      </Answered>
    </Section>
  )
}

const columnsOf = (say: Say<keyof typeof peopleMessages.texts>): readonly Column<ListedUser>[] => [
  {
    id: 'name',
    head: say('name'),
    width: '32%',
    show: ({ id, name }) => (
      <Text size="sm" fw={570} component={Link} to={principalPath('user', id)} c="inherit">
        {name}
      </Text>
    ),
  },
  { id: 'email', head: say('email'), show: ({ email }) => <span className="console-quiet">{email}</span> },
  { id: 'state', head: say('state'), width: '110px', show: ({ status }) => <StatusBadge state={status} /> },
  {
    id: 'seen',
    head: say('lastSeen'),
    width: '130px',
    isMinor: true,
    show: ({ last_seen_at }) => <Moment at={last_seen_at} />,
  },
]

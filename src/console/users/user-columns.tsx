import { ActionIcon, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSay, type Say } from '../language/messages.ts'
import type { Column } from '../parts/DataTable.tsx'
import { Icon } from '../parts/icons.tsx'
import { principalPath } from '../people/address.ts'
import { NameList, RoleChips } from '../people/HeldChips.tsx'
import { peopleMessages } from '../people/messages.ts'
import { Moment } from '../people/Moment.tsx'
import { StatusBadge } from '../people/StatusBadge.tsx'
import { userMessages } from './messages.ts'
import type { UserDeed } from './user-actions.ts'
import type { ListedUser } from './user.ts'

type UserSay = Say<keyof typeof userMessages.texts>
type Open = (user: ListedUser, deed: UserDeed) => void

/** The columns of the list of users. */
export function useUserColumns(open: Open): readonly Column<ListedUser>[] {
  const say = useSay(userMessages)
  const people = useSay(peopleMessages)
  return [
    {
      id: 'name',
      head: say('name'),
      show: ({ id, name }) => (
        <Link to={principalPath('user', id)} className="console-name">
          {name}
        </Link>
      ),
    },
    {
      id: 'email',
      isPlain: true,
      head: say('email'),
      width: '21%',
      show: ({ email }) => (
        <Text size="sm" className="console-quiet" component="span" style={{ overflowWrap: 'anywhere' }}>
          {email}
        </Text>
      ),
    },
    groupColumn(say, open),
    { id: 'roles', isPlain: true, head: say('roles'), width: '17%', show: ({ roles }) => <RoleChips roles={roles} /> },
    environmentColumn(say, people('all'), open),
    {
      id: 'status',
      isPlain: true,
      head: say('status'),
      width: '104px',
      show: ({ status }) => <StatusBadge state={status} />,
    },
    {
      id: 'seen',
      head: say('lastSeen'),
      width: '104px',
      isMinor: true,
      show: ({ last_seen_at }) => <Moment at={last_seen_at} />,
    },
  ]
}

/** The value leads to the details, where groups are chosen. */
const groupColumn = (say: UserSay, open: Open): Column<ListedUser> => ({
  id: 'groups',
  head: say('groupsHead'),
  width: '11%',
  isMinor: true,
  show: (user) => (
    <UnstyledButton fz="sm" style={{ display: 'block' }} onClick={() => open(user, 'edit')}>
      <NameList names={user.groups.map(({ name }) => name)} empty={say('none')} />
      <VisuallyHidden> {say('editOf', { name: user.name })}</VisuallyHidden>
    </UnstyledButton>
  ),
})

const environmentColumn = (say: UserSay, all: string, open: Open): Column<ListedUser> => ({
  id: 'environments',
  head: say('environments'),
  width: '15%',
  show: (user) => (
    <Group gap={2} wrap="nowrap" justify="space-between">
      <Text size="sm" component="span">
        <NameList
          names={user.all_environments ? [all] : user.environments.map(({ name }) => name)}
          empty={say('none')}
        />
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={say('accessOf', { name: user.name })}
        onClick={() => open(user, 'access')}
      >
        <Icon name="edit" size={15} />
      </ActionIcon>
    </Group>
  ),
})

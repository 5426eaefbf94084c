import { ActionIcon, Badge, Code, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay, type Say } from '../language/messages.ts'
import type { Column } from '../parts/DataTable.tsx'
import { Icon } from '../parts/icons.tsx'
import { principalPath } from '../people/address.ts'
import { Moment } from '../people/Moment.tsx'
import { StatusBadge } from '../people/StatusBadge.tsx'
import type { ShownKey } from './key.ts'
import { keyMessages } from './messages.ts'

type KeySay = Say<keyof typeof keyMessages.texts>

/** The columns of a list of keys; those of the account name their roles. */
export const columnsOf = (say: KeySay, namesRoles: boolean): readonly Column<ShownKey>[] => [
  {
    id: 'name',
    head: say('name'),
    show: ({ type, id, name, purpose, isRoot }) => (
      <div>
        <Group gap={8} component="span" display="inline-flex">
          <Link to={principalPath(type, id)} className="console-name">
            {name}
          </Link>
          {isRoot && <Badge color="gray">{say('root')}</Badge>}
        </Group>
        {purpose !== null && (
          <Text size="xs" className="console-quiet" lineClamp={2}>
            {purpose}
          </Text>
        )}
      </div>
    ),
  },
  { id: 'key', isPlain: true, head: say('key'), show: (shown) => <KeyText shown={shown} /> },
  {
    id: 'roles',
    head: say('roles'),
    show: ({ hasRoles, roleNames }) =>
      hasRoles ? (
        <Text size="sm" component="span" className="console-quiet" lineClamp={1}>
          {namesRoles && roleNames.length > 0 ? roleNames.join(', ') : say('hasRoles')}
        </Text>
      ) : (
        <Badge color="yellow" leftSection={<Icon name="warning" size={13} />}>
          {say('noRoles')}
        </Badge>
      ),
  },
  { id: 'owner', head: say('owner'), isMinor: true, show: (shown) => <Owner shown={shown} /> },
  {
    id: 'used',
    head: say('lastUsed'),
    width: '130px',
    show: ({ lastUsedAt }) => <Moment at={lastUsedAt} />,
  },
  {
    id: 'status',
    isPlain: true,
    head: say('status'),
    width: '110px',
    show: ({ isEnabled }) => <StatusBadge state={isEnabled ? 'active' : 'disabled'} />,
  },
]

function KeyText({ shown: { id, name } }: { readonly shown: ShownKey }) {
  const say = useSay(keyMessages)
  return (
    <Group gap={2} wrap="nowrap" component="span" display="inline-flex">
      <Code style={{ overflowWrap: 'anywhere' }}>{id}</Code>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Tooltip label={say(copied ? 'copied' : 'copyKey', { name })}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={say('copyKey', { name })}>
              <Icon name={copied ? 'tick' : 'copy'} size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}

/** Who answers for a key, by name. */
function Owner({ shown: { owner, isOwnerActive } }: { readonly shown: ShownKey }) {
  const say = useSay(keyMessages)
  const user = useEndpoint('getPrincipal', { type: 'user', id: owner ?? '' }, { isWanted: owner !== null })
  if (owner === null) {
    return (
      <Text size="sm" component="span" className="console-quiet">
        {say('noOwner')}
      </Text>
    )
  }
  return (
    <Group gap={6} component="span" display="inline-flex">
      <Link to={principalPath('user', owner)}>{user.data?.name ?? owner}</Link>
      {isOwnerActive === false && <Badge color="yellow">{say('ownerInactive')}</Badge>}
    </Group>
  )
}

import { ActionIcon, Badge, Code, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSay, type Say } from '../language/messages.ts'
import type { Column } from '../parts/DataTable.tsx'
import { Icon } from '../parts/icons.tsx'
import { principalPath } from '../people/address.ts'
import { RoleChips } from '../people/HeldChips.tsx'
import { Moment } from '../people/Moment.tsx'
import { StatusBadge } from '../people/StatusBadge.tsx'
import type { ShownKey } from './key.ts'
import { keyMessages } from './messages.ts'

type KeySay = Say<keyof typeof keyMessages.texts>

/** The columns of a list of keys. */
export const columnsOf = (say: KeySay): readonly Column<ShownKey>[] => [
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
    width: '27%',
    show: (shown) => <KeyRoles shown={shown} />,
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

/** The roles of a key by name; that it has some, where one may not see which. */
function KeyRoles({ shown: { hasRoles, roles } }: { readonly shown: ShownKey }) {
  const say = useSay(keyMessages)
  if (roles.length > 0) return <RoleChips roles={roles} />
  if (hasRoles) return <span className="console-quiet">{say('hasRoles')}</span>
  return (
    <Badge color="yellow" leftSection={<Icon name="warning" size={13} />}>
      {say('noRoles')}
    </Badge>
  )
}

/** Who answers for a key, by name. */
function Owner({ shown: { owner, ownerName, isOwnerActive } }: { readonly shown: ShownKey }) {
  const say = useSay(keyMessages)
  if (owner === null) {
    return (
      <Text size="sm" component="span" className="console-quiet">
        {say('noOwner')}
      </Text>
    )
  }
  return (
    <Group gap={6} component="span" display="inline-flex">
      <Link to={principalPath('user', owner)}>{ownerName ?? owner}</Link>
      {isOwnerActive === false && <Badge color="yellow">{say('ownerInactive')}</Badge>}
    </Group>
  )
}

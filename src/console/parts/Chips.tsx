import { Badge, Group, Text, ThemeIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { PrincipalTypeName } from '../../api/spellings.ts'
import { useSay } from '../language/messages.ts'
import { Icon, type IconName } from './icons.tsx'
import { partMessages } from './messages.ts'

const iconByType: Readonly<Record<PrincipalTypeName, IconName>> = {
  user: 'user',
  group: 'group',
  apiKey: 'key',
  provisioningKey: 'key',
}

/** Names a principal, with an icon and a word for its kind; with `to` it leads to its page. */
export function PrincipalChip({
  type,
  name,
  to,
}: {
  readonly type: PrincipalTypeName
  readonly name: string
  readonly to?: string
}) {
  const say = useSay(partMessages)
  const content = (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      <Icon name={iconByType[type]} size={15} />
      <Text component="span" size="sm" truncate>
        {name}
      </Text>
      <Text component="span" size="xs" className="console-quiet">
        {say(type)}
      </Text>
    </Group>
  )
  return to === undefined ? content : <Link to={to}>{content}</Link>
}

/** Heads the page of a principal: its kind as a picture; the word stands beside it. */
export function PrincipalSign({ type }: { readonly type: PrincipalTypeName }) {
  return (
    <ThemeIcon size={36} radius="md" variant="light" color={type === 'user' || type === 'group' ? 'ink' : 'teal'}>
      <Icon name={iconByType[type]} size={20} />
    </ThemeIcon>
  )
}

/** Where a role counts or is defined. */
export type ShownScope =
  | { readonly type: 'account' }
  | { readonly type: 'environment'; readonly name?: string }
  | { readonly type: 'folder' | 'collection'; readonly name: string }

/** Says where something counts: account, environment and content differ by icon and word, not by colour alone. */
export function ScopeBadge({ scope, label }: { readonly scope: ShownScope; readonly label?: string }) {
  const say = useSay(partMessages)
  const named = 'name' in scope ? scope.name : undefined
  const color = { account: 'ink', environment: 'teal', folder: 'grape', collection: 'grape' }[scope.type]
  return (
    <Badge color={color} variant="light" leftSection={<Icon name={scope.type} size={13} />} autoContrast>
      {label ?? named ?? say(scope.type)}
    </Badge>
  )
}

import { Badge, Group, Tooltip, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSay, type Say } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { rolePath } from './address.ts'
import { peopleMessages } from './messages.ts'
import { useEnvironmentNames } from './use-names.ts'

/** A role that somebody has, as lists show it; with parameters where it counts on one folder or collection alone. */
export interface ShownRole {
  readonly role_id: string
  readonly name: string
  readonly scope_type: 'account' | 'prodenv'
  readonly scope_id?: string | undefined
  readonly policy_parameters?:
    { readonly folder_id?: string | undefined; readonly collection_id?: string | undefined } | undefined
}

/** So many names stand in a cell; the others are counted. */
const mostShown = 2

/** Names some roles, each leading to its page; where one counts is said by its icon, and in words on pointing at it. */
export function RoleChips({ roles }: { readonly roles: readonly ShownRole[] }) {
  const say = useSay(peopleMessages)
  const nameOf = useEnvironmentNames(
    say('allEnvironments'),
    roles.flatMap(({ scope_id }) => scope_id ?? []),
  )
  if (roles.length === 0) return <span className="console-quiet">{say('noRole')}</span>
  const chips = chipsOf(roles)
  const hidden = chips.slice(mostShown)
  const inWords = (chip: Chip): string => `${chip.role.name} ${whereOf(chip, say, nameOf)}`
  return (
    <Group gap={4} wrap="wrap">
      {chips.slice(0, mostShown).map((chip) => (
        <Tooltip key={keyOf(chip.role)} label={inWords(chip)}>
          <Badge
            component={Link}
            to={rolePath(chip.role.role_id)}
            color={colors[chip.place]}
            leftSection={<Icon name={chip.place} size={12} />}
            style={{ cursor: 'pointer', maxWidth: 170 }}
          >
            {chip.role.name}
            {isContent(chip) && <VisuallyHidden> {whereOf(chip, say, nameOf)}</VisuallyHidden>}
          </Badge>
        </Tooltip>
      ))}
      {hidden.length > 0 && (
        <Tooltip label={hidden.map(inWords).join(', ')}>
          <Badge variant="default" tabIndex={0}>
            {say('more', { count: hidden.length })}
          </Badge>
        </Tooltip>
      )}
    </Group>
  )
}

type PlaceName = 'account' | 'environment' | 'folder' | 'collection'

/** One role in one kind of place. */
interface Chip {
  readonly role: ShownRole
  readonly place: PlaceName
  /** On how many folders or collections. */
  readonly count: number
}

const colors = { account: 'ink', environment: 'teal', folder: 'grape', collection: 'grape' } as const
const places = ['account', 'environment', 'folder', 'collection'] as const

const placeOf = ({ scope_type, policy_parameters = {} }: ShownRole): PlaceName => {
  if (policy_parameters.folder_id !== undefined) return 'folder'
  if (policy_parameters.collection_id !== undefined) return 'collection'
  return scope_type === 'account' ? 'account' : 'environment'
}

const isContent = ({ place }: Chip): boolean => place === 'folder' || place === 'collection'

const keyOf = (role: ShownRole): string => `${role.role_id} ${placeOf(role)} ${role.scope_id ?? ''}`

/** Those of the account come first, then those of environments, then those on folders, by name; each once, on however many. */
function chipsOf(roles: readonly ShownRole[]): readonly Chip[] {
  const byKey = Map.groupBy(roles, keyOf)
  const chips = [...byKey.values()].flatMap(([role, ...more]) =>
    role === undefined ? [] : [{ role, place: placeOf(role), count: 1 + more.length }],
  )
  const rank = ({ place, role: { name } }: Chip): string => `${places.indexOf(place)} ${name}`
  return chips.sort((one, other) => rank(one).localeCompare(rank(other)))
}

function whereOf(
  { role: { scope_id }, place, count }: Chip,
  say: Say<keyof typeof peopleMessages.texts>,
  nameOf: (id: string) => string,
): string {
  if (place === 'folder') return say('onFolders', { count })
  if (place === 'collection') return say('onCollections', { count })
  if (scope_id === undefined) return say('inAccount')
  return scope_id === 'all' ? say('inAll') : say('inOne', { name: nameOf(scope_id) })
}

/** Names some things in a cell, the first ones and how many more. */
export function NameList({ names, empty }: { readonly names: readonly string[]; readonly empty: string }) {
  const say = useSay(peopleMessages)
  if (names.length === 0) return <span className="console-quiet">{empty}</span>
  const hidden = names.slice(mostShown)
  return (
    <span className="console-short">
      {names.slice(0, mostShown).join(', ')}
      {hidden.length > 0 && (
        <Tooltip label={hidden.join(', ')}>
          <span> {say('more', { count: hidden.length })}</span>
        </Tooltip>
      )}
    </span>
  )
}

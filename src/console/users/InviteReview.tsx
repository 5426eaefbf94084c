import { Stack, Text } from '@mantine/core'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { listed } from '../language/lists.ts'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { placedRoles, type PlacedRole } from '../people/choices.ts'
import { MismatchNotice } from '../people/MismatchNotice.tsx'
import { useEnvironmentNames } from '../people/use-names.ts'
import type { InviteContent } from './invite-content.ts'
import { inviteMessages } from './invite-messages.ts'
import type { Invitee } from './parse-people.ts'
import { useRolesInWords } from './use-roles-in-words.ts'

/** So many people are named in the sentence. */
const mostNamed = 3

/** What sending will do, in one sentence, and what doesn't fit together. */
export function InviteReview({
  people,
  content,
  isTried,
}: {
  readonly people: readonly Invitee[]
  readonly content: InviteContent
  readonly isTried: boolean
}) {
  const say = useSay(inviteMessages)
  const ids = [...content.groupIds]
  const answer = useEndpoint('listGroups', { ids, page_size: 200 }, { isWanted: ids.length > 0, keepsOld: true })
  const chosen = answer.data?.groups.filter(({ id }) => content.groupIds.includes(id)) ?? []
  const roles = placedRoles(content.roles)
  const ofGroups = chosen.flatMap((group) =>
    group.roles.map(({ role_id, scope_id }): PlacedRole => ({ roleId: role_id, environmentId: scope_id ?? null })),
  )
  const what = useWhat(
    content,
    chosen.map(({ name }) => name),
  )
  if (roles.length === 0 && content.groupIds.length === 0) {
    return isTried ? <Notice tone="error">{say('nothing')}</Notice> : null
  }
  return (
    <Stack gap="sm">
      <MismatchNotice roles={[...roles, ...ofGroups]} access={content.access} />
      {people.length > 0 && (
        <div className="console-sheet" style={{ padding: '10px 14px' }} role="status">
          <Text size="xs" fw={600} className="console-quiet">
            {say('review')}
          </Text>
          <Text size="sm">{say('reviewText', { people: namesOf(people, say), what })}</Text>
        </div>
      )}
    </Stack>
  )
}

const namesOf = (
  people: readonly Invitee[],
  say: (key: 'others', values: { readonly count: number }) => string,
): string => {
  const names = people.slice(0, mostNamed).map(({ name }) => name)
  return listed(people.length > mostNamed ? [...names, say('others', { count: people.length - mostNamed })] : names)
}

/** What they get, join and can open. */
function useWhat({ roles, access }: InviteContent, groupNames: readonly string[]): string {
  const say = useSay(inviteMessages)
  const inWords = useRolesInWords([roles])
  const nameOf = useEnvironmentNames(say('allEnvironments'), access.ids)
  const environments = access.isAll ? [say('allEnvironments')] : access.ids.map(nameOf)
  const hasRoles = placedRoles(roles).length > 0
  return listed([
    hasRoles ? say('reviewGet', { roles: inWords(roles) }) : say('reviewNoRole'),
    ...(groupNames.length > 0 ? [say('reviewJoin', { groups: listed(groupNames) })] : []),
    environments.length > 0 ? say('reviewOpen', { environments: listed(environments) }) : say('reviewClosed'),
  ])
}

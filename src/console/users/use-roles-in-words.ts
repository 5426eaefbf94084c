import { useSay } from '../language/messages.ts'
import { placedRoles, type RoleChoice } from '../people/choices.ts'
import { useEnvironments, useOfferedRoles } from '../people/use-lists.ts'
import { inviteMessages } from './invite-messages.ts'

/** Gives what says a choice of roles in words: `Admin in the account and Admin in all product environments`. */
export function useRolesInWords(): (choice: RoleChoice) => string {
  const say = useSay(inviteMessages)
  const { nameOf: roleName } = useOfferedRoles()
  const { nameOf } = useEnvironments(say('allEnvironments'))
  return (choice) =>
    listed(
      placedRoles(choice).map(({ roleId, environmentId }) =>
        say('placed', {
          role: roleName(roleId),
          where: environmentId === null ? say('account') : nameOf(environmentId),
        }),
      ),
    )
}

/** Joins texts as a sentence does. */
export const listed = (texts: readonly string[]): string =>
  new Intl.ListFormat(undefined, { type: 'conjunction' }).format(texts)

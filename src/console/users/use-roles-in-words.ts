import { listed } from '../language/lists.ts'
import { useSay } from '../language/messages.ts'
import { placedRoles, type RoleChoice } from '../people/choices.ts'
import { useEnvironmentNames, useRoleNames } from '../people/use-names.ts'
import { inviteMessages } from './invite-messages.ts'

/**
 * Gives what says a choice of roles in words: `Admin in the account and Admin in all product environments`.
 *
 * @param choices those that are going to be said
 */
export function useRolesInWords(choices: readonly RoleChoice[]): (choice: RoleChoice) => string {
  const say = useSay(inviteMessages)
  const placed = choices.flatMap(placedRoles)
  const roleName = useRoleNames(placed.map(({ roleId }) => roleId))
  const nameOf = useEnvironmentNames(
    say('allEnvironments'),
    placed.flatMap(({ environmentId }) => environmentId ?? []),
  )
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

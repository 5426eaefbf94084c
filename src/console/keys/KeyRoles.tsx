import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { DetailsPanel } from '../parts/Panels.tsx'
import { Answered } from '../parts/States.tsx'
import { AssignRoles } from '../people/AssignRoles.tsx'
import type { ShownKey } from './key.ts'
import { keyMessages } from './messages.ts'

/** The global roles of a key, which lists don't tell whole. */
export function KeyRoles({
  shown: { type, id, name },
  isOpen,
  onClose,
}: {
  readonly shown: Pick<ShownKey, 'type' | 'id' | 'name'>
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(keyMessages)
  const principal = useEndpoint('getPrincipal', { type, id }, { isWanted: isOpen })
  // A form begins with what it is given: an answer that is kept, and being asked for again, may be of before.
  const isRenewed = !principal.isFetching || principal.isFetchedAfterMount
  if (principal.data === undefined || !isRenewed) {
    return (
      <DetailsPanel isOpen={isOpen} onClose={onClose} title={say('assignRoles')}>
        <Answered query={principal}>{() => null}</Answered>
      </DetailsPanel>
    )
  }
  const roles = principal.data.roles.filter((one) => one.group === null && one.permission_type === 'global')
  return <AssignRoles assignee={{ type, id, name, roles, access: null }} isOpen={isOpen} onClose={onClose} />
}

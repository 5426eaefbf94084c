import { Badge } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { peopleMessages } from './messages.ts'

const colors = { active: 'teal', pending: 'yellow', disabled: 'gray' } as const

/** The state of a principal. */
export type PrincipalState = keyof typeof colors

/** Says whether somebody is active, invited, or disabled. */
export function StatusBadge({ state }: { readonly state: PrincipalState }) {
  const say = useSay(peopleMessages)
  return (
    <Badge color={colors[state]} miw="max-content">
      {say(state)}
    </Badge>
  )
}

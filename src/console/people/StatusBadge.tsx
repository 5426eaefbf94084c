import { useSay } from '../language/messages.ts'
import { peopleMessages } from './messages.ts'
import classes from './StatusBadge.module.css'

/** The state of a principal. */
export type PrincipalState = 'active' | 'pending' | 'disabled'

/** Says whether somebody is active, invited, or disabled: a dot, and the word that tells it without colour. */
export function StatusBadge({ state }: { readonly state: PrincipalState }) {
  const say = useSay(peopleMessages)
  return (
    <span className={classes.status} data-state={state}>
      {say(state)}
    </span>
  )
}

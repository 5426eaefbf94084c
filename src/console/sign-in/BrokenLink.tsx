import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSay } from '../language/messages.ts'
import { signInMessages } from './messages.ts'
import { VisitorFrame } from './VisitorFrame.tsx'

/** Says that a link was used, was replaced, or has expired. */
export function BrokenLink() {
  const say = useSay(signInMessages)
  return (
    <VisitorFrame title={say('linkBroken')} text={say('linkBrokenText')}>
      <Anchor component={Link} to="/sign-in" size="sm">
        {say('toSignIn')}
      </Anchor>
    </VisitorFrame>
  )
}

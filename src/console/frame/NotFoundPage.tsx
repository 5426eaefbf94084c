import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSay } from '../language/messages.ts'
import { State } from '../parts/States.tsx'
import { frameMessages } from './messages.ts'

/** Stands where there is no page. */
export function NotFoundPage() {
  const say = useSay(frameMessages)
  return (
    <State
      icon="search"
      title={say('notFoundTitle')}
      action={
        <Button component={Link} to="/">
          {say('toStart')}
        </Button>
      }
    >
      {say('notFoundText')}
    </State>
  )
}

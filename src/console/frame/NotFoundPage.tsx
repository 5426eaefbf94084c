import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useSay } from '../language/messages.ts'
import { State } from '../parts/States.tsx'
import { frameMessages } from './messages.ts'

/** Stands where there is no page. */
export function NotFoundPage() {
  const say = useSay(frameMessages)
  useDocumentTitle(`${say('notFoundTitle')} · Rolecall`)
  return (
    <State
      icon="search"
      isPage
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

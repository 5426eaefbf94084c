import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useFlag } from '../calls/flag.ts'
import { isOutOfReach } from '../calls/reach.ts'
import { lookForServer } from '../calls/session.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { partMessages } from '../parts/messages.ts'
import { frameMessages } from './messages.ts'

/** So long is waited between two tries, in milliseconds. */
const betweenTries = 5000

/** Says, over whatever page, that the server can't be reached; tries again by itself, and when asked. */
export function ReachNotice() {
  const isLost = useFlag(isOutOfReach)
  const kept = useQueryClient()
  const say = useSay(frameMessages)
  const sayPart = useSay(partMessages)
  useEffect(() => {
    if (!isLost) return
    const timer = setInterval(() => void lookForServer(kept), betweenTries)
    return () => clearInterval(timer)
  }, [isLost, kept])
  return (
    <div role="status">
      {isLost && (
        <Group className="console-lost" gap="sm" justify="space-between">
          <Group gap={8} wrap="nowrap">
            <Icon name="warning" size={17} />
            <Text size="sm">{say('offline')}</Text>
          </Group>
          <Button size="xs" variant="default" onClick={() => void lookForServer(kept)}>
            {sayPart('tryAgain')}
          </Button>
        </Group>
      )}
    </div>
  )
}

import { Button, Popover, type ButtonProps } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useId, type ReactNode } from 'react'
import { usePermission, type Intent } from '../calls/preview.ts'
import { useWantedAct } from '../calls/wanted-act.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from './icons.tsx'
import { partMessages } from './messages.ts'
import { capitalized, ProblemText } from './ProblemText.tsx'

/** What a button that calls an endpoint is made of. */
export interface ActionButtonProps extends ButtonProps {
  /** The call that pressing it leads to: the server says whether it would be let in. Null: it is always open. */
  readonly intent: Intent | null
  readonly onAct: () => void
  readonly children: ReactNode
  readonly type?: 'button' | 'submit'
}

/**
 * A button that asks whether its call would be let in. A blocked one stays reachable by keyboard and screen reader; pressing it
 * says why it is blocked and whom to ask.
 */
export function ActionButton({ intent, onAct, children, ...rest }: ActionButtonProps) {
  const permission = usePermission(intent)
  useWantedAct(intent?.endpoint ?? null, permission, onAct)
  const [isOpen, { close, toggle }] = useDisclosure(false)
  const say = useSay(partMessages)
  const reasonId = useId()
  const problem = permission.is === 'refused' ? permission.problem : null
  const blocked = {
    color: 'gray',
    variant: 'default',
    className: 'console-blocked',
    'aria-disabled': true,
    'aria-describedby': reasonId,
    leftSection: <Icon name="lock" size={15} />,
  } as const
  return (
    <Popover
      opened={isOpen && problem !== null}
      onChange={close}
      width={320}
      withArrow
      shadow="md"
      position="bottom-end"
    >
      <Popover.Target>
        <Button {...rest} {...(problem !== null && blocked)} onClick={problem === null ? onAct : toggle}>
          {children}
          {problem !== null && (
            <span id={reasonId} hidden>
              {say('blocked', { reason: capitalized(problem.detail ?? problem.title) })}
            </span>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('why')}>
        {problem !== null && <ProblemText problem={problem} />}
      </Popover.Dropdown>
    </Popover>
  )
}

/** Shows its children where a call would be let in, else what is given for that. */
export function Allowed({
  intent,
  children,
  otherwise = null,
}: {
  readonly intent: Intent
  readonly children: ReactNode
  readonly otherwise?: ReactNode
}) {
  const permission = usePermission(intent)
  return <>{permission.is === 'allowed' ? children : otherwise}</>
}

import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useAct } from '../calls/use-endpoint.ts'
import { useLeave, useSession } from '../calls/session.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { frameMessages } from './messages.ts'
import { SchemeItems } from './SchemeItems.tsx'

/** Loaded when it is first needed. */
const ChangeAccount = lazy(async () => ({ default: (await import('./ChangeAccount.tsx')).ChangeAccount }))

/** Who is signed in: profile, theme, sign out. */
export function ProfileMenu() {
  const { user } = useSession()
  const say = useSay(frameMessages)
  const navigate = useNavigate()
  const leave = useLeave()
  const [isChanging, { open: change, close: stay }] = useDisclosure(false)
  const signOut = useAct('signOut', { changes: [], onDone: leave })
  return (
    <>
      <Suspense>{isChanging && <ChangeAccount isOpen onClose={stay} />}</Suspense>
      <Menu width={270} closeOnItemClick={false}>
        <Menu.Target>
          <UnstyledButton style={{ borderRadius: '50%' }}>
            <Avatar size={30} radius="xl" color="ink" variant="filled" alt="" aria-hidden="true">
              {initialsOf(user.name)}
            </Avatar>
            <VisuallyHidden>{say('profileMenu')}</VisuallyHidden>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <WhoIsIn />
          <Menu.Divider />
          <Menu.Item
            leftSection={<Icon name="shield" size={16} />}
            closeMenuOnClick
            onClick={() => void navigate({ to: '/profile' })}
          >
            {say('profile')}
          </Menu.Item>
          <Menu.Divider />
          <SchemeItems />
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="account" size={16} />} closeMenuOnClick onClick={change}>
            {say('changeAccount')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={() => signOut.mutate({})}>
            {say('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function WhoIsIn() {
  const { user, account } = useSession()
  return (
    <div style={{ padding: '8px 12px' }}>
      <Text size="sm" fw={600} truncate>
        {user.name}
      </Text>
      <Text size="xs" className="console-quiet" truncate>
        {user.email} · {account.name}
      </Text>
    </div>
  )
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1))
    .join('')
    .toUpperCase()

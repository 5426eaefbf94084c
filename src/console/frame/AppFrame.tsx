import { AppShell, Burger, Group, NavLink, ScrollArea, Text } from '@mantine/core'
import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react'
import { useHasEnded, useSession } from '../calls/session.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { Brand } from './Brand.tsx'
import { CommandPalette, PaletteButton } from './CommandPalette.tsx'
import { EnvironmentContext, useEnvironment } from './environment.ts'
import { EnvironmentSwitcher } from './EnvironmentSwitcher.tsx'
import { keepFocus } from './keep-focus.ts'
import { frameMessages } from './messages.ts'
import { ProfileMenu } from './ProfileMenu.tsx'
import { ReachNotice } from './ReachNotice.tsx'
import type { Screen, ScreenScope } from './screen.ts'

/** Loaded when it is first needed. */
const SignInAgain = lazy(async () => ({ default: (await import('./SignInAgain.tsx')).SignInAgain }))

/** The frame around every screen behind the sign-in: navigation, environment, palette, profile. */
export function AppFrame({ screens }: { readonly screens: readonly Screen[] }) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const hasEnded = useHasEnded()
  const say = useSay(frameMessages)
  useEffect(keepFocus, [])
  return (
    <EnvironmentProvider>
      <a className="console-skip" href="#content">
        {say('skip')}
      </a>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 264, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding={{ base: 'sm', sm: 'lg' }}
        transitionDuration={120}
      >
        <AppShell.Header style={{ borderColor: 'var(--console-line)' }}>
          <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
            <Group gap="sm" wrap="nowrap">
              <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={say('openNavigation')} />
              <Brand />
            </Group>
            <Group gap="xs" wrap="nowrap">
              <PaletteButton />
              <ProfileMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar
          aria-label={say('navigation')}
          style={{ background: 'var(--console-ground)', borderColor: 'var(--console-line)' }}
        >
          <ScrollArea p="sm" onClick={close}>
            <Navigation screens={screens} />
          </ScrollArea>
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
          <ReachNotice />
          <div style={{ maxWidth: 1280, margin: '0 auto' }}>
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
      <CommandPalette screens={screens} />
      <Suspense>{hasEnded && <SignInAgain />}</Suspense>
    </EnvironmentProvider>
  )
}

function EnvironmentProvider({ children }: { readonly children: ReactNode }) {
  const { environments } = useSession()
  const [chosenId, choose] = useLocalStorage({ key: 'rolecall-environment', defaultValue: '' })
  const value = useMemo(() => {
    const chosen = environments.find(({ id }) => id === chosenId) ?? environments[0] ?? null
    return { all: environments, chosen, choose }
  }, [environments, chosenId, choose])
  return <EnvironmentContext value={value}>{children}</EnvironmentContext>
}

/** The account and the environment look different by icon and word; each names what it is. */
function Navigation({ screens }: { readonly screens: readonly Screen[] }) {
  const { account } = useSession()
  const { all } = useEnvironment()
  const say = useSay(frameMessages)
  return (
    <>
      <Scope icon="account" title={say('accountScope')} name={<AccountName name={account.name} />} />
      <Links screens={screens} scope="account" />
      {all.length > 0 && <Scope icon="environment" title={say('environmentScope')} name={<EnvironmentSwitcher />} />}
      <Links screens={screens} scope="environment" />
    </>
  )
}

/** So much of the name as two lines hold; the account settings have all of it. */
const AccountName = ({ name }: { readonly name: string }) => (
  <Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
    {name}
  </Text>
)

function Scope({
  icon,
  title,
  name,
}: {
  readonly icon: 'account' | 'environment'
  readonly title: string
  readonly name: ReactNode
}) {
  return (
    <Group gap={8} px={10} pt="md" pb={6} wrap="nowrap" align="flex-start">
      <Icon name={icon} size={17} style={{ marginTop: 2, color: 'var(--console-quiet)' }} />
      <div style={{ minWidth: 0, flex: 1 }} onClick={(event) => event.stopPropagation()} role="presentation">
        <Text size="xs" fw={600} className="console-quiet">
          {title}
        </Text>
        {name}
      </div>
    </Group>
  )
}

function Links({ screens, scope }: { readonly screens: readonly Screen[]; readonly scope: ScreenScope }) {
  const listed = screens.filter((screen) => screen.scope === scope && screen.isListed !== false)
  return listed.map((screen) => <ScreenLink key={screen.path} screen={screen} />)
}

function ScreenLink({ screen }: { readonly screen: Screen }) {
  const { pathname } = useLocation()
  const label = screen.useLabel()
  const isHere = pathname === screen.path || pathname.startsWith(`${screen.path}/`)
  return (
    <NavLink
      component={Link}
      to={screen.path}
      label={label}
      leftSection={<Icon name={screen.icon} size={17} />}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      variant="light"
      styles={navLinkStyles}
    />
  )
}

const navLinkStyles = {
  root: { borderRadius: 'var(--mantine-radius-md)', marginBottom: 1, paddingInline: 10 },
  section: { marginInlineEnd: 9 },
  label: { fontSize: 13.5, whiteSpace: 'nowrap' },
} as const

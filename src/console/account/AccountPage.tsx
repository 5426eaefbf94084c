import { ActionIcon, Badge, Code, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CallReply } from '../../api/client.ts'
import { readProblem } from '../calls/problem.ts'
import { useSession } from '../calls/session.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay, type Say } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { capitalized, useHeadline } from '../parts/ProblemText.tsx'
import { Answered } from '../parts/States.tsx'
import { Section } from '../people/Section.tsx'
import classes from './account.module.css'
import { accountMessages } from './messages.ts'

type Plan = CallReply<'getPlan'>
type AccountSay = Say<keyof typeof accountMessages.texts>

/** Account settings. */
export function AccountPage() {
  const say = useSay(accountMessages)
  const { account } = useSession()
  const plan = useEndpoint('getPlan', {})
  return (
    <>
      <PageHeader title={say('title')} description={say('description')} />
      <Stack gap="xl" maw={760}>
        <Section title={say('account')}>
          <ul className={classes.lines}>
            <Line name={say('name')}>{account.name}</Line>
            <Line name={say('id')}>
              <AccountId id={account.id} say={say} />
            </Line>
          </ul>
        </Section>
        <Section title={say('plan')} hint={say('planText')}>
          <Answered query={plan}>{(data) => <PlanLines plan={data} say={say} />}</Answered>
        </Section>
        <Section title={say('security')} hint={say('securityText')}>
          <Security say={say} />
        </Section>
      </Stack>
    </>
  )
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <li>
      <Group justify="space-between" gap="md">
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="sm" component="div">
          {children}
        </Text>
      </Group>
    </li>
  )
}

function AccountId({ id, say }: { readonly id: string; readonly say: AccountSay }) {
  return (
    <Group gap={2} wrap="nowrap">
      <Code style={{ overflowWrap: 'anywhere' }}>{id}</Code>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Tooltip label={say(copied ? 'copied' : 'copyId')}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={say('copyId')}>
              <Icon name={copied ? 'tick' : 'copy'} size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}

/** The plan and each thing that plans gate, open or not. */
function PlanLines({
  plan: { plan, assets_advanced, features },
  say,
}: {
  readonly plan: Plan
  readonly say: AccountSay
}) {
  return (
    <>
      <Group gap={8} mb="sm">
        <Badge size="lg" color="ink">
          {say(plan)}
        </Badge>
        {assets_advanced && (
          <Badge size="lg" color="teal">
            {say('withAssets')}
          </Badge>
        )}
      </Group>
      <ul className={classes.lines}>
        {features.map(({ id, says, open, opens }) => (
          <Line key={id} name={capitalized(says).replace(/\.$/, '')}>
            <Group gap={6}>
              <Icon name={open ? 'tick' : 'lock'} size={15} />
              {open ? say('unlocked') : say('locked', { plan: planName(opens, say) })}
            </Group>
          </Line>
        ))}
      </ul>
      <Text size="sm" className="console-quiet" mt="xs">
        {say('changePlan')}
      </Text>
    </>
  )
}

function planName(opens: string, say: AccountSay): string {
  const known = (['free', 'paid', 'enterprise'] as const).find((one) => one === opens)
  return known === undefined ? say('assetsAdvanced') : say(known)
}

/** How many are looked at for the sum; the list itself tells of all. */
const looked = 200

function Security({ say }: { readonly say: AccountSay }) {
  const { has_second_factor } = useSession()
  const users = useEndpoint('searchUsers', { status: 'active', page_size: looked })
  const keys = useEndpoint('listAccountKeys', {})
  const found = users.data?.users
  const idle = keys.data?.keys.filter(({ enabled, last_used_at }) => enabled && last_used_at === null).length ?? 0
  return (
    <ul className={classes.lines}>
      <Line name={say('factor')}>
        {say(has_second_factor ? 'factorOn' : 'factorOff')} <Link to="/profile">{say('toProfile')}</Link>
      </Line>
      <Withheld name={say('withoutFactor')} error={users.error} />
      {found !== undefined && (
        <Line name={say('withoutFactor')}>
          {say(users.data?.next_page === null ? 'withoutFactorText' : 'withoutFactorPart', {
            count: found.filter((one) => !one.has_second_factor).length,
            all: found.length,
          })}{' '}
          <Link to="/users">{say('toUsers')}</Link>
        </Line>
      )}
      <Withheld name={say('keysIdle')} error={keys.error} />
      {idle > 0 && (
        <Line name={say('keysIdle')}>
          {say('keysIdleText', { count: idle })} <Link to="/account-keys">{say('toKeys')}</Link>
        </Line>
      )}
    </ul>
  )
}

/** Says why something is not told to whoever looks; nothing where no call was refused. */
function Withheld({ name, error }: { readonly name: string; readonly error: Error | null }) {
  const headline = useHeadline()
  if (error === null) return null
  return (
    <Line name={name}>
      <Group gap={6}>
        <Icon name="lock" size={15} />
        {headline(readProblem(error))}
      </Group>
    </Line>
  )
}

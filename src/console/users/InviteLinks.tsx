import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import type { CallReply } from '../../api/client.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { Notice } from '../parts/Notice.tsx'
import { DetailsPanel } from '../parts/Panels.tsx'
import { inviteMessages } from './invite-messages.ts'

type SentLink = CallReply<'resendInvitation'>

/** What became of invitations: who was written to, and the links that are to be handed on. */
export function InviteLinks({
  sent,
  isOpen,
  onClose,
}: {
  readonly sent: readonly SentLink[]
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(inviteMessages)
  const links = sent.filter(({ link }) => link !== undefined)
  const mailed = sent.filter(({ link }) => link === undefined)
  const title = links.length > 0 ? say('linksTitle', { count: links.length }) : say('mailed', { count: mailed.length })
  return (
    <DetailsPanel
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      footer={<Button onClick={onClose}>{say('done')}</Button>}
    >
      <Stack gap="md">
        {mailed.length > 0 && (
          <Notice tone="done" title={say('mailedTitle')}>
            {mailed.map(({ email }) => email).join(', ')}
          </Notice>
        )}
        {links.length > 0 && (
          <>
            <Notice tone="warning">{say('linksText')}</Notice>
            {links.map((one) => (
              <LinkLine key={one.user_id} sent={one} />
            ))}
            {links.length > 1 && <CopyAll links={links} />}
          </>
        )}
      </Stack>
    </DetailsPanel>
  )
}

function CopyAll({ links }: { readonly links: readonly SentLink[] }) {
  const say = useSay(inviteMessages)
  return (
    <CopyButton value={links.map(({ email, link = '' }) => `${email}\t${link}`).join('\n')}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          onClick={copy}
          leftSection={<Icon name={copied ? 'tick' : 'copy'} size={16} />}
          style={{ alignSelf: 'flex-start' }}
        >
          {say(copied ? 'copied' : 'copyAll')}
        </Button>
      )}
    </CopyButton>
  )
}

function LinkLine({ sent: { email, link = '' } }: { readonly sent: SentLink }) {
  const say = useSay(inviteMessages)
  return (
    <div>
      <Text size="sm" fw={550} mb={4}>
        {email}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={say('link', { name: email })}
          value={link}
          readOnly
          style={{ flex: 1 }}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              aria-label={say('copyOf', { name: email })}
              leftSection={<Icon name={copied ? 'tick' : 'copy'} size={16} />}
            >
              {say(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )
}

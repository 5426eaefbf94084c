import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useSay, type Say } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { Notice } from '../parts/Notice.tsx'
import { DetailsPanel } from '../parts/Panels.tsx'
import classes from './Invitations.module.css'
import { invitationMessages } from './invitation-messages.ts'
import type { SentLink } from './invitation.ts'
import { inviteMessages } from './invite-messages.ts'

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
  const failed = links.filter(({ failure }) => failure !== undefined)
  return (
    <DetailsPanel
      isOpen={isOpen}
      onClose={onClose}
      title={titleOf(sent, say)}
      footer={<Button onClick={onClose}>{say('done')}</Button>}
    >
      <Stack gap="md">
        {links.length > 0 && (
          <>
            {failed.length > 0 && (
              <Notice tone="error" title={say('failedTitle', { count: failed.length })}>
                {say('failedText', { count: failed.length })}
              </Notice>
            )}
            <Notice tone="warning">
              {failed.length < links.length && `${say('noMail')} `}
              {say('linksText')}
            </Notice>
            {links.map((one) => (
              <LinkLine key={one.user_id} sent={one} />
            ))}
            {links.length > 1 && <CopyAll links={links} />}
          </>
        )}
        {mailed.length > 0 && (
          <Notice tone="done" title={say('mailedTitle')}>
            {mailed.map(({ email }) => email).join(', ')}
          </Notice>
        )}
      </Stack>
    </DetailsPanel>
  )
}

function titleOf(sent: readonly SentLink[], say: Say<keyof typeof inviteMessages.texts>): string {
  const count = sent.filter(({ link }) => link !== undefined).length
  return count > 0 ? say('linksTitle', { count }) : say('mailed', { count: sent.length })
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

function LinkLine({ sent: { email, link = '', failure } }: { readonly sent: SentLink }) {
  const say = useSay(inviteMessages)
  const why = useSay(invitationMessages)
  return (
    <div>
      <Text size="sm" fw={550} mb={failure === undefined ? 4 : 0}>
        {email}
      </Text>
      {failure !== undefined && (
        <Text size="xs" mb={4} className={classes.why ?? ''}>
          {why(`why_${failure}`)}
        </Text>
      )}
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

import { Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { CallReply } from '../../api/client.ts'
import { readProblem } from '../calls/problem.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { FormDrawer } from '../parts/Panels.tsx'
import { GroupsField } from '../people/GroupsField.tsx'
import { emptyContent, toFields, type InviteContent } from './invite-content.ts'
import { inviteMessages } from './invite-messages.ts'
import { InviteAccess } from './InviteAccess.tsx'
import { InviteLinks } from './InviteLinks.tsx'
import { InviteReview } from './InviteReview.tsx'
import { parsePeople, type ParsedPeople } from './parse-people.ts'
import { placedRoles } from '../people/choices.ts'

type SentLinks = CallReply<'createInvitations'>['invitations']

/** Invites people: who, with which access, in which groups; then shows the links that mail didn't carry. */
export function InvitePeople({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [sent, setSent] = useState<SentLinks | null>(null)
  if (sent !== null) return <InviteLinks sent={sent} isOpen={isOpen} onClose={onClose} />
  return <InviteForm isOpen={isOpen} onClose={onClose} onSent={setSent} />
}

function InviteForm({
  isOpen,
  onClose,
  onSent,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onSent: (sent: SentLinks) => void
}) {
  const say = useSay(inviteMessages)
  const [text, setText] = useState('')
  const [content, setContent] = useState(emptyContent)
  const [isTried, setTried] = useState(false)
  const parsed = parsePeople(text)
  const invite = useAct('createInvitations', {
    changes: ['searchUsers', 'listGroups', 'listInvitations', 'listChanges'],
    showsProblems: true,
    onDone: ({ invitations }) => onSent(invitations),
  })
  const submit = (): void => {
    setTried(true)
    if (isReady(parsed, content)) invite.mutate(toFields(parsed.people, content))
  }
  const count = parsed.people.length
  return (
    <FormDrawer
      isOpen={isOpen}
      onClose={onClose}
      title={say('title')}
      onSubmit={submit}
      submitLabel={count === 0 ? say('submitNone') : say('submit', { count })}
      isBusy={invite.isPending}
      isChanged={text !== '' || content !== emptyContent}
      problem={invite.error === null ? null : readProblem(invite.error)}
      summary={<InviteReview people={parsed.people} content={content} isTried={isTried} />}
    >
      <PeopleField text={text} onText={setText} parsed={parsed} />
      <InviteAccess content={content} onContent={setContent} />
      <GroupsField groupIds={content.groupIds} onGroupIds={(groupIds) => setContent({ ...content, groupIds })} />
    </FormDrawer>
  )
}

/** As many as one call takes. */
const mostPeople = 50

const isReady = ({ people, unread }: ParsedPeople, { roles, groupIds }: InviteContent): boolean =>
  people.length > 0 &&
  people.length <= mostPeople &&
  unread.length === 0 &&
  (placedRoles(roles).length > 0 || groupIds.length > 0)

function PeopleField({
  text,
  onText,
  parsed: { people, unread },
}: {
  readonly text: string
  readonly onText: (text: string) => void
  readonly parsed: ParsedPeople
}) {
  const say = useSay(inviteMessages)
  const isTooLong = people.length > mostPeople
  return (
    <Stack gap={6}>
      <Textarea
        label={say('people')}
        description={say('peopleHint')}
        placeholder={say('peoplePlaceholder')}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
      />
      {people.length > 0 && (
        <Text size="xs" className="console-quiet" role="status">
          {say('recognised', { count: people.length })}
        </Text>
      )}
      {unread.length > 0 && <Notice tone="error">{say('unread', { pieces: unread.slice(0, 5).join(', ') })}</Notice>}
      {isTooLong && <Notice tone="error">{say('tooMany', { count: mostPeople })}</Notice>}
    </Stack>
  )
}

import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { LoadingRows } from '../parts/States.tsx'
import { UserPicker, type PickedUser } from '../people/UserPicker.tsx'
import { useUserPages } from '../users/use-user-pages.ts'
import classes from './MemberEditor.module.css'
import { groupMessages } from './messages.ts'
import type { MemberChange } from './use-group-form.ts'

/** The members of a group, any number of them: who joins and who leaves is kept until the form is saved. */
export function MemberEditor({
  groupId,
  change: { joining, leaving },
  onChange,
}: {
  /** Null: the group isn't made yet. */
  readonly groupId: string | null
  readonly change: MemberChange
  readonly onChange: (change: MemberChange) => void
}) {
  const say = useSay(groupMessages)
  const without = (some: readonly PickedUser[], { id }: PickedUser) => some.filter((one) => one.id !== id)
  return (
    <Stack gap="sm">
      <UserPicker
        label={say('addMember')}
        excludedIds={new Set(joining.map(({ id }) => id))}
        onPick={(user) => onChange({ joining: [...joining, user], leaving: without(leaving, user) })}
      />
      <ul className={classes.list} aria-label={say('members')}>
        {joining.map((user) => (
          <MemberLine
            key={user.id}
            user={user}
            mark={say('willJoin')}
            button={say('remove')}
            buttonLabel={say('removeOf', { name: user.name })}
            onPress={() => onChange({ joining: without(joining, user), leaving })}
          />
        ))}
        {groupId !== null && (
          <Standing
            groupId={groupId}
            joining={joining}
            leaving={leaving}
            onLeave={(user) => onChange({ joining, leaving: [...leaving, user] })}
            onKeep={(user) => onChange({ joining, leaving: without(leaving, user) })}
          />
        )}
        {groupId === null && joining.length === 0 && <li className={classes.nobody}>{say('noMembers')}</li>}
      </ul>
    </Stack>
  )
}

function Standing({
  groupId,
  joining,
  leaving,
  onLeave,
  onKeep,
}: MemberChange & {
  readonly groupId: string
  readonly onLeave: (user: PickedUser) => void
  readonly onKeep: (user: PickedUser) => void
}) {
  const say = useSay(groupMessages)
  const [text, setText] = useState('')
  const [sought] = useDebouncedValue(text.trim(), 200)
  const pages = useUserPages({ group: groupId, ...(sought !== '' && { text: sought }) })
  const joiningIds = new Set(joining.map(({ id }) => id))
  if (pages.data === undefined) return <LoadingRows rows={3} />
  const { rows: users, total } = pages.data
  return (
    <>
      {(total === null || total > 8 || sought !== '') && <MemberSearch text={text} onText={setText} />}
      {users
        .filter(({ id }) => !joiningIds.has(id))
        .map((user) => {
          const isLeaving = leaving.some(({ id }) => id === user.id)
          return (
            <MemberLine
              key={user.id}
              user={user}
              {...(isLeaving && { mark: say('willLeave') })}
              button={say(isLeaving ? 'keep' : 'remove')}
              buttonLabel={say(isLeaving ? 'keepOf' : 'removeOf', { name: user.name })}
              onPress={() => (isLeaving ? onKeep(user) : onLeave(user))}
            />
          )
        })}
      {users.length === 0 && joining.length === 0 && (
        <li className={classes.nobody}>{say(sought === '' ? 'noMembers' : 'noMembersFound')}</li>
      )}
      {pages.onMore !== undefined && (
        <li className={classes.search}>
          <Button variant="default" size="xs" fullWidth onClick={pages.onMore} loading={pages.isLoadingMore}>
            {say('showMore', { count: (total ?? users.length).toLocaleString() })}
          </Button>
        </li>
      )}
    </>
  )
}

function MemberSearch({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const say = useSay(groupMessages)
  return (
    <li className={classes.search}>
      <TextInput
        aria-label={say('filterMembers')}
        placeholder={say('filterMembers')}
        size="xs"
        leftSection={<Icon name="search" size={14} />}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
    </li>
  )
}

function MemberLine({
  user,
  mark,
  button,
  buttonLabel,
  onPress,
}: {
  readonly user: PickedUser
  readonly mark?: string
  readonly button: string
  readonly buttonLabel: string
  readonly onPress: () => void
}) {
  return (
    <li className={classes.line}>
      <div className={classes.who}>
        <Group gap={8}>
          <Text size="sm">{user.name}</Text>
          {mark !== undefined && <Badge color="yellow">{mark}</Badge>}
        </Group>
        <Text size="xs" className="console-quiet" truncate>
          {user.email}
        </Text>
      </div>
      <Button variant="subtle" color="gray" size="compact-sm" aria-label={buttonLabel} onClick={onPress}>
        {button}
      </Button>
    </li>
  )
}

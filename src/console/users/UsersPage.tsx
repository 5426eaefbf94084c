import { Tabs } from '@mantine/core'
import { useAddressText } from '../calls/address.ts'
import { CreateGroupButton } from '../groups/CreateGroupButton.tsx'
import type { ListedGroup } from '../groups/group.ts'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Icon } from '../parts/icons.tsx'
import { later } from '../parts/later.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { useDialog } from '../people/use-dialog.ts'
import { inviteIntent } from './invite-content.ts'
import { userMessages } from './messages.ts'
import { UsersTab } from './UsersTab.tsx'

/** Loaded when they are first needed. */
const GroupsTab = later(async () => (await import('../groups/GroupsTab.tsx')).GroupsTab)
const InvitationsTab = later(async () => (await import('./InvitationsTab.tsx')).InvitationsTab)
const InvitePeople = later(async () => (await import('./InvitePeople.tsx')).InvitePeople)

const tabs = ['users', 'groups', 'invitations'] as const

/** User management: users, groups, and who was invited. The address says which. */
export function UsersPage() {
  const say = useSay(userMessages)
  const [tabText, setTab] = useAddressText('tab')
  const tab = tabs.find((one) => one === tabText) ?? 'users'
  const invite = useDialog<true>()
  const group = useDialog<ListedGroup | null>()
  return (
    <>
      <PageHeader
        title={say('title')}
        description={say('description')}
        actions={
          tab === 'groups' ? (
            <CreateGroupButton onCreate={() => group.open(null)} />
          ) : (
            <ActionButton
              intent={inviteIntent}
              onAct={() => invite.open(true)}
              leftSection={<Icon name="mail" size={16} />}
            >
              {say('invite')}
            </ActionButton>
          )
        }
      />
      <Tabs value={tab} onChange={(next) => setTab(next === 'users' ? '' : (next ?? ''))} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="users">
          <UsersTab />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupsTab form={group} />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          <InvitationsTab />
        </Tabs.Panel>
      </Tabs>
      {invite.round > 0 && <InvitePeople key={invite.round} isOpen={invite.isOpen} onClose={invite.close} />}
    </>
  )
}

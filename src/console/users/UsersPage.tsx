import { Tabs } from '@mantine/core'
import { useAddressText } from '../calls/address.ts'
import { GroupsTab } from '../groups/GroupsTab.tsx'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Icon } from '../parts/icons.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { useDialog } from '../people/use-dialog.ts'
import { InvitationsTab } from './InvitationsTab.tsx'
import { inviteIntent, InvitePeople } from './InvitePeople.tsx'
import { userMessages } from './messages.ts'
import { UsersTab } from './UsersTab.tsx'

const tabs = ['users', 'groups', 'invitations'] as const

/** User Management: users, groups, and who was invited. The address says which. */
export function UsersPage() {
  const say = useSay(userMessages)
  const [tabText, setTab] = useAddressText('tab')
  const tab = tabs.find((one) => one === tabText) ?? 'users'
  const invite = useDialog<true>()
  return (
    <>
      <PageHeader
        title={say('title')}
        description={say('description')}
        actions={
          <ActionButton
            intent={inviteIntent}
            onAct={() => invite.open(true)}
            leftSection={<Icon name="mail" size={16} />}
          >
            {say('invite')}
          </ActionButton>
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
          <GroupsTab />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          <InvitationsTab />
        </Tabs.Panel>
      </Tabs>
      {invite.round > 0 && <InvitePeople key={invite.round} isOpen={invite.isOpen} onClose={invite.close} />}
    </>
  )
}

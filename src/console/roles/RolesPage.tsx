import { Tabs } from '@mantine/core'
import { useAddressText } from '../calls/address.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered } from '../parts/States.tsx'
import { roleMessages } from './messages.ts'
import { fieldsOf, readTab, roleTabs } from './role.ts'
import { RoleDetails } from './RoleDetails.tsx'
import { RoleTable } from './RoleTable.tsx'

/** Role Management: the roles of each kind, and one of them in the panel at the side. The address says which. */
export function RolesPage() {
  const say = useSay(roleMessages)
  const [tabText, setTab] = useAddressText('tab')
  const [roleId, setRoleId] = useAddressText('role')
  const tab = readTab(tabText)
  const roles = useEndpoint('getRoles', fieldsOf(tab))
  const count = roles.data === undefined ? undefined : say('count', { count: roles.data.data.length })
  return (
    <>
      <PageHeader title={say('title')} count={count} description={say('description')} />
      <Tabs
        value={tab}
        onChange={(next) => setTab(readTab(next ?? '') === 'global' ? '' : (next ?? ''))}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {roleTabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Answered query={roles} intent={{ endpoint: 'getRoles', input: fieldsOf(tab) }}>
            {({ data }) => <RoleTable key={tab} tab={tab} roles={data} onOpen={(role) => setRoleId(role.id)} />}
          </Answered>
        </Tabs.Panel>
      </Tabs>
      <RoleDetails roleId={roleId === '' ? null : roleId} onClose={() => setRoleId('')} />
    </>
  )
}

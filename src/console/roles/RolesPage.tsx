import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useAddressText } from '../calls/address.ts'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import type { Order } from '../parts/DataTable.tsx'
import { Icon } from '../parts/icons.tsx'
import { later } from '../parts/later.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered } from '../parts/States.tsx'
import { roleMessages } from './messages.ts'
import { PlanGate } from './PlanGate.tsx'
import { readForm, readTab, roleTabs, writeForm, type OpenForm, type RoleTab } from './role.ts'
import { RoleDetails } from './RoleDetails.tsx'
import { unfiltered, useRoleFilter } from './RoleFilters.tsx'
import { RoleTable } from './RoleTable.tsx'
import { useRolePages } from './use-role-pages.ts'

/** Loaded when it is first needed. */
const RoleForm = later(async () => (await import('./RoleForm.tsx')).RoleForm)

/** Role management: the roles of each kind, and one of them in the panel at the side. The address says which. */
export function RolesPage() {
  const say = useSay(roleMessages)
  const [tabText, setTab] = useAddressText('tab')
  const [roleId, setRoleId] = useAddressText('role', true)
  const [formText, setForm] = useAddressText('form', true)
  const tab = readTab(tabText)
  const open = (form: OpenForm): void => setForm(writeForm(form))
  const { begin, count, ...listed } = useListing(tab)
  const choose = (next: RoleTab): void => {
    begin()
    setTab(next === 'global' ? '' : next)
  }
  return (
    <>
      <PageHeader
        title={say('title')}
        count={count === null ? undefined : say('count', { count })}
        description={say('description')}
        actions={tab !== 'collection' && <CreateButton tab={tab} onAct={() => open({ type: 'new' })} />}
      />
      <Tabs value={tab} onChange={(next) => choose(readTab(next ?? ''))} keepMounted={false}>
        <Tabs.List mb="md">
          {roleTabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <PlanGate tab={tab} />
          <Answered query={listed.pages} intent={{ endpoint: 'searchRoles', input: { kind: tab } }}>
            {() => (
              <RoleTable
                key={tab}
                tab={tab}
                count={count}
                {...listed}
                onOpen={(role) => setRoleId(role.id)}
                onForm={open}
              />
            )}
          </Answered>
        </Tabs.Panel>
      </Tabs>
      <RoleDetails roleId={roleId === '' ? null : roleId} onClose={() => setRoleId('')} onForm={open} />
      <RoleForm form={readForm(formText)} tab={tab} onClose={() => setForm('')} />
    </>
  )
}

/** The roles of a tab as they are wanted, how many there are in all, and what begins anew for another tab. */
function useListing(tab: RoleTab) {
  const filtering = useRoleFilter()
  const [order, setOrder] = useState<Order | null>(null)
  const pages = useRolePages(tab, filtering.filter, order)
  const count = useRolePages(tab, unfiltered, null).data?.total ?? null
  const begin = (): void => {
    setOrder(null)
    filtering.set(unfiltered)
  }
  return { pages, count, filtering, ordering: { order, onOrder: setOrder }, begin }
}

function CreateButton({ tab, onAct }: { readonly tab: RoleTab; readonly onAct: () => void }) {
  const say = useSay(roleMessages)
  const permission_type = tab === 'global' ? 'global' : 'content'
  const input = { permission_type, scope_type: tab === 'global' ? 'account' : 'prodenv', name: say('role') } as const
  return (
    <ActionButton intent={{ endpoint: 'createRole', input }} onAct={onAct} leftSection={<Icon name="plus" size={16} />}>
      {say('createRole')}
    </ActionButton>
  )
}

import { useState } from 'react'
import { useAddressText } from '../calls/address.ts'
import { useSay } from '../language/messages.ts'
import { MadeKeyDialog } from '../keys/MadeKeyDialog.tsx'
import type { MadeKey } from '../keys/key.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import type { Order } from '../parts/DataTable.tsx'
import { Icon } from '../parts/icons.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered } from '../parts/States.tsx'
import { useDialog } from '../people/use-dialog.ts'
import { CreateEnvironment } from './CreateEnvironment.tsx'
import { EnvironmentTable } from './EnvironmentTable.tsx'
import { environmentMessages } from './messages.ts'
import { useEnvironmentPages } from './use-environment-pages.ts'

/** Product environments: the list, and a new one with its first key. */
export function EnvironmentsPage() {
  const say = useSay(environmentMessages)
  const form = useDialog<true>()
  const [made, setMade] = useState<MadeKey | null>(null)
  const [text, setText] = useAddressText('text')
  const [order, setOrder] = useState<Order | null>(null)
  const environments = useEnvironmentPages(text, order)
  const total = useEnvironmentPages('', null).data?.total ?? null
  return (
    <>
      <PageHeader
        title={say('title')}
        count={total === null ? undefined : say('count', { count: total })}
        description={say('description')}
        actions={
          <ActionButton
            intent={{ endpoint: 'createProductEnvironment', input: { name: say('createTitle') } }}
            onAct={() => form.open(true)}
            leftSection={<Icon name="plus" size={16} />}
          >
            {say('create')}
          </ActionButton>
        }
      />
      <Answered query={environments} intent={{ endpoint: 'searchEnvironments', input: {} }}>
        {() => (
          <EnvironmentTable pages={environments} text={text} onText={setText} ordering={{ order, onOrder: setOrder }} />
        )}
      </Answered>
      {form.round > 0 && (
        <CreateEnvironment key={form.round} isOpen={form.isOpen} onClose={form.close} onMade={setMade} />
      )}
      {made !== null && <MadeKeyDialog made={made} onClose={() => setMade(null)} />}
    </>
  )
}

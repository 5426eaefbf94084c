import { useState } from 'react'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { MadeKeyDialog } from '../keys/MadeKeyDialog.tsx'
import type { MadeKey } from '../keys/key.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Icon } from '../parts/icons.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered } from '../parts/States.tsx'
import { useDialog } from '../people/use-dialog.ts'
import { CreateEnvironment } from './CreateEnvironment.tsx'
import { EnvironmentTable } from './EnvironmentTable.tsx'
import { environmentMessages } from './messages.ts'

/** Product environments: the list, and a new one with its first key. */
export function EnvironmentsPage() {
  const say = useSay(environmentMessages)
  const form = useDialog<true>()
  const [made, setMade] = useState<MadeKey | null>(null)
  const environments = useEndpoint('getProductEnvironments', {})
  const all = environments.data?.sub_accounts
  return (
    <>
      <PageHeader
        title={say('title')}
        count={all === undefined ? undefined : say('count', { count: all.length })}
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
      <Answered query={environments} intent={{ endpoint: 'getProductEnvironments', input: {} }}>
        {({ sub_accounts }) => <EnvironmentTable environments={sub_accounts} />}
      </Answered>
      {form.round > 0 && (
        <CreateEnvironment
          key={form.round}
          others={all ?? []}
          isOpen={form.isOpen}
          onClose={form.close}
          onMade={setMade}
        />
      )}
      {made !== null && <MadeKeyDialog made={made} onClose={() => setMade(null)} />}
    </>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { call } from '../calls/use-endpoint.ts'
import { useEnvironment } from '../frame/environment.ts'
import { useSay, type Say } from '../language/messages.ts'
import { DataTable, type Ordering } from '../parts/DataTable.tsx'
import { TextFilter } from '../parts/Filters.tsx'
import { partMessages } from '../parts/messages.ts'
import type { RowAction } from '../parts/RowMenu.tsx'
import { EmptyState } from '../parts/States.tsx'
import type { Pages } from '../parts/use-pages.ts'
import { useDialog } from '../people/use-dialog.ts'
import { columnsOf } from './environment-columns.tsx'
import { EditEnvironment } from './EditEnvironment.tsx'
import { type ShownEnvironment } from './environment.ts'
import { DeleteEnvironment, DisableEnvironment } from './EndEnvironment.tsx'
import { environmentMessages } from './messages.ts'
import { useEnvironmentSteps } from './use-environment-steps.ts'

type EnvironmentSay = Say<keyof typeof environmentMessages.texts>
type Deed = 'edit' | 'disable' | 'delete'

/** The environments, with all that can be done to them. */
export function EnvironmentTable({
  pages,
  text,
  onText,
  ordering,
}: {
  readonly pages: Pages<ShownEnvironment>
  /** What the server looks for. */
  readonly text: string
  readonly onText: (text: string) => void
  readonly ordering: Ordering
}) {
  const say = useSay(environmentMessages)
  const { rows = [], total = null } = pages.data ?? {}
  const panel = useDialog<{ readonly shown: ShownEnvironment; readonly deed: Deed }>()
  const deedsOf = useDeeds((shown, deed) => panel.open({ shown, deed }))
  const Panel = panel.about === null ? null : panels[panel.about.deed]
  return (
    <>
      <TextFilter
        label={say('search')}
        text={text}
        onText={onText}
        count={text === '' ? null : say('count', { count: total ?? rows.length })}
      />
      <DataTable
        label={say('title')}
        columns={columnsOf(say)}
        rows={rows}
        onMore={pages.onMore}
        isLoadingMore={pages.isLoadingMore}
        ordering={ordering}
        {...(total !== null && { total })}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        onOpen={(shown) => panel.open({ shown, deed: 'edit' })}
        actionsOf={deedsOf}
        empty={<NoEnvironments isFiltered={text !== ''} />}
      />
      {panel.about !== null && Panel !== null && (
        <Panel key={panel.round} shown={panel.about.shown} isOpen={panel.isOpen} onClose={panel.close} />
      )}
    </>
  )
}

/** What can be done to an environment: in a panel, at once, or elsewhere. */
function useDeeds(
  act: (shown: ShownEnvironment, deed: Deed) => void,
): (shown: ShownEnvironment) => readonly RowAction[] {
  const say = useSay(environmentMessages)
  const navigate = useNavigate()
  const { choose } = useEnvironment()
  const steps = useEnvironmentSteps()
  return (shown) =>
    actionsOf(shown, say, {
      act: (deed) => act(shown, deed),
      enable: () => steps.run(() => call('updateProductEnvironment', { sub_account_id: shown.id, enabled: true })),
      openKeys: () => {
        choose(shown.id)
        void navigate({ to: '/api-keys' })
      },
    })
}

function NoEnvironments({ isFiltered }: { readonly isFiltered: boolean }) {
  const say = useSay(environmentMessages)
  const part = useSay(partMessages)
  return (
    <EmptyState icon="environment" title={isFiltered ? part('nothingFound') : say('empty')}>
      {isFiltered ? part('nothingFoundHint') : say('emptyText')}
    </EmptyState>
  )
}

const panels = { edit: EditEnvironment, disable: DisableEnvironment, delete: DeleteEnvironment } as const

interface Deeds {
  readonly act: (deed: Deed) => void
  readonly enable: () => void
  readonly openKeys: () => void
}

function actionsOf(
  { id: sub_account_id, enabled }: ShownEnvironment,
  say: EnvironmentSay,
  { act, enable, openKeys }: Deeds,
): readonly RowAction[] {
  const change = { endpoint: 'updateProductEnvironment', input: { sub_account_id } } as const
  return [
    { id: 'edit', label: say('edit'), icon: 'edit', onAct: () => act('edit'), intent: change },
    { id: 'keys', label: say('openKeys'), icon: 'key', onAct: openKeys },
    enabled
      ? { id: 'disable', label: say('disable'), icon: 'lock', onAct: () => act('disable'), intent: change }
      : { id: 'enable', label: say('enable'), icon: 'tick', onAct: enable, intent: change },
    {
      id: 'delete',
      label: say('delete'),
      icon: 'bin',
      isDangerous: true,
      onAct: () => act('delete'),
      intent: { endpoint: 'deleteProductEnvironment', input: { sub_account_id } },
    },
  ]
}

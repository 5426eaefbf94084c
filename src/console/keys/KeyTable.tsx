import { useNavigate } from '@tanstack/react-router'
import { useSteps } from '../calls/use-steps.ts'
import { useSay, type Say } from '../language/messages.ts'
import { DataTable } from '../parts/DataTable.tsx'
import { TextFilter } from '../parts/Filters.tsx'
import { later } from '../parts/later.tsx'
import { partMessages } from '../parts/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import type { RowAction } from '../parts/RowMenu.tsx'
import { EmptyState } from '../parts/States.tsx'
import type { Pages } from '../parts/use-pages.ts'
import { principalPath } from '../people/address.ts'
import { useDialog, type Dialog } from '../people/use-dialog.ts'
import { assignIntent, changeIntent, changeKey, deleteIntent } from './intents.ts'
import { keysChange, type ShownKey } from './key.ts'
import { columnsOf } from './key-columns.tsx'
import type { KeyDeed } from './KeyPanels.tsx'
import { keyMessages } from './messages.ts'

type KeySay = Say<keyof typeof keyMessages.texts>

/** Loaded when it is first needed. */
const KeyPanels = later(async () => (await import('./KeyPanels.tsx')).KeyPanels)

/** The keys of one kind, with all that can be done to them. */
export function KeyTable({
  label,
  pages,
  text,
  onText,
}: {
  readonly label: string
  readonly pages: Pages<ShownKey>
  /** What the server looks for. */
  readonly text: string
  readonly onText: (text: string) => void
}) {
  const say = useSay(keyMessages)
  const navigate = useNavigate()
  const panel = useDialog<{ readonly shown: ShownKey; readonly deed: KeyDeed }>()
  const steps = useSteps(keysChange)
  const { rows = [], total = null } = pages.data ?? {}
  const count = text === '' ? null : say('count', { count: total ?? rows.length })
  const open = (shown: ShownKey): void => void navigate({ to: principalPath(shown.type, shown.id) })
  return (
    <>
      <TextFilter label={say('search')} text={text} onText={onText} count={count} />
      <DataTable
        label={label}
        columns={columnsOf(say)}
        rows={rows}
        onMore={pages.onMore}
        isLoadingMore={pages.isLoadingMore}
        {...(total !== null && { total })}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        onOpen={open}
        actionsOf={(shown) =>
          actionsOf(shown, say, {
            open,
            act: (deed) => panel.open({ shown, deed }),
            toggle: () => steps.run(() => changeKey(shown, { enabled: !shown.isEnabled })),
          })
        }
        empty={<NoKeys isFiltered={text !== ''} />}
      />
      <Rotation />
      <Panel panel={panel} />
    </>
  )
}

function NoKeys({ isFiltered }: { readonly isFiltered: boolean }) {
  const say = useSay(keyMessages)
  const part = useSay(partMessages)
  return (
    <EmptyState icon="key" title={isFiltered ? part('nothingFound') : say('empty')}>
      {isFiltered ? part('nothingFoundHint') : say('emptyText')}
    </EmptyState>
  )
}

function Panel({ panel }: { readonly panel: Dialog<{ readonly shown: ShownKey; readonly deed: KeyDeed }> }) {
  return (
    <>
      {panel.about !== null && (
        <KeyPanels
          key={panel.round}
          shown={panel.about.shown}
          deed={panel.about.deed}
          isOpen={panel.isOpen}
          onClose={panel.close}
        />
      )}
    </>
  )
}

/** How a secret is replaced: keys have one each. */
function Rotation() {
  const say = useSay(keyMessages)
  return (
    <div style={{ marginTop: 16, maxWidth: 720 }}>
      <Notice tone="info" title={say('rotateTitle')}>
        {say('rotate')}
      </Notice>
    </div>
  )
}

interface KeyDeeds {
  readonly open: (shown: ShownKey) => void
  readonly act: (deed: KeyDeed) => void
  readonly toggle: () => void
}

function actionsOf(shown: ShownKey, say: KeySay, { open, act, toggle }: KeyDeeds): readonly RowAction[] {
  return [
    { id: 'open', label: say('open'), icon: 'eye', onAct: () => open(shown) },
    { id: 'test', label: say('test'), icon: 'shield', onAct: () => act('test') },
    { id: 'roles', label: say('assignRoles'), icon: 'roles', onAct: () => act('roles'), intent: assignIntent(shown) },
    {
      id: 'folders',
      label: say('folderRoles'),
      icon: 'folder',
      onAct: () => act('folders'),
      intent: assignIntent(shown),
    },
    { id: 'edit', label: say('edit'), icon: 'edit', onAct: () => act('edit'), intent: changeIntent(shown) },
    {
      id: 'switch',
      label: say(shown.isEnabled ? 'disable' : 'enable'),
      icon: shown.isEnabled ? 'lock' : 'tick',
      onAct: toggle,
      intent: changeIntent(shown),
    },
    {
      id: 'delete',
      label: say('delete'),
      icon: 'bin',
      isDangerous: true,
      onAct: () => act('delete'),
      intent: deleteIntent(shown),
    },
  ]
}

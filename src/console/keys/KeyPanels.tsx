import { useSteps } from '../calls/use-steps.ts'
import { useSay } from '../language/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { ProblemText } from '../parts/ProblemText.tsx'
import { EditKey } from './EditKey.tsx'
import { FolderRoles } from './FolderRoles.tsx'
import { deleteKey } from './intents.ts'
import { keysChange, type ShownKey } from './key.ts'
import { KeyRoles } from './KeyRoles.tsx'
import { keyMessages } from './messages.ts'
import { TestKey } from './TestKey.tsx'

/** What a panel does about a key. */
export type KeyDeed = 'test' | 'roles' | 'folders' | 'edit' | 'delete'

interface PanelProps {
  readonly shown: ShownKey
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The panel for one deed. */
export function KeyPanels({ deed, ...props }: PanelProps & { readonly deed: KeyDeed }) {
  const Panel = panels[deed]
  return <Panel {...props} />
}

const panels = { test: TestKey, roles: KeyRoles, folders: FolderRoles, edit: EditKey, delete: DeleteKey } as const

function DeleteKey({ shown, isOpen, onClose }: PanelProps) {
  const say = useSay(keyMessages)
  const { name } = shown
  const steps = useSteps(keysChange, { says: say('deleted', { name }), onDone: onClose })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('deleteTitle', { name })}
      confirmLabel={say('deleteConfirm')}
      onCancel={onClose}
      onConfirm={() => steps.run(() => deleteKey(shown))}
      isDangerous
      isBusy={steps.isBusy}
    >
      {say('deleteText')}
      {steps.problem !== null && <ProblemText problem={steps.problem} />}
    </ConfirmDialog>
  )
}

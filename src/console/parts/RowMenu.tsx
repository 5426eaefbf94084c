import { ActionIcon, Menu, Text } from '@mantine/core'
import { useState } from 'react'
import { usePermission, type Intent } from '../calls/preview.ts'
import { useSay } from '../language/messages.ts'
import { Icon, type IconName } from './icons.tsx'
import { partMessages } from './messages.ts'
import { capitalized } from './ProblemText.tsx'

/** One entry of a row's menu. */
export interface RowAction {
  readonly id: string
  readonly label: string
  readonly icon: IconName
  readonly onAct: () => void
  /** The call it leads to; the entry says why when that would be refused. Absent: it is always open. */
  readonly intent?: Intent
  /** Why it can never be done to this row, such as a system role that can't be changed. */
  readonly impossible?: string
  readonly isDangerous?: boolean
}

/** The menu of a row; what it may do is asked when it is opened. */
export function RowMenu({ name, actions }: { readonly name: string; readonly actions: readonly RowAction[] }) {
  const [isOpen, setOpen] = useState(false)
  const say = useSay(partMessages)
  return (
    <Menu opened={isOpen} onChange={setOpen} width={250} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={say('rowMenu', { name })} data-row-menu>
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{isOpen && actions.map((action) => <Entry key={action.id} action={action} />)}</Menu.Dropdown>
    </Menu>
  )
}

/** Red, with the contrast that small text needs. */
const dangerous = { color: 'light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))' }

function Entry({ action }: { readonly action: RowAction }) {
  const { icon, intent, impossible, isDangerous = false, label, onAct } = action
  const permission = usePermission(impossible === undefined ? (intent ?? null) : null)
  const refused = permission.is === 'refused' ? (permission.problem.detail ?? permission.problem.title) : undefined
  const reason = impossible ?? refused
  const section = <Icon name={reason === undefined ? icon : 'lock'} size={16} />
  if (reason === undefined) {
    return (
      <Menu.Item leftSection={section} onClick={onAct} {...(isDangerous && { style: dangerous })}>
        {label}
      </Menu.Item>
    )
  }
  return (
    <Menu.Item leftSection={section} aria-disabled="true" closeMenuOnClick={false}>
      <Text size="sm" className="console-quiet">
        {label}
      </Text>
      <Text size="xs" className="console-quiet">
        {capitalized(reason)}
      </Text>
    </Menu.Item>
  )
}

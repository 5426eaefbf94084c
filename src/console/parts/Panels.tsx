import { Button, Drawer, Group, Modal, Stack, Text } from '@mantine/core'
import { useState, type SyntheticEvent, type ReactNode } from 'react'
import type { Problem } from '../calls/problem.ts'
import { useSay } from '../language/messages.ts'
import { partMessages } from './messages.ts'
import { Notice } from './Notice.tsx'
import { ProblemText } from './ProblemText.tsx'

/** What a panel at the side shows. */
export interface DetailsPanelProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
  /** Stays at the bottom while the rest scrolls. */
  readonly footer?: ReactNode
}

/** Shows one thing beside the list it came from; the focus goes in, and back when it closes. */
export function DetailsPanel({ isOpen, onClose, title, children, footer }: DetailsPanelProps) {
  const say = useSay(partMessages)
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size="lg">
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content>
        <Drawer.Header style={{ borderBottom: '1px solid var(--console-line)' }}>
          <Drawer.Title fw={620} fz="lg">
            {title}
          </Drawer.Title>
          <Drawer.CloseButton aria-label={say('close')} />
        </Drawer.Header>
        <Drawer.Body pt="md">{children}</Drawer.Body>
        {footer !== undefined && (
          <Group
            justify="flex-end"
            p="md"
            pos="sticky"
            bottom={0}
            style={{ borderTop: '1px solid var(--console-line)', background: 'var(--mantine-color-body)' }}
          >
            {footer}
          </Group>
        )}
      </Drawer.Content>
    </Drawer.Root>
  )
}

/** What a form at the side is made of. */
export interface FormDrawerProps extends Omit<DetailsPanelProps, 'footer'> {
  readonly onSubmit: () => void
  /** The button that saves: say what it does. */
  readonly submitLabel: string
  readonly isBusy: boolean
  /** True while something would be lost by closing: then it is asked about first. */
  readonly isChanged: boolean
  readonly problem?: Problem | null
  /** Beside the buttons, such as a sum of what will happen. */
  readonly summary?: ReactNode
}

/** A form at the side; what went wrong stands above its buttons, and nothing is lost without a word. */
export function FormDrawer(props: FormDrawerProps) {
  const { onClose, onSubmit, submitLabel, isBusy, isChanged, problem = null, summary, children, ...rest } = props
  const [isLeaving, setLeaving] = useState(false)
  const say = useSay(partMessages)
  // The key that closes this panel would close the question too, were it there before the key is done with.
  const leave = (): void => {
    if (isChanged) setTimeout(() => setLeaving(true))
    else onClose()
  }
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <DetailsPanel {...rest} onClose={leave}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {children}
          {problem !== null && (
            <Notice tone="error">
              <ProblemText problem={problem} />
            </Notice>
          )}
          {summary}
          <Group justify="flex-end">
            <Button variant="default" onClick={leave}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
      <ConfirmDialog
        isOpen={isLeaving}
        title={say('leaveTitle')}
        confirmLabel={say('leaveConfirm')}
        onCancel={() => setLeaving(false)}
        onConfirm={() => {
          setLeaving(false)
          onClose()
        }}
        isDangerous
      >
        {say('leaveText')}
      </ConfirmDialog>
    </DetailsPanel>
  )
}

/** What a question before a deed is made of. */
export interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly title: string
  /** What will happen, in numbers where it can be. */
  readonly children: ReactNode
  /** The deed itself: `Delete role`, never `OK`. */
  readonly confirmLabel: string
  readonly onConfirm: () => void
  readonly onCancel: () => void
  readonly isDangerous?: boolean
  readonly isBusy?: boolean
}

/** Asks before something that can't be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, children, confirmLabel, onConfirm, onCancel, isDangerous = false, isBusy = false } = props
  const say = useSay(partMessages)
  return (
    <Modal opened={isOpen} onClose={onCancel} title={title} closeButtonProps={{ 'aria-label': say('close') }}>
      <Stack gap="md">
        <Text size="sm" component="div">
          {children}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {say('cancel')}
          </Button>
          <Button onClick={onConfirm} loading={isBusy} {...(isDangerous && { color: 'red.9' })}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

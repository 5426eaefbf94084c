import { Button, Drawer, Group, Modal, Stack, Text } from '@mantine/core'
import { useId, type KeyboardEvent, type SyntheticEvent, type ReactNode } from 'react'
import type { Problem } from '../calls/problem.ts'
import { useSay } from '../language/messages.ts'
import { partMessages } from './messages.ts'
import { Notice } from './Notice.tsx'
import classes from './Panels.module.css'
import { ProblemText } from './ProblemText.tsx'
import { useLeaving } from './use-leaving.ts'

/** What a panel at the side shows. */
export interface DetailsPanelProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
  /** Stays at the bottom while the rest scrolls. */
  readonly footer?: ReactNode
}

const panelClasses = { content: classes.content ?? '' }

/** Shows one thing beside the list it came from; the focus goes in, and back when it closes. */
export function DetailsPanel({ isOpen, onClose, title, children, footer }: DetailsPanelProps) {
  const say = useSay(partMessages)
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size="lg" classNames={panelClasses}>
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content>
        <Drawer.Header className={classes.header ?? ''}>
          <Drawer.Title fw={620} fz="lg" className={classes.title ?? ''}>
            {title}
          </Drawer.Title>
          <Drawer.CloseButton aria-label={say('close')} />
        </Drawer.Header>
        <Drawer.Body className={classes.body ?? ''}>{children}</Drawer.Body>
        {footer !== undefined && footer !== false && <div className={classes.footer}>{footer}</div>}
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
  /** After the fields, such as a sum of what will happen. */
  readonly summary?: ReactNode
  /** Beside the buttons, in a few words, such as how much is chosen. */
  readonly note?: ReactNode
}

/** A form at the side; what went wrong stands above its buttons, which stay in sight, and nothing is lost without a word. */
export function FormDrawer(props: FormDrawerProps) {
  const { onClose, onSubmit, submitLabel, isBusy, isChanged, problem = null, summary, note, children, ...rest } = props
  const formId = useId()
  const { isAsked, leave, stay, go, send, resume } = useLeaving({
    ...{ isOpen: rest.isOpen, isChanged, isWrong: problem !== null, onClose },
  })
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    send()
    onSubmit()
  }
  const buttons = { formId, submitLabel, isBusy, problem, note, onLeave: leave }
  return (
    <DetailsPanel {...rest} onClose={leave} footer={<FormFooter {...buttons} />}>
      <form id={formId} onSubmit={submit} onChange={resume} onKeyDown={keepsForm} noValidate>
        <Stack gap="md">
          {children}
          {summary}
        </Stack>
      </form>
      <LeaveQuestion isOpen={isAsked} onStay={stay} onLeave={go} />
    </DetailsPanel>
  )
}

/** Enter in a field that opens a list chooses in the list; where nothing is there to choose it doesn't send the form. */
function keepsForm(event: KeyboardEvent): void {
  const isList = event.target instanceof HTMLInputElement && event.target.getAttribute('aria-haspopup') === 'listbox'
  if (event.key === 'Enter' && isList) event.preventDefault()
}

function FormFooter({
  formId,
  submitLabel,
  isBusy,
  problem,
  note,
  onLeave,
}: Pick<FormDrawerProps, 'submitLabel' | 'isBusy' | 'note'> & {
  readonly formId: string
  readonly problem: Problem | null
  readonly onLeave: () => void
}) {
  const say = useSay(partMessages)
  return (
    <Stack gap="sm" w="100%">
      {problem !== null && (
        <div className={classes.problem}>
          <Notice tone="error">
            <ProblemText problem={problem} />
          </Notice>
        </div>
      )}
      <Group justify="flex-end" gap="sm">
        {note !== undefined && (
          <Text size="sm" className="console-quiet console-number" mr="auto">
            {note}
          </Text>
        )}
        <Button variant="default" onClick={onLeave}>
          {say('cancel')}
        </Button>
        <Button type="submit" form={formId} loading={isBusy}>
          {submitLabel}
        </Button>
      </Group>
    </Stack>
  )
}

/** Asks before what was typed is lost. */
function LeaveQuestion({
  isOpen,
  onStay,
  onLeave,
}: {
  readonly isOpen: boolean
  readonly onStay: () => void
  readonly onLeave: () => void
}) {
  const say = useSay(partMessages)
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('leaveTitle')}
      confirmLabel={say('leaveConfirm')}
      onCancel={onStay}
      onConfirm={onLeave}
      isDangerous
    >
      {say('leaveText')}
    </ConfirmDialog>
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

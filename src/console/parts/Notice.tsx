import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './icons.tsx'

const looks = {
  info: { color: 'ink', icon: 'info' },
  warning: { color: 'yellow', icon: 'warning' },
  error: { color: 'red', icon: 'warning' },
  done: { color: 'teal', icon: 'tick' },
} as const

/** Says something that stays: a warning beside what it is about, or what a plan lacks. */
export function Notice({
  tone,
  title,
  children,
}: {
  readonly tone: keyof typeof looks
  readonly title?: string
  readonly children: ReactNode
}) {
  const { color, icon } = looks[tone]
  return (
    <Alert
      color={color}
      icon={<Icon name={icon} />}
      role={tone === 'error' ? 'alert' : 'status'}
      styles={{ label: { color: 'var(--mantine-color-text)' }, message: { color: 'var(--mantine-color-text)' } }}
      {...(title !== undefined && { title })}
    >
      {children}
    </Alert>
  )
}

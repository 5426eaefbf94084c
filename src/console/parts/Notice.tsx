import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './icons.tsx'
import classes from './Notice.module.css'

const looks = {
  info: { icon: 'info' },
  warning: { icon: 'warning' },
  error: { icon: 'warning' },
  done: { icon: 'tick' },
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
  const { icon } = looks[tone]
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon name={icon} size={17} />
      <div className={classes.text}>
        {title !== undefined && (
          <Text size="sm" fw={600}>
            {title}
          </Text>
        )}
        <Text size="sm" component="div">
          {children}
        </Text>
      </div>
    </div>
  )
}

import { Badge, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useSay } from '../language/messages.ts'
import { partMessages } from './messages.ts'
import classes from './PageHeader.module.css'

/** What stands at the top of a page. */
export interface PageHeaderProps {
  readonly title: string
  /** How many things the page lists; not shown while it isn't known. */
  readonly count?: string | undefined
  readonly description?: string
  readonly actions?: ReactNode
  /** Beside the title, such as the sign of what the page is about. */
  readonly sign?: ReactNode
  /** Leads back to where this page is listed. */
  readonly trail?: ReactNode
}

/** Heads a page and names the window; a page has exactly one. */
export function PageHeader({ title, count, description, actions, sign, trail }: PageHeaderProps) {
  const say = useSay(partMessages)
  useDocumentTitle(`${title} · Rolecall`)
  return (
    <header className={classes.header}>
      {trail !== undefined && (
        <nav aria-label={say('trail')} className={classes.trail}>
          {trail}
        </nav>
      )}
      <div className={classes.first}>
        <div className={classes.name}>
          {sign}
          <Title order={1} className={classes.title ?? ''}>
            {title}
          </Title>
          {count !== undefined && (
            <Badge color="gray" className="console-number" miw="max-content">
              {count}
            </Badge>
          )}
        </div>
        <div className={classes.actions}>{actions}</div>
      </div>
      {description !== undefined && (
        <Text size="sm" className={`${classes.description ?? ''} console-quiet`}>
          {description}
        </Text>
      )}
    </header>
  )
}

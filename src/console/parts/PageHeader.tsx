import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

/** What stands at the top of a page. */
export interface PageHeaderProps {
  readonly title: string
  /** How many things the page lists; not shown while it isn't known. */
  readonly count?: string | undefined
  readonly description?: string
  readonly actions?: ReactNode
}

/** Heads a page and names the window; a page has exactly one. */
export function PageHeader({ title, count, description, actions }: PageHeaderProps) {
  useDocumentTitle(`${title} · Rolecall`)
  return (
    <Group justify="space-between" align="flex-start" gap="md" mb="lg">
      <Stack gap={4}>
        <Group gap="xs">
          <Title order={1}>{title}</Title>
          {count !== undefined && (
            <Badge color="gray" className="console-number">
              {count}
            </Badge>
          )}
        </Group>
        {description !== undefined && (
          <Text size="sm" className="console-quiet" maw={640}>
            {description}
          </Text>
        )}
      </Stack>
      <Group gap="xs">{actions}</Group>
    </Group>
  )
}

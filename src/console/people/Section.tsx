import { Group, Text, Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'

/** A part of a page with its own title. */
export function Section({
  title,
  hint,
  actions,
  children,
}: {
  readonly title: string
  readonly hint?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" align="flex-end" mb="xs">
        <div>
          <Title order={2} size="h2" id={id}>
            {title}
          </Title>
          {hint !== undefined && (
            <Text size="sm" className="console-quiet">
              {hint}
            </Text>
          )}
        </div>
        <Group gap="xs">{actions}</Group>
      </Group>
      {children}
    </section>
  )
}

import { Badge, Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { useRef, useState } from 'react'
import { useSay } from '../language/messages.ts'
import { SearchField } from '../parts/Filters.tsx'
import { Icon } from '../parts/icons.tsx'
import { metFor, missingFor, withIds, type MissingPermission, type TaskTable } from './draft.ts'
import { roleMessages } from './messages.ts'
import classes from './PermissionList.module.css'
import { PermissionPeeks } from './PermissionList.tsx'
import type { ListedPermission } from './role.ts'

/** What permissions are chosen from. */
export interface PermissionPickerProps {
  readonly available: readonly ListedPermission[]
  readonly chosen: ReadonlySet<string>
  readonly table: TaskTable
  readonly onChosen: (chosen: ReadonlySet<string>) => void
}

/** Every permission that the role could have, by category and searchable; what a chosen one needs besides is offered. */
export function PermissionPicker({ available, chosen, table, onChosen }: PermissionPickerProps) {
  const say = useSay(roleMessages)
  const [text, setText] = useState('')
  const sought = text.trim().toLowerCase()
  const shown = available.filter(({ id, name, description }) =>
    [id, name, description ?? ''].some((one) => one.toLowerCase().includes(sought)),
  )
  const missing = missingFor(chosen, available, table)
  const met = metFor(chosen, available, table)
  const groups = [...Map.groupBy(shown, ({ category }) => category)]
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h2">
          {say('permissions')}
        </Title>
        <Text size="sm" className="console-quiet console-number" role="status">
          {say('chosen', { chosen: chosen.size, count: available.length })}
        </Text>
      </Group>
      {/* Enter narrows the list; it doesn't save the role. */}
      <div onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()} role="presentation">
        <SearchField label={say('searchPermissions')} text={text} onText={setText} />
      </div>
      {groups.length === 0 && (
        <Text size="sm" className="console-quiet">
          {say('noPermissionFound')}
        </Text>
      )}
      {groups.map(([category, group]) => (
        <section key={category} aria-label={category}>
          <CategoryHead category={category} group={group} chosen={chosen} onChosen={onChosen} />
          <ul className={classes.list}>
            {group.map((one) => (
              <Choice
                key={one.id}
                permission={one}
                isChosen={chosen.has(one.id)}
                missing={missing.get(one.id) ?? []}
                met={met.get(one.id) ?? []}
                onChoose={(ids, isIn) => onChosen(withIds(chosen, ids, isIn))}
              />
            ))}
          </ul>
        </section>
      ))}
    </Stack>
  )
}

function CategoryHead({
  category,
  group,
  chosen,
  onChosen,
}: {
  readonly category: string
  readonly group: readonly ListedPermission[]
  readonly chosen: ReadonlySet<string>
  readonly onChosen: (chosen: ReadonlySet<string>) => void
}) {
  const say = useSay(roleMessages)
  const ids = group.map(({ id }) => id)
  const isWhole = ids.every((id) => chosen.has(id))
  return (
    <Group justify="space-between" mb={4}>
      <Group gap={8}>
        <Title order={3} className={classes.category ?? ''} mb={0}>
          {category}
        </Title>
        <Badge color="gray" className="console-number">
          {say('ofCategory', { chosen: ids.filter((id) => chosen.has(id)).length, count: ids.length })}
        </Badge>
      </Group>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={say(isWhole ? 'clearCategory' : 'chooseCategory', { category })}
        onClick={() => onChosen(withIds(chosen, ids, !isWhole))}
      >
        {say(isWhole ? 'clearAll' : 'chooseAll')}
      </Button>
    </Group>
  )
}

function Choice({
  permission,
  isChosen,
  missing,
  met,
  onChoose,
}: {
  readonly permission: ListedPermission
  readonly isChosen: boolean
  readonly missing: readonly MissingPermission[]
  /** The names of what it needs and has. */
  readonly met: readonly string[]
  readonly onChoose: (ids: readonly string[], isIn: boolean) => void
}) {
  // What adds is gone once it was pressed; the focus goes to what it was about.
  const box = useRef<HTMLInputElement>(null)
  return (
    <li>
      <div className={classes.line} data-assigned={isChosen || undefined}>
        <Checkbox
          ref={box}
          size="xs"
          className={classes.name ?? ''}
          label={permission.name}
          checked={isChosen}
          onChange={({ currentTarget }) => onChoose([permission.id], currentTarget.checked)}
        />
        <PermissionPeeks permission={permission} />
      </div>
      {met.length > 0 && <Met names={met.join(', ')} />}
      {missing.length > 0 && (
        <Missing
          missing={missing}
          onAdd={(ids) => {
            box.current?.focus()
            onChoose(ids, true)
          }}
        />
      )}
    </li>
  )
}

/** What a chosen permission needs and has. */
function Met({ names }: { readonly names: string }) {
  const say = useSay(roleMessages)
  return (
    <Text size="xs" className={`${classes.met ?? ''} console-quiet`}>
      <Icon name="tick" size={12} /> {say('hasOthers', { names })}
    </Text>
  )
}

/** What a chosen permission is of little use without, why, and what adds it. */
function Missing({
  missing,
  onAdd,
}: {
  readonly missing: readonly MissingPermission[]
  readonly onAdd: (ids: readonly string[]) => void
}) {
  const say = useSay(roleMessages)
  const names = missing.map((one) => one.permission.name).join(', ')
  const tasks = [...new Set(missing.flatMap((one) => one.tasks))].join('; ')
  return (
    <Group className={classes.missing ?? ''} gap={8} wrap="nowrap" role="status">
      <Text size="xs" style={{ flex: 1 }}>
        {say('needsOthers', { names, tasks })}
      </Text>
      <Button
        variant="light"
        size="compact-xs"
        aria-label={say('addNamed', { names })}
        onClick={() => onAdd(missing.map((one) => one.permission.id))}
      >
        {say('add')}
      </Button>
    </Group>
  )
}

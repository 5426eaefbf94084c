import { ActionIcon, Button, Group, MultiSelect, Stack, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useSay } from '../language/messages.ts'
import { FoundSelect } from '../parts/FoundSelect.tsx'
import { Icon } from '../parts/icons.tsx'
import type { RoleChoice, RoleRow } from './choices.ts'
import { peopleMessages } from './messages.ts'
import classes from './RoleFields.module.css'
import { useFoundEnvironments, type NamedEnvironment } from './use-found-environments.ts'
import { useFoundRoles } from './use-found-roles.ts'
import { useEnvironmentNames } from './use-names.ts'

/** What a choice of global roles is made with. */
export interface RoleFieldsProps {
  readonly choice: RoleChoice
  readonly onChoice: (choice: RoleChoice) => void
  /** Account management keys and people have account roles; groups too. False: environment roles alone. */
  readonly hasAccountRoles?: boolean
}

/** Account roles, and rows of an environment with the roles in it. */
export function RoleFields({ choice, onChoice, hasAccountRoles = true }: RoleFieldsProps) {
  const say = useSay(peopleMessages)
  const setRow = (row: RoleRow): void =>
    onChoice({ ...choice, rows: choice.rows.map((one) => (one.key === row.key ? row : one)) })
  const nextKey = Math.max(-1, ...choice.rows.map(({ key }) => key)) + 1
  return (
    <Stack gap="lg">
      {hasAccountRoles && (
        <RoleSelect
          label={say('accountRoles')}
          description={say('accountRolesHint')}
          level="account"
          roleIds={choice.accountRoleIds}
          onRoleIds={(accountRoleIds) => onChoice({ ...choice, accountRoleIds })}
        />
      )}
      <FieldGroup title={say('environmentRoles')} hint={say('environmentRolesHint')}>
        {choice.rows.map((row) => (
          <EnvironmentRow
            key={row.key}
            row={row}
            takenIds={choice.rows.flatMap((one) => (one.key === row.key ? [] : [one.environmentId]))}
            onRow={setRow}
            onRemove={() => onChoice({ ...choice, rows: choice.rows.filter(({ key }) => key !== row.key) })}
          />
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="plus" size={15} />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            onChoice({ ...choice, rows: [...choice.rows, { key: nextKey, environmentId: '', roleIds: [] }] })
          }
        >
          {say('addRow')}
        </Button>
      </FieldGroup>
    </Stack>
  )
}

/** Some fields under one title. */
export function FieldGroup({
  title,
  hint,
  children,
}: {
  readonly title: string
  readonly hint?: string
  readonly children: ReactNode
}) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{title}</legend>
      {hint !== undefined && (
        <Text size="xs" className="console-quiet" mb={8}>
          {hint}
        </Text>
      )}
      <Stack gap="xs">{children}</Stack>
    </fieldset>
  )
}

/** A choice of several global roles of one level, each with what it is for. */
export function RoleSelect({
  label,
  description,
  isLabelHidden = false,
  level,
  roleIds,
  onRoleIds,
}: {
  readonly label: string
  readonly description?: string
  readonly isLabelHidden?: boolean
  readonly level: 'account' | 'prodenv'
  readonly roleIds: readonly string[]
  readonly onRoleIds: (roleIds: readonly string[]) => void
}) {
  const say = useSay(peopleMessages)
  const [text, setText] = useState('')
  const offered = useFoundRoles({ kind: 'global', scope_type: level }, text, roleIds)
  const known = new Set(offered.map(({ id }) => id))
  const data = [
    ...offered.map(({ id, name }) => ({ value: id, label: name })),
    ...roleIds.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id })),
  ]
  return (
    <MultiSelect
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      {...(description !== undefined && { description })}
      {...(roleIds.length === 0 && { placeholder: say('chooseRoles') })}
      data={data}
      value={[...roleIds]}
      onChange={onRoleIds}
      searchable
      onSearchChange={setText}
      filter={({ options }) => options}
      hidePickedOptions
      maxDropdownHeight={280}
      nothingFoundMessage={say('nothingFound')}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
      style={{ flex: 1, minWidth: 0 }}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" className="console-quiet" lineClamp={2}>
            {offered.find(({ id }) => id === option.value)?.description}
          </Text>
        </div>
      )}
    />
  )
}

function EnvironmentRow({
  row,
  takenIds,
  onRow,
  onRemove,
}: {
  readonly row: RoleRow
  readonly takenIds: readonly string[]
  readonly onRow: (row: RoleRow) => void
  readonly onRemove: () => void
}) {
  const say = useSay(peopleMessages)
  const [text, setText] = useState('')
  const found = useFoundEnvironments(text, [row.environmentId])
  const nameOf = useEnvironmentNames(say('allEnvironments'), [row.environmentId])
  const choices = [...allOf(say('allEnvironments'), row.environmentId, text), ...found].filter(
    ({ id }) => !takenIds.includes(id),
  )
  const name = row.environmentId === '' ? say('environment') : nameOf(row.environmentId)
  return (
    <div className={classes.row}>
      <div className={classes.environment}>
        <FoundSelect
          aria-label={say('environment')}
          placeholder={say('chooseEnvironment')}
          options={choices.map(({ id, name: label }) => ({ value: id, label }))}
          value={row.environmentId}
          onValue={(environmentId) => onRow({ ...row, environmentId })}
          onSearch={setText}
          allowDeselect={false}
        />
      </div>
      <div className={classes.roles}>
        <RoleSelect
          label={row.environmentId === '' ? say('rolesOfRow') : say('rolesIn', { name })}
          isLabelHidden
          level="prodenv"
          roleIds={row.roleIds}
          onRoleIds={(roleIds) => onRow({ ...row, roleIds })}
        />
      </div>
      <Group>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={say('removeRow', { name })} onClick={onRemove}>
          <Icon name="cross" size={16} />
        </ActionIcon>
      </Group>
    </div>
  )
}

/** The choice of every environment, while it is chosen or what is typed stands in it. */
const allOf = (name: string, chosenId: string, text: string): readonly NamedEnvironment[] =>
  chosenId === 'all' || name.toLowerCase().includes(text.trim().toLowerCase()) ? [{ id: 'all', name }] : []

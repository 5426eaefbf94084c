import { ActionIcon, Button, Group, MultiSelect, Select, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import type { RoleChoice, RoleRow } from './choices.ts'
import { peopleMessages } from './messages.ts'
import classes from './RoleFields.module.css'
import { useEnvironments, useOfferedRoles, type OfferedRole } from './use-lists.ts'

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
  const offered = useOfferedRoles()
  const setRow = (row: RoleRow): void =>
    onChoice({ ...choice, rows: choice.rows.map((one) => (one.key === row.key ? row : one)) })
  const nextKey = Math.max(-1, ...choice.rows.map(({ key }) => key)) + 1
  return (
    <Stack gap="lg">
      {hasAccountRoles && (
        <RoleSelect
          label={say('accountRoles')}
          description={say('accountRolesHint')}
          offered={offered.account}
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
            offered={offered.environment}
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

/** So many roles are drawn; more words find the others. */
const mostOffered = 100

/** A choice of several roles, each with what it is for. */
export function RoleSelect({
  label,
  description,
  isLabelHidden = false,
  offered,
  roleIds,
  onRoleIds,
}: {
  readonly label: string
  readonly description?: string
  readonly isLabelHidden?: boolean
  readonly offered: readonly OfferedRole[]
  readonly roleIds: readonly string[]
  readonly onRoleIds: (roleIds: readonly string[]) => void
}) {
  const say = useSay(peopleMessages)
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
      limit={mostOffered}
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
  offered,
  onRow,
  onRemove,
}: {
  readonly row: RoleRow
  readonly takenIds: readonly string[]
  readonly offered: readonly OfferedRole[]
  readonly onRow: (row: RoleRow) => void
  readonly onRemove: () => void
}) {
  const say = useSay(peopleMessages)
  const { all, nameOf } = useEnvironments(say('allEnvironments'))
  const choices = [{ id: 'all', name: say('allEnvironments') }, ...all].filter(({ id }) => !takenIds.includes(id))
  const name = row.environmentId === '' ? say('environment') : nameOf(row.environmentId)
  return (
    <div className={classes.row}>
      <div className={classes.environment}>
        <Select
          aria-label={say('environment')}
          placeholder={say('chooseEnvironment')}
          data={choices.map(({ id, name: label }) => ({ value: id, label }))}
          value={row.environmentId === '' ? null : row.environmentId}
          onChange={(id) => onRow({ ...row, environmentId: id ?? '' })}
          searchable={all.length > 8}
          limit={mostOffered}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true, shadow: 'md' }}
        />
      </div>
      <div className={classes.roles}>
        <RoleSelect
          label={row.environmentId === '' ? say('rolesOfRow') : say('rolesIn', { name })}
          isLabelHidden
          offered={offered}
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

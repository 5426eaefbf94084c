import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import type { Attribute } from './environment.ts'
import { environmentMessages } from './messages.ts'

/** The custom attributes of an environment: names and values, one to a row. */
export function AttributeFields({
  attributes,
  onAttributes,
}: {
  readonly attributes: readonly Attribute[]
  readonly onAttributes: (attributes: Attribute[]) => void
}) {
  const say = useSay(environmentMessages)
  const set = (key: number, part: Partial<Attribute>): void =>
    onAttributes(attributes.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const add = (): void => {
    const key = Math.max(-1, ...attributes.map((one) => one.key)) + 1
    onAttributes([...attributes, { key, name: '', value: '' }])
  }
  return (
    <Stack gap={6} role="group" aria-label={say('attributes')}>
      <Text size="sm" fw={570}>
        {say('attributes')}
      </Text>
      <Text size="xs" className="console-quiet">
        {say('attributesHint')}
      </Text>
      {attributes.map((one) => (
        <AttributeRow
          key={one.key}
          attribute={one}
          onChange={(part) => set(one.key, part)}
          onRemove={() => onAttributes(attributes.filter(({ key }) => key !== one.key))}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<Icon name="plus" size={14} />}
        onClick={add}
      >
        {say('addAttribute')}
      </Button>
    </Stack>
  )
}

function AttributeRow({
  attribute: { name, value },
  onChange,
  onRemove,
}: {
  readonly attribute: Attribute
  readonly onChange: (part: Partial<Attribute>) => void
  readonly onRemove: () => void
}) {
  const say = useSay(environmentMessages)
  return (
    <Group gap={6} wrap="nowrap">
      <TextInput
        aria-label={say('attributeName')}
        placeholder={say('attributeName')}
        style={{ flex: 1 }}
        value={name}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <TextInput
        aria-label={say('attributeValue')}
        placeholder={say('attributeValue')}
        style={{ flex: 1 }}
        value={value}
        onChange={({ currentTarget }) => onChange({ value: currentTarget.value })}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={say('removeAttribute', { name })} onClick={onRemove}>
        <Icon name="cross" size={16} />
      </ActionIcon>
    </Group>
  )
}

import { Box, Button, Select, Stack, Text } from '@mantine/core'
import { useId, useState } from 'react'
import { accessBundles } from '../../domain/catalogue/bundles.ts'
import { useSay } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { AccessFields } from '../people/AccessFields.tsx'
import { RoleFields } from '../people/RoleFields.tsx'
import { customAccess, isAdjusted, rolesOfBundle, type InviteContent } from './invite-content.ts'
import { inviteMessages } from './invite-messages.ts'
import { useRolesInWords } from './use-roles-in-words.ts'

/** The access that people are invited with: a bundle, perhaps adjusted, or roles chosen by hand; and what is open to them. */
export function InviteAccess({
  content,
  onContent,
}: {
  readonly content: InviteContent
  readonly onContent: (content: InviteContent) => void
}) {
  const say = useSay(inviteMessages)
  const [isExpanded, setExpanded] = useState(false)
  const detailsId = useId()
  const choose = (bundleId: string): void => {
    const isCustom = bundleId === customAccess
    onContent({ ...content, bundleId, roles: rolesOfBundle(bundleId) })
    if (isCustom) setExpanded(true)
  }
  return (
    <Stack gap="sm">
      <BundleSelect bundleId={content.bundleId} onBundle={choose} />
      <BundleWords content={content} />
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<Icon name={isExpanded ? 'down' : 'right'} size={14} />}
        aria-expanded={isExpanded}
        aria-controls={detailsId}
        onClick={() => setExpanded(!isExpanded)}
      >
        {say(isExpanded ? 'hide' : 'manage')}
      </Button>
      <Box id={detailsId} hidden={!isExpanded} pl="md" style={{ borderLeft: '2px solid var(--console-line)' }}>
        {isExpanded && (
          <Stack gap="lg">
            <RoleFields choice={content.roles} onChoice={(roles) => onContent({ ...content, roles })} />
            <AccessFields access={content.access} onAccess={(access) => onContent({ ...content, access })} />
          </Stack>
        )}
      </Box>
    </Stack>
  )
}

function BundleSelect({
  bundleId,
  onBundle,
}: {
  readonly bundleId: string
  readonly onBundle: (bundleId: string) => void
}) {
  const say = useSay(inviteMessages)
  const inWords = useRolesInWords(accessBundles.map(({ id }) => rolesOfBundle(id)))
  const choices = [...accessBundles, { id: customAccess, name: say('custom'), description: say('customHint') }]
  return (
    <Select
      label={say('management')}
      description={say('managementHint')}
      placeholder={say('choose')}
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      value={bundleId === '' ? null : bundleId}
      onChange={(id) => onBundle(id ?? '')}
      allowDeselect={false}
      maxDropdownHeight={420}
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" className="console-quiet">
            {choices.find(({ id }) => id === option.value)?.description}
          </Text>
          {option.value !== customAccess && (
            <Text size="xs" className="console-quiet">
              {say('applies', { roles: inWords(rolesOfBundle(option.value)) })}
            </Text>
          )}
        </div>
      )}
    />
  )
}

/** What the chosen bundle applies, or that it was adjusted. */
function BundleWords({ content }: { readonly content: InviteContent }) {
  const say = useSay(inviteMessages)
  const inWords = useRolesInWords([content.roles])
  if (content.bundleId === '' || content.bundleId === customAccess) return null
  return (
    <Text size="sm" className="console-quiet">
      {isAdjusted(content) ? say('adjustedText') : say('applies', { roles: inWords(content.roles) })}
    </Text>
  )
}

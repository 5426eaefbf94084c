import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { changeMessages } from './change-messages.ts'
import { EffectsSheet } from './EffectsSheet.tsx'

/** Says who gains and loses what when a role gets other permissions, before it is saved; none at all: when it is deleted. */
export function ChangePreview({
  roleId,
  permissionIds,
  title,
}: {
  readonly roleId: string
  readonly permissionIds: readonly string[]
  readonly title: string
}) {
  const say = useSay(changeMessages)
  const key = permissionIds.toSorted().join(' ')
  const [wanted] = useDebouncedValue(key, 350)
  const system_policy_ids = useMemo(() => (wanted === '' ? [] : wanted.split(' ')), [wanted])
  const preview = useEndpoint('previewRoleChange', { role_id: roleId, system_policy_ids }, { keepsOld: true })
  const nobody = preview.data?.holder_count === 0 ? say('nobodyHasIt') : null
  return (
    <EffectsSheet
      title={title}
      query={preview}
      isWaiting={key !== wanted || preview.isPlaceholderData}
      without={nobody ?? say('nothingChanges', { count: preview.data?.holder_count ?? 0 })}
    />
  )
}

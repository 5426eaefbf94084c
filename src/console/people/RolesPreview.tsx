import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import type { CallFields } from '../../api/client.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { EffectsSheet } from '../roles/EffectsSheet.tsx'
import { assignMessages } from './assign-messages.ts'

/** Says who would gain and lose what by giving roles to a principal and taking others away; nothing while none changes. */
export function RolesPreview(fields: CallFields<'previewPrincipalRoles'>) {
  const say = useSay(assignMessages)
  const key = JSON.stringify(fields)
  const [wanted] = useDebouncedValue(key, 350)
  // It was written from such fields two lines above.
  const asked = useMemo(() => JSON.parse(wanted) as typeof fields, [wanted])
  const isChanged = (asked.add ?? []).length + (asked.remove ?? []).length > 0
  const preview = useEndpoint('previewPrincipalRoles', asked, { isWanted: isChanged, keepsOld: true })
  if (!isChanged) return null
  return (
    <EffectsSheet
      title={say('effects')}
      query={preview}
      isWaiting={key !== wanted || preview.isPlaceholderData}
      without={say('noEffects')}
    />
  )
}

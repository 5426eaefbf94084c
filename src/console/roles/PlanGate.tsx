import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { capitalized } from '../parts/ProblemText.tsx'
import { Notice } from '../parts/Notice.tsx'
import { roleMessages } from './messages.ts'
import type { RoleTab } from './role.ts'

/** Says which plan custom roles of a kind take, where the account's doesn't have them. */
export function PlanGate({ tab }: { readonly tab: RoleTab }) {
  const say = useSay(roleMessages)
  const plan = useEndpoint('getPlan', {})
  const feature = plan.data?.features.find(({ id }) => id === featureByTab[tab])
  if (feature === undefined || feature.open) return null
  const planName = say(feature.opens === 'assets_advanced' ? 'planAssets' : 'planEnterprise')
  return (
    <div style={{ marginBottom: 12 }}>
      <Notice tone="info" title={capitalized(say('planGate', { feature: feature.says }))}>
        {say('planGateText', { feature: feature.says, plan: planName })}
      </Notice>
    </div>
  )
}

const featureByTab = { global: 'custom_global_roles', folder: 'custom_folder_roles', collection: '' } as const

import { environmentId, type EnvironmentId, type PermissionId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Decider } from '../decide/decider.ts'
import { readCustomPolicy } from '../snapshot/custom-policy.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { libraryFeature } from '../snapshot/vocabulary.ts'

/** Tells whether any of some permissions opens the Media Library, perhaps only under a condition. */
export function opensLibrary({ roles, vocabulary }: Snapshot, permissionIds: readonly PermissionId[]): boolean {
  const slot = vocabulary.slot('Feature', libraryFeature)
  const reading = vocabulary.actionBit('read')
  return permissionIds
    .flatMap((id) => roles.rowsOf(id))
    .some(({ slots, actions }) => slots.includes(slot) && (actions & reading) !== 0)
}

/** Tells whether a custom policy might permit somebody to read the Media Library's feature. */
export function policyOpensLibrary(
  snapshot: Snapshot,
  policy: Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement'>,
): boolean {
  const { slots, actions } = readCustomPolicy(policy, snapshot)
  const { vocabulary } = snapshot
  const isAbout = slots?.includes(vocabulary.slot('Feature', libraryFeature)) ?? true
  return isAbout && (actions & vocabulary.actionBit('read')) !== 0
}

/**
 * Finds the environments of a reach where the content roles of a principal don't count because the Media Library is
 * closed to it. One that is disabled, or closed to the principal as a whole, isn't among them: nothing counts there.
 */
export function closedLibraries(
  { environments }: Snapshot,
  decider: Decider,
  principal: Principal,
  { reach, at }: { readonly reach: ReachScope; readonly at: Instant },
): readonly EnvironmentId[] {
  if (reach.type === 'account') return []
  const ids =
    reach.environmentId === 'all'
      ? environments.numbers().map((number) => environmentId(environments.id(number)))
      : [reach.environmentId]
  return ids.filter((id) => {
    const scope = { type: 'environment', environmentId: id } as const
    const resource = { type: 'Feature', id: libraryFeature }
    const { outcome, gates } = decider.decide({ principal, action: 'read', resource, scope, at }, null)
    return outcome === 'deny' && !gates.some(({ gate, isPassed }) => !isPassed && closing.has(gate))
  })
}

const closing: ReadonlySet<string> = new Set(['environment_enabled', 'environment_access'])

import type { Decision } from '../../domain/decision.ts'
import { collectionId, environmentId, type CustomPolicyId, type PermissionId, type RoleId } from '../../domain/ids.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Parameter } from '../../domain/role.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { AuthorizationRequest } from '../../domain/decision.ts'
import type { FoundPermit } from '../decide/assignment-walk.ts'
import type { Decider, Notes } from '../decide/decider.ts'
import { targetKind, targetNumber, type Target } from '../snapshot/assignment-runs.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** Where a policy that took part comes from. */
export type Source =
  | {
      readonly type: 'assignment'
      readonly policyId: PermissionId
      readonly roleId: RoleId
      /** The principal itself, or the group it has the role from. */
      readonly holder: Principal
      readonly reach: ReachScope
      readonly parameter: Parameter | null
    }
  | { readonly type: 'custom_policy'; readonly policyId: CustomPolicyId; readonly effect: 'permit' | 'forbid' }

/** A decision with all its reasons and faults, and where each policy comes from. */
export interface Explanation {
  readonly decision: Decision
  /** Every policy that holds, permits and forbids alike, those a closed library gate leaves without effect included. */
  readonly sources: readonly Source[]
}

/** Decides with the same walk as a decision, to the end, and says where each policy that holds comes from. */
export function explain(snapshot: Snapshot, decider: Decider, request: AuthorizationRequest): Explanation {
  const notes: Notes = { permits: [], customPermits: [], forbids: [] }
  const decision = decider.decide(request, notes)
  const environment =
    request.scope.type === 'environment' ? snapshot.environments.number(request.scope.environmentId) : 0
  const sources: Source[] = [
    ...notes.forbids.map(fromCustom),
    ...notes.permits.map((permit) => fromAssignment(snapshot, permit, environment)),
    ...notes.customPermits.map(fromCustom),
  ]
  return { decision, sources: withoutRepetition(sources) }
}

const fromCustom = (custom: CustomPolicy): Source => ({
  type: 'custom_policy',
  policyId: custom.id,
  effect: custom.isForbid ? 'forbid' : 'permit',
})

function fromAssignment(snapshot: Snapshot, permit: FoundPermit, environment: number): Source {
  return {
    type: 'assignment',
    policyId: permit.permissionId,
    roleId: snapshot.roles.id(permit.roleNumber),
    holder: permit.holder.principal,
    reach: reachOf(snapshot, permit.target, environment),
    parameter: parameterOf(snapshot, permit.target),
  }
}

/** Content roles are shown with the environment their folder or collection lies in. */
function reachOf(snapshot: Snapshot, target: Target, environment: number): ReachScope {
  const kind = target >>> 29
  if (kind === targetKind.account) return { type: 'account' }
  const number = kind === targetKind.environment ? targetNumber(target) : environment
  return { type: 'environment', environmentId: number === 0 ? 'all' : environmentId(snapshot.environments.id(number)) }
}

function parameterOf(snapshot: Snapshot, target: Target): Parameter | null {
  const number = targetNumber(target)
  const kind = target >>> 29
  if (kind === targetKind.folder) return { type: 'folder', id: snapshot.folders.id(number) }
  return kind === targetKind.collection
    ? { type: 'collection', id: collectionId(snapshot.collections.id(number)) }
    : null
}

/** A permission with several statements may hold by more than one of them. */
function withoutRepetition(sources: readonly Source[]): readonly Source[] {
  const seen = new Set<string>()
  return sources.filter((source) => {
    const key = JSON.stringify(source)
    return !seen.has(key) && seen.add(key)
  })
}

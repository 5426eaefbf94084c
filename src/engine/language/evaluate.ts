import type { CompiledPolicy, EvaluationRequest } from './compile.ts'
import { Fault } from './fault.ts'

/** A compiled policy under the id that outcomes name it by. */
export interface IdentifiedPolicy {
  readonly id: string
  readonly policy: CompiledPolicy
}

/** What policies say of a request. The reasons are the forbids that apply, else the permits that do. */
export interface PolicyOutcome {
  readonly outcome: 'allow' | 'deny'
  readonly reasons: readonly string[]
  readonly faults: readonly { readonly policyId: string; readonly message: string }[]
}

/**
 * Evaluates policies as plain Cedar does: deny by default, a forbid overrides every permit, a policy with a fault
 * counts for nothing and is named.
 *
 * @returns reasons and faults in the order of the policies
 * @see https://docs.cedarpolicy.com/auth/authorization.html (read 2026-08-22)
 */
export function evaluatePolicies(policies: readonly IdentifiedPolicy[], request: EvaluationRequest): PolicyOutcome {
  const permits: string[] = []
  const forbids: string[] = []
  const faults: { policyId: string; message: string }[] = []
  for (const { id, policy } of policies) {
    const applies = policy.evaluate(request)
    if (applies instanceof Fault) faults.push({ policyId: id, message: applies.message })
    else if (applies) (policy.effect === 'permit' ? permits : forbids).push(id)
  }
  if (forbids.length > 0) return { outcome: 'deny', reasons: forbids, faults }
  return { outcome: permits.length > 0 ? 'allow' : 'deny', reasons: permits, faults }
}

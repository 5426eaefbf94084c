import type { AuthorizationRequest } from '../../domain/decision.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import { reaches } from '../../domain/scope.ts'
import { Evaluation } from '../decide/evaluation.ts'
import { Question } from '../decide/question.ts'
import { compilePolicy } from '../language/compile.ts'
import { readCustomPolicy } from '../snapshot/custom-policy.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** Tells whether a custom policy that isn't in force would forbid a request, or could not be evaluated for it. */
export function wouldForbid(
  snapshot: Snapshot,
  policy: Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement'>,
  request: AuthorizationRequest,
): boolean {
  const custom = readCustomPolicy(policy, snapshot)
  const question = new Question(snapshot)
  if (!custom.isForbid || !reaches(custom.reach, request.scope) || question.read(request) !== null) return false
  const evaluation = new Evaluation(question)
  evaluation.start()
  return evaluation.holds(custom.id, compilePolicy(custom.policy)) !== false
}

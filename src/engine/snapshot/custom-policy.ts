import type { CustomPolicyId } from '../../domain/ids.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Policy, ScopeConstraint } from '../language/ast.ts'
import { compilePolicy, type CompiledPolicy } from '../language/compile.ts'
import { parsePolicies } from '../language/parse.ts'
import { ancestorTested } from './permission-rows.ts'
import { shortAction, shortType, type Vocabulary } from './vocabulary.ts'

/** One policy outside the roles, ready to be tried. */
export interface CustomPolicy {
  readonly id: CustomPolicyId
  readonly isForbid: boolean
  readonly reach: ReachScope
  readonly policy: Policy
  readonly compiled: CompiledPolicy
  /** The actions it may concern; certain for actions, a first sieve for everything else. */
  readonly actions: number
  /** The slots it may concern; null: any. */
  readonly slots: readonly number[] | null
  /** The folder or collection that its first condition demands above the resource; null: none. */
  readonly ancestor: string | null
}

/** The policies of one principal, group or of anyone. */
export interface CustomBucket {
  readonly forbids: CustomPolicy[]
  readonly permits: CustomPolicy[]
}

/**
 * Reads a custom policy for trying; also for policies that are only being considered.
 *
 * @throws SyntaxError when the statement isn't one whole policy: such a policy must not be stored
 */
export function readCustomPolicy(
  record: Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement'>,
  { vocabulary }: { readonly vocabulary: Vocabulary },
): CustomPolicy {
  const parsed = parsePolicies(record.statement)
  const [policy, ...others] = 'policies' in parsed ? parsed.policies : []
  if (policy === undefined || others.length > 0) throw new SyntaxError(`not one policy: ${record.statement}`)
  const { action, resource } = policy
  const entities = action.operator === 'in' ? action.entities : action.operator === '==' ? [action.entity] : null
  const bits = entities?.map(({ type, id }) => vocabulary.actionBit(shortAction(type, id)))
  return {
    id: record.id,
    isForbid: policy.effect === 'forbid',
    reach: record.reach,
    policy,
    compiled: compilePolicy(policy),
    actions: bits === undefined ? -1 : bits.reduce((mask, bit) => mask | bit, 0),
    slots: slotsOf(resource, vocabulary),
    ancestor: leadingAncestor(policy),
  }
}

function slotsOf(resource: ScopeConstraint, vocabulary: Vocabulary): readonly number[] | null {
  if (resource.operator === 'is' || resource.operator === 'is in') return vocabulary.slotsOf(shortType(resource.type))
  return resource.operator === '==' ? [vocabulary.slot(shortType(resource.entity.type), resource.entity.id)] : null
}

function leadingAncestor(policy: Policy): string | null {
  const [first] = policy.conditions
  if (first?.kind !== 'when') return null
  const { expression } = first
  const leading = expression.kind === 'and' ? expression.operands[0] : expression
  return (leading === undefined ? undefined : ancestorTested(leading)) ?? null
}

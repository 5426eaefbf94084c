import type { CustomPolicyId } from '../../domain/ids.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { ReachScope } from '../../domain/scope.ts'
import { principalEntityType } from '../../domain/principal.ts'
import {
  isSameEntity,
  type ActionConstraint,
  type Expression,
  type Policy,
  type ScopeConstraint,
} from '../language/ast.ts'
import { parsePolicies } from '../language/parse.ts'
import { ancestorTested, withoutTargetTest } from './permission-rows.ts'
import { actionEntity, fullType, shortAction, shortType, type Vocabulary } from './vocabulary.ts'

/** One policy outside the roles, ready to be tried. */
export interface CustomPolicy {
  readonly id: CustomPolicyId
  readonly isForbid: boolean
  readonly reach: ReachScope
  readonly policy: Policy
  /** What is left to evaluate for a question that its bucket and its row let through. */
  readonly rest: Policy
  /** {@link CustomPolicy.rest} for a question that {@link CustomPolicy.ancestor} was found above. */
  readonly restBelow: Policy
  /** The actions it may concern; certain for actions, a first sieve for everything else. */
  readonly actions: number
  /** The slots it may concern; null: any. */
  readonly slots: readonly number[] | null
  /** True when it counts in every environment. */
  readonly isEverywhere: boolean
  /** The folder or collection that its first condition demands above the resource; null: none. */
  readonly ancestor: string | null
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
  const slots = slotsOf(resource, vocabulary)
  const ancestor = leadingAncestor(policy)
  const rest = withoutMetScope(policy, slots)
  return {
    id: record.id,
    isForbid: policy.effect === 'forbid',
    reach: record.reach,
    policy,
    rest,
    restBelow: ancestor === null ? rest : withoutTargetTest(rest, ancestor),
    actions: bits === undefined ? -1 : bits.reduce((mask, bit) => mask | bit, 0),
    slots,
    isEverywhere: record.reach.type === 'environment' && record.reach.environmentId === 'all',
    ancestor,
  }
}

/** The policy without what bucket and sieves say exactly; names they only approximate stay to be evaluated. */
function withoutMetScope(policy: Policy, slots: readonly number[] | null): Policy {
  const { principal, action, resource } = policy
  const isResourceMet = resource.operator === 'is' && isOurs(resource.type) && slots?.includes(0) === false
  return {
    ...policy,
    principal: isPrincipalMet(principal) ? { operator: 'any' } : principal,
    action: isActionMet(action) ? { operator: 'any' } : action,
    resource: isResourceMet ? { operator: 'any' } : resource,
  }
}

const isOurs = (type: string): boolean => fullType(shortType(type)) === type

/** A group's bucket is opened for its members too, so `==` says more there; so does an id that isn't in normal form. */
function isPrincipalMet(constraint: ScopeConstraint): boolean {
  if (constraint.operator !== '==' && constraint.operator !== 'in') return false
  const { type, id } = constraint.entity
  const isGroup = type === `Cloudinary::${principalEntityType.group}`
  return isOurs(type) && id === id.normalize('NFC') && (constraint.operator === 'in') === isGroup && isPrincipal(type)
}

const isPrincipal = (type: string): boolean =>
  Object.values(principalEntityType).some((one) => `Cloudinary::${one}` === type)

function isActionMet(constraint: ActionConstraint): boolean {
  if (constraint.operator === 'any') return true
  const entities = constraint.operator === 'in' ? constraint.entities : [constraint.entity]
  return entities.every(({ type, id }) => isSameEntity(actionEntity(shortAction(type, id)), { type, id }))
}

function slotsOf(resource: ScopeConstraint, vocabulary: Vocabulary): readonly number[] | null {
  if (resource.operator === 'is' || resource.operator === 'is in') return vocabulary.slotsOf(shortType(resource.type))
  return resource.operator === '==' ? [vocabulary.slot(shortType(resource.entity.type), resource.entity.id)] : null
}

function leadingAncestor(policy: Policy): string | null {
  const leading = leadingExpression(policy)
  return (leading === null ? undefined : ancestorTested(leading)) ?? null
}

/** What a policy's conditions look at first; without it, the policy doesn't hold, and has no fault. */
function leadingExpression({ conditions: [first] }: Policy): Expression | null {
  if (first?.kind !== 'when') return null
  const { expression } = first
  return expression.kind === 'and' ? (expression.operands[0] ?? null) : expression
}

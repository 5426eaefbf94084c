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
import { compileConditions, compilePolicy, type CompiledPolicy } from '../language/compile.ts'
import { parsePolicies } from '../language/parse.ts'
import { ancestorTested, withoutTargetTest } from './permission-rows.ts'
import { actionEntity, fullType, shortAction, shortType, type Vocabulary } from './vocabulary.ts'

/** A compiled policy, or what is left of one. */
export type Evaluable = Pick<CompiledPolicy, 'evaluate'>

/** One policy outside the roles, ready to be tried. */
export interface CustomPolicy {
  readonly id: CustomPolicyId
  readonly isForbid: boolean
  readonly reach: ReachScope
  readonly policy: Policy
  readonly compiled: CompiledPolicy
  /** What is left to evaluate for a question that {@link CustomBucket} and the sieves let through. */
  readonly rest: Evaluable
  /** {@link CustomPolicy.rest} for a question that {@link CustomPolicy.ancestor} was found above. */
  readonly restBelow: Evaluable
  /** The actions it may concern; certain for actions, a first sieve for everything else. */
  readonly actions: number
  /** The slots it may concern; null: any. */
  readonly slots: readonly number[] | null
  /** True when it counts in every environment. */
  readonly isEverywhere: boolean
  /** The attribute that its first condition demands the resource to have before it looks at anything; null: none. */
  readonly needed: string | null
  /** The folder or collection that its first condition demands above the resource; null: none. */
  readonly ancestor: string | null
}

/** The policies of one principal, group or of anyone. */
export interface CustomBucket {
  readonly forbids: CustomPolicy[]
  readonly permits: CustomPolicy[]
  readonly forbidSieve: CustomSieve
  readonly permitSieve: CustomSieve
}

/** What the walk asks of each policy of a list first, kept together: most policies are passed over without being touched. */
export interface CustomSieve {
  /** Two numbers for each policy: its actions, and its slot (see {@link slotSieve}). */
  readonly uses: number[]
  /** {@link CustomPolicy.needed} of each policy. */
  readonly needs: (string | null)[]
}

/** What stands for a policy's slot when it isn't a single one. */
export const slotSieve = { any: -1, several: -2 } as const

/** Makes a bucket without policies. */
export const emptyBucket = (): CustomBucket => ({
  forbids: [],
  permits: [],
  forbidSieve: { uses: [], needs: [] },
  permitSieve: { uses: [], needs: [] },
})

/** Puts a policy into its list of a bucket. */
export function putInto(bucket: CustomBucket, custom: CustomPolicy): void {
  const { slots } = custom
  const slot = slots === null ? slotSieve.any : slots.length === 1 ? (slots[0] ?? slotSieve.several) : slotSieve.several
  const [list, { uses, needs }] = listOf(bucket, custom)
  list.push(custom)
  uses.push(custom.actions, slot)
  needs.push(custom.needed)
}

/** Takes a policy out of its list of a bucket. */
export function takeFrom(bucket: CustomBucket, custom: CustomPolicy): void {
  const [list, { uses, needs }] = listOf(bucket, custom)
  const position = list.indexOf(custom)
  list.splice(position, 1)
  uses.splice(2 * position, 2)
  needs.splice(position, 1)
}

const listOf = (bucket: CustomBucket, { isForbid }: CustomPolicy): [CustomPolicy[], CustomSieve] =>
  isForbid ? [bucket.forbids, bucket.forbidSieve] : [bucket.permits, bucket.permitSieve]

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
    compiled: compilePolicy(policy),
    rest: compileRest(rest),
    restBelow: compileRest(ancestor === null ? rest : withoutTargetTest(rest, ancestor)),
    actions: bits === undefined ? -1 : bits.reduce((mask, bit) => mask | bit, 0),
    slots,
    isEverywhere: record.reach.type === 'environment' && record.reach.environmentId === 'all',
    needed: neededAttribute(policy),
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

function compileRest(policy: Policy): Evaluable {
  const isScopeMet = [policy.principal, policy.action, policy.resource].every(({ operator }) => operator === 'any')
  return isScopeMet ? { evaluate: compileConditions(policy) } : compilePolicy(policy)
}

function slotsOf(resource: ScopeConstraint, vocabulary: Vocabulary): readonly number[] | null {
  if (resource.operator === 'is' || resource.operator === 'is in') return vocabulary.slotsOf(shortType(resource.type))
  return resource.operator === '==' ? [vocabulary.slot(shortType(resource.entity.type), resource.entity.id)] : null
}

function leadingAncestor(policy: Policy): string | null {
  const leading = leadingExpression(policy)
  return (leading === null ? undefined : ancestorTested(leading)) ?? null
}

/** The name in a leading `resource has name`. */
function neededAttribute(policy: Policy): string | null {
  const leading = leadingExpression(policy)
  if (leading?.kind !== 'has' || leading.path.length !== 1) return null
  const { operand, path } = leading
  const [name] = path
  if (operand.kind !== 'variable' || operand.name !== 'resource' || name === undefined) return null
  // A text that has been a key is one and the same wherever it is, so that comparing it takes no time.
  return Object.keys({ [name]: true })[0] ?? name
}

/** What a policy's conditions look at first; without it, the policy doesn't hold, and has no fault. */
function leadingExpression({ conditions: [first] }: Policy): Expression | null {
  if (first?.kind !== 'when') return null
  const { expression } = first
  return expression.kind === 'and' ? (expression.operands[0] ?? null) : expression
}

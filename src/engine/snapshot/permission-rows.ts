import type { PermissionId } from '../../domain/ids.ts'
import type { Permission } from '../../domain/permission.ts'
import type { RoleKind } from '../../domain/role.ts'
import { partsOf, type Expression, type Policy, type Variable } from '../language/ast.ts'
import { compilePolicy, type CompiledPolicy } from '../language/compile.ts'
import { parsePolicies } from '../language/parse.ts'
import { substitute } from '../language/substitute.ts'
import { libraryFeature, shortAction, shortType, type Vocabulary } from './vocabulary.ts'

/** One statement of a permission: it permits these actions on these slots, if its condition holds. */
export interface PermissionRow {
  readonly actions: number
  readonly slots: readonly number[]
  /** Null when being at the assignment's target is all it takes. */
  readonly condition: RowCondition | null
}

/** What a statement demands besides its target. */
export interface RowCondition {
  /** The statement for one target: `parameter` is the id of the assignment's folder or collection, null for global. */
  readonly at: (parameter: string | null) => CompiledPolicy
  /** True when it can't answer differently for another principal, nor on another target above the same resource. */
  readonly isSameForAll: boolean
  /** True when it depends on the resource and nothing else. */
  readonly isAboutResource: boolean
}

/** The texts that stand for an assignment's parameter in the statements of content permissions. */
export const placeholders = { folder: '<folder_id>', collection: '<collection_id>' } as const

/**
 * Compiles every permission's statements.
 *
 * @throws SyntaxError when a statement can't be parsed or forbids: such a catalogue must not come this far
 */
export function compilePermissions(
  permissions: readonly Permission[],
  vocabulary: Vocabulary,
): ReadonlyMap<PermissionId, readonly PermissionRow[]> {
  const parsed = permissions.map((permission) => ({ permission, policies: permission.statements.map(parseOne) }))
  // Asked about whether a permission names it or not, so that its flag and its question always say the same.
  vocabulary.addFeature(libraryFeature)
  // Every feature needs its slot before the first statement is spread over "all slots".
  for (const { policies } of parsed) for (const policy of policies) addFeatures(policy, vocabulary)
  return new Map(
    parsed.map(({ permission, policies }) => [
      permission.id,
      policies.map((policy) => rowOf(policy, permission.kind, vocabulary)),
    ]),
  )
}

function parseOne(statement: string): Policy {
  const parsed = parsePolicies(statement)
  const [policy, ...others] = 'policies' in parsed ? parsed.policies : []
  if (policy?.effect !== 'permit' || others.length > 0) throw new SyntaxError(`not one permit: ${statement}`)
  return policy
}

function addFeatures(policy: Policy, vocabulary: Vocabulary): void {
  const { resource } = policy
  if (resource.operator === '==' && shortType(resource.entity.type) === 'Feature') {
    vocabulary.addFeature(resource.entity.id)
  }
}

function rowOf(policy: Policy, kind: RoleKind, vocabulary: Vocabulary): PermissionRow {
  const { slots, isExact } = slotsOf(policy, vocabulary)
  const rest = kind === 'global' ? policy : withoutTargetTest(policy, placeholders[kind])
  const isBare = isExact && policy.principal.operator === 'any' && rest.conditions.length === 0
  return { actions: actionsOf(policy, vocabulary), slots, condition: isBare ? null : conditionOf(rest, kind) }
}

/** `isExact` is false when the slots say less than the statement, which then has to be evaluated. */
function slotsOf(policy: Policy, vocabulary: Vocabulary): { slots: readonly number[]; isExact: boolean } {
  const { resource } = policy
  if (resource.operator === 'is') {
    const slots = vocabulary.slotsOf(shortType(resource.type))
    return { slots, isExact: !slots.includes(0) }
  }
  if (resource.operator === '==') {
    const type = shortType(resource.entity.type)
    return { slots: [vocabulary.slot(type, resource.entity.id)], isExact: type === 'Feature' }
  }
  const everySlot = Array.from({ length: vocabulary.slotCount }, (_, slot) => slot)
  return { slots: everySlot, isExact: resource.operator === 'any' }
}

function actionsOf({ action }: Policy, vocabulary: Vocabulary): number {
  if (action.operator === 'any') return vocabulary.allActions
  const entities = action.operator === '==' ? [action.entity] : action.entities
  return entities.reduce((mask, { type, id }) => mask | vocabulary.actionBit(shortAction(type, id)), 0)
}

/**
 * The policy without a leading `resource.ancestor_ids.contains("<placeholder>")`: whoever asks has established that
 * the assignment's target is the resource or above it. A test anywhere else stays, so that faults stay what they are.
 */
export function withoutTargetTest(policy: Policy, placeholder: string): Policy {
  const [condition, ...others] = policy.conditions
  if (condition?.kind !== 'when') return policy
  const { expression } = condition
  if (ancestorTested(expression) === placeholder) return { ...policy, conditions: others }
  if (expression.kind !== 'and') return policy
  const [first, ...rest] = expression.operands
  if (first === undefined || ancestorTested(first) !== placeholder) return policy
  const [only, ...more] = rest
  if (only === undefined) return { ...policy, conditions: others }
  const remaining: Expression = more.length === 0 ? only : { kind: 'and', operands: rest }
  return { ...policy, conditions: [{ kind: 'when', expression: remaining }, ...others] }
}

/** The text in `resource.ancestor_ids.contains("…")`; undefined for any other expression. */
export function ancestorTested(expression: Expression): string | undefined {
  if (expression.kind !== 'method' || expression.name !== 'contains') return undefined
  const { operand, parameters } = expression
  if (operand.kind !== 'attribute' || operand.name !== 'ancestor_ids') return undefined
  if (operand.operand.kind !== 'variable' || operand.operand.name !== 'resource') return undefined
  const [parameter] = parameters
  return parameter?.kind === 'literal' && typeof parameter.value === 'string' ? parameter.value : undefined
}

/** How many targets of one statement are kept compiled; few statements mention their target a second time. */
const keptTargets = 1000

function conditionOf(policy: Policy, kind: RoleKind): RowCondition {
  const demands = (test: (part: Expression) => boolean): boolean =>
    policy.conditions.some(({ expression }) => someWithin(expression, test))
  const { resource } = policy
  const isOfTarget =
    kind !== 'global' &&
    (('entity' in resource && resource.entity.id === placeholders[kind]) ||
      demands((part) => isText(part, placeholders[kind])))
  const isOfPrincipal = policy.principal.operator !== 'any' || demands((part) => isVariable(part, 'principal'))
  const at = isOfTarget ? compiledByParameter(policy, placeholders[kind]) : compiledOnce(policy)
  const isSameForAll = !isOfTarget && !isOfPrincipal
  const asksMore = demands((part) => isVariable(part, 'context') || isVariable(part, 'action'))
  return { at, isSameForAll, isAboutResource: isSameForAll && !asksMore }
}

function compiledOnce(policy: Policy): RowCondition['at'] {
  const compiled = compilePolicy(policy)
  return () => compiled
}

function compiledByParameter(policy: Policy, placeholder: string): RowCondition['at'] {
  const byParameter = new Map<string, CompiledPolicy>()
  return (parameter) => {
    const id = parameter ?? ''
    let compiled = byParameter.get(id)
    if (compiled === undefined) {
      if (byParameter.size === keptTargets) byParameter.clear()
      compiled = compilePolicy(substitute(policy, new Map([[placeholder, id]])))
      byParameter.set(id, compiled)
    }
    return compiled
  }
}

/** Tells whether an expression, or any within it, passes a test. */
export const someWithin = (expression: Expression, test: (part: Expression) => boolean): boolean =>
  test(expression) || partsOf(expression).some((part) => someWithin(part, test))

/** Tells whether an expression is one of the four names itself. */
export const isVariable = (expression: Expression, name: Variable): boolean =>
  expression.kind === 'variable' && expression.name === name

const isText = (expression: Expression, text: string): boolean =>
  (expression.kind === 'literal' && expression.value === text) ||
  (expression.kind === 'entity' && expression.uid.id === text)

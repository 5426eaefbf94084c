import type { ActionConstraint, Condition, EntityUid, Policy, ScopeConstraint } from './ast.ts'
import { isSameEntity } from './ast.ts'
import { compileTest } from './compile-expression.ts'
import type { EvaluationRequest, Test } from './evaluation.ts'
import { Fault } from './fault.ts'
import { isWithin } from './operators.ts'
import type { EntityStore } from './values.ts'

export { Fault, isFault } from './fault.ts'
export type { EvaluationRequest, Test } from './evaluation.ts'

/** A policy ready to be evaluated; its scope is kept for whoever indexes policies by it. */
export interface CompiledPolicy {
  readonly effect: 'permit' | 'forbid'
  readonly principal: ScopeConstraint
  readonly action: ActionConstraint
  readonly resource: ScopeConstraint
  /** Tells whether the policy applies: scope and conditions. A fault means that it can't be told. */
  evaluate(request: EvaluationRequest): boolean | Fault
}

/** Compiles one policy to closures. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const { effect, principal, action, resource } = policy
  const isPrincipal = compileScope(principal)
  const isAction = compileActionScope(action)
  const isResource = compileScope(resource)
  const conditions = compileConditions(policy)
  const evaluate: Test = (request) => {
    const { entities } = request
    const isInScope =
      isPrincipal(request.principal, entities) &&
      isAction(request.action, entities) &&
      isResource(request.resource, entities)
    return isInScope && conditions(request)
  }
  return { effect, principal, action, resource, evaluate }
}

/** Compiles the conditions alone, for whoever has met the scope by other means; true when there are none. */
export function compileConditions(policy: Pick<Policy, 'conditions'>): Test {
  const tests = policy.conditions.map(compileCondition)
  const [first, second] = tests
  if (first === undefined) return () => true
  if (second === undefined) return first
  return (request) => {
    for (const test of tests) {
      const value = test(request)
      if (value !== true) return value
    }
    return true
  }
}

function compileCondition({ kind, expression }: Condition): Test {
  const test = compileTest(expression)
  if (kind === 'when') return test
  return (request) => {
    const value = test(request)
    return value instanceof Fault ? value : !value
  }
}

type ScopeTest = (uid: EntityUid, entities: EntityStore) => boolean

function compileScope(constraint: ScopeConstraint): ScopeTest {
  switch (constraint.operator) {
    case 'any':
      return () => true
    case '==':
      return (uid) => isSameEntity(uid, constraint.entity)
    case 'in':
      return (uid, entities) => isWithin(uid, constraint.entity, entities)
    case 'is':
      return (uid) => uid.type === constraint.type
    case 'is in':
      return (uid, entities) => uid.type === constraint.type && isWithin(uid, constraint.entity, entities)
  }
}

function compileActionScope(constraint: ActionConstraint): ScopeTest {
  if (constraint.operator !== 'in') return compileScope(constraint)
  const { entities: actions } = constraint
  return (uid, entities) => actions.some((action) => isWithin(uid, action, entities))
}

import type { Condition, EntityUid, Expression, Policy, ScopeConstraint } from './ast.ts'

/**
 * Replaces placeholders such as `<folder_id>` in a policy: every string literal and every entity id that is exactly
 * one of them. No text is pasted, so that no value can change what the policy is made of.
 *
 * @param values by the placeholder as it stands in the policy; placeholders without a value stay
 */
export function substitute(policy: Policy, values: ReadonlyMap<string, string>): Policy {
  const within = (constraint: ScopeConstraint) => substituteScope(constraint, values)
  return {
    ...policy,
    principal: within(policy.principal),
    resource: within(policy.resource),
    conditions: policy.conditions.map(({ kind, expression }): Condition => ({
      kind,
      expression: substituteExpression(expression, values),
    })),
  }
}

const substituteUid = ({ type, id }: EntityUid, values: ReadonlyMap<string, string>): EntityUid => ({
  type,
  id: values.get(id) ?? id,
})

function substituteScope(constraint: ScopeConstraint, values: ReadonlyMap<string, string>): ScopeConstraint {
  return 'entity' in constraint ? { ...constraint, entity: substituteUid(constraint.entity, values) } : constraint
}

function substituteExpression(expression: Expression, values: ReadonlyMap<string, string>): Expression {
  const within = (part: Expression) => substituteExpression(part, values)
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression
      return typeof value === 'string' ? { kind: 'literal', value: values.get(value) ?? value } : expression
    }
    case 'entity':
      return { kind: 'entity', uid: substituteUid(expression.uid, values) }
    case 'variable':
      return expression
    case 'and':
    case 'or':
      return { ...expression, operands: expression.operands.map(within) }
    case 'binary':
      return { ...expression, left: within(expression.left), right: within(expression.right) }
    case 'if': {
      const { condition, whenTrue, whenFalse } = expression
      return { kind: 'if', condition: within(condition), whenTrue: within(whenTrue), whenFalse: within(whenFalse) }
    }
    case 'is': {
      const { operand, within: place } = expression
      return { ...expression, operand: within(operand), within: place === null ? null : within(place) }
    }
    case 'set':
      return { ...expression, elements: expression.elements.map(within) }
    case 'record':
      return { ...expression, entries: expression.entries.map(([name, value]) => [name, within(value)] as const) }
    case 'method':
      return { ...expression, operand: within(expression.operand), parameters: expression.parameters.map(within) }
    case 'call':
      return { ...expression, parameters: expression.parameters.map(within) }
    default:
      return { ...expression, operand: within(expression.operand) }
  }
}

import type { Condition, Expression } from './ast.ts'

/** Where a program ends: its policy holds. */
export const holds = -1

/** Where a program ends: its policy doesn't hold. */
export const fails = -2

/** Numbers in a step: the test, then where to go on when it is true, and when it is false. */
export const stepLength = 3

/**
 * Conditions as a way from test to test. `and`, `or` and `not` are nothing but the way; what is left are tests that many
 * policies have in common. A test with a fault ends the way: the policy has that fault.
 */
export interface Program {
  /** {@link stepLength} numbers a step. */
  readonly steps: readonly number[]
  /** The first step's position; {@link holds} or {@link fails} when there is nothing to test. */
  readonly entry: number
}

/**
 * Turns conditions into a program, tests in the order in which Cedar comes to them.
 *
 * @param numberOf gives the number of a test; called once for each place where it stands
 */
export function programOf(conditions: readonly Condition[], numberOf: (test: Expression) => number): Program {
  const steps: number[] = []
  const put = (expression: Expression, whenTrue: number, whenFalse: number): number => {
    switch (expression.kind) {
      case 'and':
        return expression.operands.reduceRight((next, operand) => put(operand, next, whenFalse), whenTrue)
      case 'or':
        return expression.operands.reduceRight((next, operand) => put(operand, whenTrue, next), whenFalse)
      case 'not':
        return put(expression.operand, whenFalse, whenTrue)
      default:
        return steps.push(numberOf(expression), whenTrue, whenFalse) - stepLength
    }
  }
  const entry = conditions.reduceRight(
    (next, { kind, expression }) => (kind === 'when' ? put(expression, next, fails) : put(expression, fails, next)),
    holds,
  )
  return { steps, entry }
}

import { cedarSchema } from '../../domain/catalogue/schema.ts'
import { refusal } from '../../domain/errors.ts'
import type { PolicyProblem } from '../../domain/policy-problem.ts'
import { agreesWithCedar, validatePolicies } from '../../engine/cedar.ts'
import { parsePolicies } from '../../engine/language/parse.ts'
import { printPolicy } from '../../engine/language/print.ts'

/** How many characters a statement has at the most: anyone may have one validated, which takes its time. */
const longestStatement = 20_000

/** How many problems are told; the rest shows when these are gone. */
const mostProblems = 50

/**
 * Finds what is wrong with a statement that would be one custom policy: it must be one policy of a bounded length, be valid
 * under the published schema in strict mode, and be read by the official parser exactly as by ours.
 *
 * @returns in the order of the text, at most {@link mostProblems}; empty when nothing is wrong
 */
export function findProblems(statement: string): readonly PolicyProblem[] {
  const whole = { kind: 'parse', offset: 0, length: statement.length } as const
  if (statement.length > longestStatement) {
    return [{ ...whole, message: `a custom policy has at most ${longestStatement} characters` }]
  }
  const parsed = parsePolicies(statement)
  if ('policies' in parsed && parsed.policies.length !== 1) {
    return [{ ...whole, message: 'a custom policy is exactly one statement' }]
  }
  const problems = validatePolicies(statement, cedarSchema)
  if (problems.length > 0) return problems.slice(0, mostProblems)
  return agreesWithCedar(statement) ? [] : [{ ...whole, message: 'the official parser reads this otherwise' }]
}

/** Gives a statement its one form: spacing and comments don't count. @throws Refusal `invalid_policy` */
export function normalizeStatement(statement: string): string {
  const problems = findProblems(statement)
  const parsed = problems.length === 0 ? parsePolicies(statement) : { errors: [] }
  const [policy] = 'policies' in parsed ? parsed.policies : []
  if (policy !== undefined) return printPolicy(policy)
  throw refusal('invalid_policy', undefined, { fields: [{ name: 'statement', value: statement }], problems })
}

/** Tells whether a stored policy takes something away; one that can't be read might. */
export function isForbid({ statement }: { readonly statement: string }): boolean {
  const parsed = parsePolicies(statement)
  return 'errors' in parsed || parsed.policies.some(({ effect }) => effect === 'forbid')
}

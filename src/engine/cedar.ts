import {
  checkParsePolicySet,
  policyToJson,
  validate,
  type DetailedError,
  type Schema,
  type ValidationError,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { PolicyProblem } from '../domain/policy-problem.ts'
import type { Policy, Span } from './language/ast.ts'
import { parsePolicies } from './language/parse.ts'
import { printPolicy } from './language/print.ts'

/**
 * Finds what is wrong with a text of policies: whether it is Cedar, then whether it fits a schema, in strict mode.
 *
 * Used when policies are written, never to decide. Policies that can never apply are not wrong.
 *
 * @param schema a Cedar schema in its JSON form
 * @returns in the order of the text; empty when nothing is wrong
 * @throws Error when the schema itself is wrong
 */
export function validatePolicies(text: string, schema: Readonly<Record<string, unknown>>): readonly PolicyProblem[] {
  const parsed = parsePolicies(text)
  if ('errors' in parsed) {
    return parsed.errors.map(({ message, offset, length }) => ({ kind: 'parse', message, offset, length }))
  }
  const policies = { staticPolicies: text }
  const official = checkParsePolicySet(policies)
  if (official.type === 'failure') return official.errors.map((error) => problemOf(text, 'parse', error))
  // Cedar reads the schema itself and says what is wrong with it, so its type is nothing to prove here.
  const answer = validate({ schema: schema as Schema, policies, validationSettings: { mode: 'strict' } })
  if (answer.type === 'failure') throw new Error(`the Cedar schema is not valid: ${sayAll(answer.errors)}`)
  return answer.validationErrors
    .map((error) => judge(text, parsed.policies, error))
    .sort((one, other) => one.offset - other.offset)
}

/**
 * Tells whether the official parser reads a text as ours does: it takes it, and what we print means the same to it.
 *
 * A write is refused when they disagree, as such a text would be decided otherwise than Cedar would decide it.
 */
export function agreesWithCedar(text: string): boolean {
  const parsed = parsePolicies(text)
  if ('errors' in parsed || checkParsePolicySet({ staticPolicies: text }).type === 'failure') return false
  return parsed.policies.every((policy) => {
    const { offset, length } = policy.span
    const written = policyToJson(text.slice(offset, offset + length))
    return written.type === 'success' && JSON.stringify(written) === JSON.stringify(policyToJson(printPolicy(policy)))
  })
}

function judge(text: string, policies: readonly Policy[], { policyId, error }: ValidationError): PolicyProblem {
  const problem = problemOf(text, 'condition', error)
  // Cedar names the policies of a text policy0, policy1 and so on.
  const policy = policies[Number(policyId.slice('policy'.length))]
  if (policy === undefined) return problem
  const kind = (['principal', 'action', 'resource'] as const).find((part) => isInside(problem, policy.span[part]))
  return { ...problem, kind: kind ?? 'condition' }
}

const isInside = (inner: Span, outer: Span): boolean =>
  inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length

function problemOf(text: string, kind: PolicyProblem['kind'], error: DetailedError): PolicyProblem {
  const [place] = error.sourceLocations ?? []
  const offset = unitsBefore(text, place?.start ?? 0)
  return { kind, message: say(error), offset, length: unitsBefore(text, place?.end ?? 0) - offset }
}

/** Cedar counts bytes of UTF-8. */
const unitsBefore = (text: string, bytes: number): number =>
  new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, bytes)).length

const sayAll = (errors: readonly DetailedError[]): string => errors.map(say).join('; ')

function say({ message, help }: DetailedError): string {
  const says = help === null ? message : `${message} (${help})`
  return says.replaceAll(/for policy `policy\d+`, /g, '').replaceAll(/\s*\n\s*/g, ' ')
}

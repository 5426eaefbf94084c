import { policySetTextToParts, validate } from '@cedar-policy/cedar-wasm/nodejs'
import { cedarSchema } from '../../src/domain/catalogue/schema.ts'
import type { SplitStatements } from '../../src/domain/catalogue/import-permissions.ts'

/** What the official validator, in strict mode, holds against a text of static policies; empty when nothing. */
export function faultsOf(text: string): readonly string[] {
  const answer = validate({
    schema: cedarSchema,
    policies: { staticPolicies: text },
    validationSettings: { mode: 'strict' },
  })
  if (answer.type === 'failure') return answer.errors.map(({ message }) => message)
  const found = [...answer.validationErrors, ...answer.validationWarnings].map(({ error }) => error.message)
  return [...found, ...answer.otherWarnings.map(({ message }) => message)]
}

/** Splits a text with the official parser. */
export const splitWithCedar: SplitStatements = (text) => {
  const answer = policySetTextToParts(text)
  if (answer.type === 'failure') return { faults: answer.errors.map(({ message }) => message) }
  return { statements: [...answer.policies, ...answer.policy_templates] }
}

import { z } from 'zod'
import type { PolicyProblem } from '../domain/policy-problem.ts'

const messageByKind = {
  principal: 'invalid_principal',
  action: 'invalid_action',
  resource: 'invalid_resource',
  condition: 'invalid_condition',
  parse: 'parse_error',
} as const satisfies Record<PolicyProblem['kind'], string>

/** One thing that is wrong with a policy; the vendor has only the first two fields. */
export const cedarError = z
  .object({
    cedar_message: z.enum(Object.values(messageByKind)),
    cedar_code: z.string(),
    explanation: z.string().describe('What is wrong, in words.'),
    offset: z.int().describe('Where, in UTF-16 units from the start of the text.'),
    length: z.int(),
  })
  .meta({ id: 'CedarError' })

/** Spells one thing that is wrong with a policy (facts 11, U15). */
export const spellPolicyProblem = (problem: PolicyProblem): z.output<typeof cedarError> => ({
  cedar_message: messageByKind[problem.kind],
  cedar_code: 'ACCOUNTS_00002',
  explanation: problem.message,
  offset: problem.offset,
  length: problem.length,
})

import { z } from 'zod'
import { gateNames } from '../../domain/decision.ts'
import { spellMissing } from '../denial.ts'
import type { OutputOf } from '../operation-types.ts'
import { fromParameter, fromPrincipal, fromReach, principalTypeNames, scopeTypeNames } from '../spellings.ts'

const parameterMap = z.object({ folder_id: z.string().optional(), collection_id: z.string().optional() })

const source = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('assignment'),
      policy_id: z.string(),
      role_id: z.string(),
      principal: z.object({ type: z.enum(principalTypeNames), id: z.string() }),
      scope_type: z.enum(scopeTypeNames),
      scope_id: z.string().optional(),
      policy_parameters: parameterMap.optional(),
    }),
    z.object({ type: z.literal('custom_policy'), policy_id: z.string(), effect: z.enum(['permit', 'forbid']) }),
  ])
  .meta({ id: 'DecisionSource' })

const missing = z
  .object({
    action: z.string(),
    resource: z.union([
      z.object({ type: z.string(), id: z.string().nullable() }),
      z.object({ type: z.enum(['Asset', 'Folder']), folder: z.string().nullable() }),
    ]),
    scope: z.object({ type: z.enum(scopeTypeNames), id: z.string().optional() }),
    permissions: z.array(z.string()).describe('Any one of these suffices.'),
    roles: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          size: z.int().describe('How many permissions come with it.'),
          policy_parameters: parameterMap.optional(),
        }),
      )
      .describe('System roles that have one, the smallest first.'),
    needs_library_access: z.boolean(),
  })
  .meta({ id: 'MissingCapability' })

/** The fields of an explained decision. */
export const decisionFields = {
  outcome: z.enum(['allow', 'deny']),
  reasons: z.array(z.string()).describe('Ids of the policies that decided.'),
  gates: z.array(z.object({ gate: z.enum(gateNames), passed: z.boolean() })),
  faults: z.array(z.object({ policy_id: z.string(), message: z.string() })),
  via: z.array(source).describe('Where each policy that holds comes from.'),
  missing: missing.optional().describe('Of a deny that a permission would turn into an allow.'),
}

/** An explained decision. */
export const decision = z.object(decisionFields).meta({ id: 'Decision' })

type DecidedQuestion = OutputOf<'decision.make'>['decisions'][number]

/** Spells an explained decision. */
export const spellDecision = (decided: DecidedQuestion): z.output<typeof decision> => ({
  outcome: decided.outcome,
  reasons: [...decided.reasons],
  gates: decided.gates.map(({ gate, isPassed }) => ({ gate, passed: isPassed })),
  faults: decided.faults.map(({ policyId, message }) => ({ policy_id: policyId, message })),
  via: decided.sources.map(spellSource),
  ...(decided.missing !== null && { missing: spellMissing(decided.missing, decided.missing) }),
})

function spellSource(from: DecidedQuestion['sources'][number]): z.output<typeof source> {
  if (from.type === 'custom_policy') return { type: from.type, policy_id: from.policyId, effect: from.effect }
  return {
    type: from.type,
    policy_id: from.policyId,
    role_id: from.roleId,
    principal: fromPrincipal(from.holder),
    ...fromReach(from.reach),
    ...(from.parameter !== null && { policy_parameters: fromParameter(from.parameter) }),
  }
}

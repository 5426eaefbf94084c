import { z } from 'zod'
import { gateNames } from '../../domain/decision.ts'
import { refusal } from '../../domain/errors.ts'
import { spellMissing } from '../denial.ts'
import { endpoint } from '../endpoint.ts'
import { optional } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { fromParameter, fromPrincipal, fromReach, principalTypeNames, scopeTypeNames } from '../spellings.ts'
import type { RequestParts } from '../read-request.ts'
import { readBriefly } from './brief-decisions.ts'
import { question, toQuestion } from './question.ts'

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

const decisionFields = {
  outcome: z.enum(['allow', 'deny']),
  reasons: z.array(z.string()).describe('Ids of the policies that decided.'),
  gates: z.array(z.object({ gate: z.enum(gateNames), passed: z.boolean() })),
  faults: z.array(z.object({ policy_id: z.string(), message: z.string() })),
  via: z.array(source).describe('Where each policy that holds comes from.'),
  missing: missing.optional().describe('Of a deny that a permission would turn into an allow.'),
}

const briefFields = { outcome: decisionFields.outcome, gates: decisionFields.gates }
const revision = z.int().describe('The revision of the account that was decided on.')
const decision = z.object(decisionFields).meta({ id: 'Decision' })
const briefDecision = z.object(briefFields).meta({ id: 'BriefDecision' })
const one = z.object({ ...decisionFields, revision })
const briefOne = z.object({ ...briefFields, revision })
const several = z.object({ decisions: z.array(z.union([decision, briefDecision])), revision })

const explained = endpoint({
  id: 'decide',
  family: 'decisions',
  method: 'POST',
  path: '/api/decisions',
  operation: 'decision.make',
  summary: 'Decides one question, or up to 100 at one revision, and says why.',
  source: 'Rolecall: docs/reference/decisions.md',
  request: z.object({
    ...question.partial().shape,
    questions: z.array(question).min(1).max(100).optional(),
    at_least_revision: optional(z.int().min(0)).describe('Waits for this revision; 503 when it is not there yet.'),
    explain: optional(z.boolean()).describe('False: only outcome and gates, several times as fast.'),
  }),
  body: ['principal', 'action', 'resource', 'scope', 'context', 'questions', 'at_least_revision', 'explain'],
  success: { status: 200, schema: z.union([one, briefOne, several]) },
  toInput: ({ questions, at_least_revision, explain, ...alone }) => ({
    questions: questions === undefined ? [readAlone(alone)] : readSeveral(questions, alone),
    atLeastRevision: at_least_revision ?? null,
    isBrief: explain === false,
  }),
  toWire: ({ decisions }, { wire, revision }) => {
    const spelled = decisions.map(wire.explain === false ? spellBriefly : spellDecision)
    const [first] = spelled
    return wire.questions === undefined && first !== undefined
      ? { ...first, revision }
      : { decisions: spelled, revision }
  },
})

/** Decides up to 100 questions. Requests in the usual shape, to be answered briefly, take a shorter way. */
export const decide = { ...explained, read: (parts: RequestParts) => readBriefly(parts) ?? explained.read(parts) }

type WireQuestion = z.output<typeof question>
type PartOfQuestion = { readonly [Name in keyof WireQuestion]?: WireQuestion[Name] | undefined }

function readAlone({ principal, action, resource, scope, context }: PartOfQuestion) {
  if (principal !== undefined && action !== undefined && resource !== undefined && scope !== undefined) {
    return toQuestion({ principal, action, resource, scope, context }, '')
  }
  const lacking = Object.entries({ principal, action, resource, scope }).filter(([, value]) => value === undefined)
  throw refusal('missing_fields', undefined, { fields: lacking.map(([name]) => ({ name })) })
}

function readSeveral(questions: readonly WireQuestion[], alone: PartOfQuestion) {
  const [stray] = Object.entries(alone).filter(([, value]) => value !== undefined)
  if (stray !== undefined) throw refusal('invalid_fields', undefined, { fields: [{ name: stray[0], value: stray[1] }] })
  return questions.map((wire, position) => toQuestion(wire, `questions.${position}.`))
}

type DecidedQuestion = OutputOf<'decision.make'>['decisions'][number]

const spellBriefly = ({ outcome, gates }: DecidedQuestion): z.output<typeof briefDecision> => ({
  outcome,
  gates: gates.map(({ gate, isPassed }) => ({ gate, passed: isPassed })),
})

const spellDecision = (decided: DecidedQuestion): z.output<typeof decision> => ({
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

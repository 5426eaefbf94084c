import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { endpoint } from '../endpoint.ts'
import { optional } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import type { RequestParts } from '../read-request.ts'
import { readBriefly } from './brief-decisions.ts'
import { question, toQuestion, toQuestions, type WireQuestion } from './question.ts'
import { decision, decisionFields, spellDecision } from './spell-decision.ts'

const briefFields = { outcome: decisionFields.outcome, gates: decisionFields.gates }
const revision = z.int().describe('The revision of the account that was decided on.')
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
  return toQuestions(questions)
}

type DecidedQuestion = OutputOf<'decision.make'>['decisions'][number]

const spellBriefly = ({ outcome, gates }: DecidedQuestion): z.output<typeof briefDecision> => ({
  outcome,
  gates: gates.map(({ gate, isPassed }) => ({ gate, passed: isPassed })),
})

import type { Gate } from '../../domain/decision.ts'
import type { ReadRequest } from '../endpoint.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
import type { RequestParts } from '../read-request.ts'
import { principalTypeNames } from '../spellings.ts'
import { WrittenJson } from '../written-json.ts'
import { toQuestion, toQuestions, type WireQuestion } from './question.ts'

/**
 * Reads a request for brief answers as applications send it, without the schema, which takes longer than deciding. The
 * schema reads the same from it.
 *
 * @returns null for any other request, right or wrong: the schema has the say
 * @throws Refusal as the endpoint does
 */
export function readBriefly({ body, isForm }: RequestParts): ReadRequest | null {
  if (isForm === true || !isObject(body) || body['explain'] !== false) return null
  const { questions, at_least_revision: revision = null } = body
  if (revision !== null && !(isInteger(revision) && revision >= 0)) return null
  if (questions === undefined) {
    if (!isQuestion(body)) return null
    return answering([toQuestion(body, '')], revision, writeOne)
  }
  if (!isSeveral(questions) || aloneNames.some((name) => body[name] !== undefined)) return null
  return answering(toQuestions(questions), revision, writeSeveral)
}

const aloneNames = ['principal', 'action', 'resource', 'scope', 'context'] as const

type Decisions = OutputOf<'decision.make'>['decisions']

const answering = (
  questions: InputOf<'decision.make'>['questions'],
  atLeastRevision: number | null,
  write: (decisions: Decisions, revision: number) => string,
): ReadRequest => ({
  input: { questions, atLeastRevision, isBrief: true },
  // The endpoint's operation gives this; only its name is known where it is run.
  answer: (output, { revision }) => new WrittenJson(write((output as OutputOf<'decision.make'>).decisions, revision)),
})

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isInteger = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

const isNameOrNull = (value: unknown): boolean => value === undefined || value === null || isName(value)

const mostQuestions = 100

const isSeveral = (questions: unknown): questions is readonly WireQuestion[] =>
  Array.isArray(questions) && questions.length > 0 && questions.length <= mostQuestions && questions.every(isQuestion)

/** Says no to some that are questions: those with attributes and the like. */
function isQuestion(value: unknown): value is WireQuestion {
  if (!isObject(value)) return false
  const { principal, action, resource, scope, context } = value
  if (!isObject(principal) || !isName(principal['id']) || !isPrincipalType(principal['type'])) return false
  if (typeof action !== 'string' || !isPlainResource(resource) || !isObject(scope)) return false
  if (scope['type'] !== 'account' && (scope['type'] !== 'prodenv' || !isName(scope['id']))) return false
  return context === undefined || isObject(context)
}

const principalTypes: ReadonlySet<unknown> = new Set(principalTypeNames)

const isPrincipalType = (type: unknown): boolean => principalTypes.has(type)

const isPlainResource = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['type'] === 'string' &&
  isNameOrNull(value['id']) &&
  isNameOrNull(value['folder']) &&
  value['dynamic'] === undefined &&
  value['attributes'] === undefined

const writeOne = (decisions: Decisions, revision: number): string =>
  `{${decisions.map(write).join()},"revision":${revision}}`

function writeSeveral(decisions: Decisions, revision: number): string {
  let written = ''
  for (const one of decisions) written += `${written === '' ? '' : ','}{${write(one)}}`
  return `{"decisions":[${written}],"revision":${revision}}`
}

const write = ({ outcome, gates }: Decisions[number]): string => `"outcome":"${outcome}","gates":${writeGates(gates)}`

const textByGates = new WeakMap<readonly Gate[], string>()

/** The engine has one list for each way through the gates. */
function writeGates(gates: readonly Gate[]): string {
  const known = textByGates.get(gates)
  if (known !== undefined) return known
  const text = JSON.stringify(gates.map(({ gate, isPassed }) => ({ gate, passed: isPassed })))
  textByGates.set(gates, text)
  return text
}

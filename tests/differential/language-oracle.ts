import {
  checkParsePolicySet,
  preparsePolicySet,
  statefulIsAuthorized,
  type CedarValueJson,
  type Entities,
} from '@cedar-policy/cedar-wasm/nodejs'
import { compilePolicy, type EvaluationRequest } from '../../src/engine/language/compile.ts'
import { entityStoreOf } from '../../src/engine/language/entity-store.ts'
import { evaluatePolicies, type IdentifiedPolicy } from '../../src/engine/language/evaluate.ts'
import { parsePolicies } from '../../src/engine/language/parse.ts'
import type { Attributes, EntityStore } from '../../src/engine/language/values.ts'
import { recordOf } from '../../src/engine/language/values.ts'
import type { JsonEntity, JsonRequest } from './language-worlds.ts'

/** An outcome in the form both engines share; ids in order. */
export interface Answer {
  readonly outcome: string
  readonly reasons: readonly string[]
  readonly faulty: readonly string[]
}

/** A pre-parsed set lives as long as the process, so every set takes this one name. */
const setName = 'differential'

/** Tells whether Cedar takes a text as a set of static policies. */
export const isCedarText = (text: string): boolean => checkParsePolicySet({ staticPolicies: text }).type === 'success'

/** Hands the policies that {@link askCedar} asks about to Cedar. */
export function loadCedar(text: string): void {
  const answer = preparsePolicySet(setName, { staticPolicies: text })
  if (answer.type === 'failure') throw new Error(`Cedar refuses ${text}: ${answer.errors.map((e) => e.message).join()}`)
}

/** Asks Cedar. */
export function askCedar(request: JsonRequest, entities: readonly JsonEntity[]): Answer {
  const answer = statefulIsAuthorized({
    principal: request.principal,
    action: request.action,
    resource: request.resource,
    context: request.context as Record<string, CedarValueJson>,
    preparsedPolicySetId: setName,
    entities: entities as unknown as Entities,
  })
  if (answer.type === 'failure') throw new Error(`Cedar fails: ${answer.errors.map((error) => error.message).join()}`)
  const { decision, diagnostics } = answer.response
  const faulty = diagnostics.errors.map((error) => error.policyId)
  return { outcome: decision, reasons: diagnostics.reason.toSorted(), faulty: faulty.toSorted() }
}

/** Compiles a text as Cedar names its policies: `policy0` and so on; `undefined` when our parser refuses it. */
export function loadOurs(text: string): readonly IdentifiedPolicy[] | undefined {
  const outcome = parsePolicies(text)
  if ('errors' in outcome) return undefined
  return outcome.policies.map((policy, position) => ({ id: `policy${position}`, policy: compilePolicy(policy) }))
}

/** Reads entities as Cedar's JSON has them. */
export function readEntities(entities: readonly JsonEntity[]): EntityStore {
  return entityStoreOf(
    entities.map(({ uid, attrs, parents, tags }) => ({
      uid,
      attributes: readRecord(attrs),
      parents,
      tags: readRecord(tags),
    })),
  )
}

/** Reads a request as Cedar's JSON has it. */
export const readRequest = (request: JsonRequest, entities: EntityStore): EvaluationRequest => ({
  ...request,
  context: readRecord(request.context),
  entities,
})

/** Asks our engine. */
export function askOurs(policies: readonly IdentifiedPolicy[], request: JsonRequest, entities: EntityStore): Answer {
  const { outcome, reasons, faults } = evaluatePolicies(policies, readRequest(request, entities))
  return { outcome, reasons: reasons.toSorted(), faulty: faults.map((fault) => fault.policyId).toSorted() }
}

function readRecord(json: JsonRequest['context']): Attributes {
  const record = recordOf(json)
  if (record === undefined) throw new Error(`no record: ${JSON.stringify(json)}`)
  return record
}

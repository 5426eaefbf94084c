import { isDeepStrictEqual } from 'node:util'
import { partsOf, type Policy } from '../../src/engine/language/ast.ts'
import { parsePolicies } from '../../src/engine/language/parse.ts'
import { printPolicies } from '../../src/engine/language/print.ts'
import { askCedar, askOurs, loadCedar, loadOurs, readEntities, type Answer } from './language-oracle.ts'
import type { JsonEntity, JsonRequest } from './language-worlds.ts'

/** All that a disagreement needs. */
export interface Case {
  readonly text: string
  readonly request: JsonRequest
  readonly entities: readonly JsonEntity[]
}

/** Says a disagreement in the smallest form found: policies, entities, request and both answers. */
export function reproduce(found: Case): string {
  let smallest = found
  for (let smaller = shrink(smallest); smaller !== undefined; smaller = shrink(smallest)) smallest = smaller
  const { ours, cedars } = answersTo(smallest)
  const { text, request, entities } = smallest
  return JSON.stringify({ text, request, entities, ours, cedars }, null, 1)
}

function answersTo({ text, request, entities }: Case): {
  readonly ours: Answer | string
  readonly cedars: Answer | string
} {
  try {
    const policies = loadOurs(text)
    loadCedar(text)
    const ours = policies === undefined ? 'refused' : askOurs(policies, request, readEntities(entities))
    return { ours, cedars: askCedar(request, entities) }
  } catch (error) {
    return { ours: '', cedars: String(error) }
  }
}

function isDisagreement(candidate: Case): boolean {
  const { ours, cedars } = answersTo(candidate)
  return typeof cedars !== 'string' && !isDeepStrictEqual(ours, cedars)
}

const shrink = (found: Case): Case | undefined => smallerCases(found).find(isDisagreement)

function smallerCases(found: Case): readonly Case[] {
  const parsed = parsePolicies(found.text)
  const policies = 'policies' in parsed ? parsed.policies : []
  const texts = [
    ...policies.map((_, at) => policies.toSpliced(at, 1)).filter((rest) => rest.length > 0),
    ...policies.flatMap((policy, at) => smallerPolicies(policy).map((smaller) => policies.with(at, smaller))),
  ]
  return [
    ...texts.map((smaller) => ({ ...found, text: printPolicies(smaller) })),
    ...found.entities.map((_, at) => ({ ...found, entities: found.entities.toSpliced(at, 1) })),
    ...found.entities.flatMap((entity, at) =>
      Object.keys(entity.attrs).map((name) => {
        const attrs = Object.fromEntries(Object.entries(entity.attrs).filter(([other]) => other !== name))
        return { ...found, entities: found.entities.with(at, { ...entity, attrs }) }
      }),
    ),
  ]
}

function smallerPolicies(policy: Policy): readonly Policy[] {
  const { conditions } = policy
  return [
    ...conditions.map((_, at) => ({ ...policy, conditions: conditions.toSpliced(at, 1) })),
    ...conditions.flatMap((condition, at) =>
      partsOf(condition.expression).map((expression) => ({
        ...policy,
        conditions: conditions.with(at, { ...condition, expression }),
      })),
    ),
  ]
}

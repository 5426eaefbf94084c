import { isDeepStrictEqual } from 'node:util'
import { agreesWithCedar } from '../../src/engine/cedar.ts'
import { compilePolicy } from '../../src/engine/language/compile.ts'
import type { IdentifiedPolicy } from '../../src/engine/language/evaluate.ts'
import { parsePolicies, type ParseOutcome } from '../../src/engine/language/parse.ts'
import { printPolicies } from '../../src/engine/language/print.ts'
import type { EntityStore } from '../../src/engine/language/values.ts'
import { askCedar, askOurs, isCedarText, loadCedar, readEntities, readRequest } from './language-oracle.ts'
import { mutate, writePolicies } from './language-policies.ts'
import { settleProbes, writeProbes } from './language-probes.ts'
import { Random } from './language-random.ts'
import { reproduce, type Case } from './language-reproduction.ts'
import { Worlds } from './language-worlds.ts'

/** What a run did, for people to judge whether it tried enough. */
export interface RunReport {
  /** A case is one set of policies and one request. */
  cases: number
  sets: number
  policies: number
  allowed: number
  faulty: number
  forbidden: number
  /** The smallest form of each disagreement, at most five. */
  readonly disagreements: string[]
}

const maxDisagreements = 5

/** Two ways to try the engines: whole policies, or expressions whose value is told. */
export type RunKind = keyof typeof comparisons

/** Compares the two engines on random policies, entities and requests until the report says to stop. */
export function compareDecisions(kind: RunKind, seed: number, isDone: (report: RunReport) => boolean): RunReport {
  const random = new Random(seed)
  const report = emptyReport()
  while (!isDone(report) && report.disagreements.length < maxDisagreements) comparisons[kind](random, report)
  return report
}

const emptyReport = (): RunReport => ({
  cases: 0,
  sets: 0,
  policies: 0,
  allowed: 0,
  faulty: 0,
  forbidden: 0,
  disagreements: [],
})

const comparisons = { policies: compareSet, values: compareProbes } as const

/** Policies of any size, forbids among them, and four sets of entities with two requests each. */
function compareSet(random: Random, report: RunReport): void {
  const text = writePolicies(random)
  const policies = load(text, random, report)
  const worlds = new Worlds(text, random)
  for (let round = 0; round < 4; round += 1) {
    const entities = worlds.entities()
    const store = readEntities(entities)
    for (let time = 0; time < 2; time += 1) {
      compareCase({ text, policies, entities, store, request: worlds.request(entities) }, report)
    }
  }
}

/** Permits that say the value of an expression, and three requests: the one they are right for, and two others. */
function compareProbes(random: Random, report: RunReport): void {
  const probes = writeProbes(random)
  const worlds = new Worlds(probes.join('\n'), random)
  const entities = worlds.entities()
  const store = readEntities(entities)
  const request = worlds.request(entities)
  const text = settleProbes(probes, readRequest(request, store))
  const policies = load(text, random, report)
  for (const asked of [request, worlds.request(entities), worlds.request(entities)]) {
    compareCase({ text, policies, entities, store, request: asked }, report)
  }
}

/** Every other set goes to Cedar as we print it: what we store must mean what was written. */
function load(text: string, random: Random, report: RunReport): readonly IdentifiedPolicy[] {
  const parsed = parsePolicies(text)
  if ('errors' in parsed) {
    report.disagreements.push(`our parser refuses ${text}: ${JSON.stringify(parsed)}`)
    loadCedar('')
    return []
  }
  loadCedar(random.chance(0.5) ? text : printPolicies(parsed.policies))
  report.sets += 1
  report.policies += parsed.policies.length
  return parsed.policies.map((policy, at) => ({ id: `policy${at}`, policy: compilePolicy(policy) }))
}

interface LoadedCase extends Case {
  readonly policies: readonly IdentifiedPolicy[]
  readonly store: EntityStore
}

function compareCase({ text, policies, entities, store, request }: LoadedCase, report: RunReport): void {
  if (report.disagreements.length >= maxDisagreements) return
  const ours = askOurs(policies, request, store)
  const cedars = askCedar(request, entities)
  report.cases += 1
  if (ours.outcome === 'allow') report.allowed += 1
  else if (ours.reasons.length > 0) report.forbidden += 1
  if (ours.faulty.length > 0) report.faulty += 1
  if (isDeepStrictEqual(ours, cedars)) return
  report.disagreements.push(reproduce({ text, request, entities }))
  // The reproduction has put other policies into Cedar.
  loadCedar(text)
}

/** What a comparison of the parsers did. */
export interface ParseReport {
  texts: number
  accepted: number
  readonly disagreements: string[]
}

/** Compares which damaged texts the two parsers take and how they read them, and that what we take survives printing. */
export function compareParsers(seed: number, texts: number): ParseReport {
  const random = new Random(seed)
  const report: ParseReport = { texts: 0, accepted: 0, disagreements: [] }
  while (report.texts < texts && report.disagreements.length < maxDisagreements) {
    const source = writePolicies(random)
    for (let time = 0; time < 8; time += 1) compareText(mutate(source, random), report)
  }
  return report
}

/** Compares how the two engines take given texts, and what they decide of an empty request by those both take. */
export function compareTexts(texts: readonly string[]): {
  readonly parsing: ParseReport
  readonly deciding: RunReport
} {
  const parsing: ParseReport = { texts: 0, accepted: 0, disagreements: [] }
  const deciding = emptyReport()
  for (const text of texts) {
    compareText(text, parsing)
    if (isCedarText(text) && 'policies' in parsePolicies(text)) compareEmpty(text, deciding)
  }
  return { parsing, deciding }
}

function compareEmpty(text: string, report: RunReport): void {
  const policies = load(text, new Random(1), report)
  const uid = { type: 'User', id: '1' }
  const request = { principal: uid, action: { type: 'Action', id: 'read' }, resource: uid, context: {} }
  compareCase({ text, policies, entities: [], store: readEntities([]), request }, report)
}

function compareText(text: string, report: ParseReport): void {
  const ours = parsePolicies(text)
  report.texts += 1
  const isOurs = 'policies' in ours
  const isCedars = isCedarText(text)
  if (isOurs) {
    report.accepted += 1
    if (isCedars && !agreesWithCedar(text)) report.disagreements.push(`read otherwise: ${JSON.stringify(text)}`)
    if (!survivesPrinting(text)) report.disagreements.push(`printing changes ${JSON.stringify(text)}`)
  }
  if (isOurs === isCedars || isKnownException(ours)) return
  report.disagreements.push(
    `${isOurs ? 'only we' : 'only Cedar'} would take ${JSON.stringify(text)}: ${sayOutcome(ours)}`,
  )
}

const sayOutcome = (outcome: ParseOutcome): string =>
  'errors' in outcome ? JSON.stringify(outcome.errors) : printPolicies(outcome.policies)

/**
 * `unknown("x")` is the one text Cedar takes and we refuse: a leftover of its partial evaluation. A policy that meets it
 * has no outcome even in Cedar, so there is nothing to agree on.
 */
const isKnownException = (outcome: ParseOutcome): boolean =>
  'errors' in outcome && outcome.errors.some(({ message }) => message === 'there is no function `unknown`')

/** Tells whether printing and parsing again gives equal policies, and printing those the same text. */
export function survivesPrinting(text: string): boolean {
  const first = parsePolicies(text)
  if (!('policies' in first)) return false
  const printed = printPolicies(first.policies)
  const second = parsePolicies(printed)
  if (!('policies' in second)) return false
  const bare = ({ policies }: typeof first) => policies.map((policy) => ({ ...policy, span: null }))
  return isDeepStrictEqual(bare(first), bare(second)) && printPolicies(second.policies) === printed
}

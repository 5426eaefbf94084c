import { isDeepStrictEqual } from 'node:util'
import { parsePolicies, type ParseOutcome } from '../../src/engine/language/parse.ts'
import { printPolicies } from '../../src/engine/language/print.ts'
import { askCedar, askOurs, isCedarText, loadCedar, loadOurs, readEntities } from './language-oracle.ts'
import { mutate, writePolicies } from './language-policies.ts'
import { Random } from './language-random.ts'
import { reproduce } from './language-reproduction.ts'
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

const requestsPerSet = 8
const maxDisagreements = 5

/** Compares the two engines on random policies, entities and requests until the report says to stop. */
export function compareDecisions(seed: number, isDone: (report: RunReport) => boolean): RunReport {
  const random = new Random(seed)
  const report: RunReport = { cases: 0, sets: 0, policies: 0, allowed: 0, faulty: 0, forbidden: 0, disagreements: [] }
  while (!isDone(report) && report.disagreements.length < maxDisagreements) {
    compareSet(writePolicies(random), random, report)
  }
  return report
}

function compareSet(text: string, random: Random, report: RunReport): void {
  const parsed = parsePolicies(text)
  const policies = loadOurs(text)
  if (policies === undefined || 'errors' in parsed) {
    report.disagreements.push(`our parser refuses ${text}: ${JSON.stringify(parsed)}`)
    return
  }
  // Every other set goes to Cedar as we print it: what we store must mean what was written.
  const text2 = random.chance(0.5) ? text : printPolicies(parsed.policies)
  loadCedar(text2)
  report.sets += 1
  report.policies += policies.length
  const worlds = new Worlds(text, random)
  for (let round = 0; round < requestsPerSet; round += 2) {
    const entities = worlds.entities()
    const store = readEntities(entities)
    for (let time = 0; time < 2; time += 1) {
      const request = worlds.request(entities)
      const ours = askOurs(policies, request, store)
      const cedars = askCedar(request, entities)
      report.cases += 1
      if (ours.outcome === 'allow') report.allowed += 1
      else if (ours.reasons.length > 0) report.forbidden += 1
      if (ours.faulty.length > 0) report.faulty += 1
      if (isDeepStrictEqual(ours, cedars)) continue
      report.disagreements.push(reproduce({ text, request, entities }))
      return
    }
  }
}

/** What a comparison of the parsers did. */
export interface ParseReport {
  texts: number
  accepted: number
  readonly disagreements: string[]
}

/** Compares which damaged texts the two parsers take, and that what we take survives printing. */
export function compareParsers(seed: number, texts: number): ParseReport {
  const random = new Random(seed)
  const report: ParseReport = { texts: 0, accepted: 0, disagreements: [] }
  while (report.texts < texts && report.disagreements.length < maxDisagreements) {
    const source = writePolicies(random)
    for (let time = 0; time < 8; time += 1) compareText(mutate(source, random), report)
  }
  return report
}

function compareText(text: string, report: ParseReport): void {
  const ours = parsePolicies(text)
  report.texts += 1
  const isOurs = 'policies' in ours
  if (isOurs) {
    report.accepted += 1
    if (!survivesPrinting(text)) report.disagreements.push(`printing changes ${JSON.stringify(text)}`)
  }
  if (isOurs === isCedarText(text) || isKnownException(ours)) return
  report.disagreements.push(
    `${isOurs ? 'only we' : 'only Cedar'} would take ${JSON.stringify(text)}: ${JSON.stringify(ours)}`,
  )
}

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

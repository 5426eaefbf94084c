import { isDeepStrictEqual } from 'node:util'
import type { Catalogue } from '../../src/domain/catalogue.ts'
import { actions, actionsOf } from '../../src/domain/catalogue/schema.ts'
import type { Change } from '../../src/domain/change.ts'
import type { AuthorizationRequest, Decision } from '../../src/domain/decision.ts'
import { principal, principalTypes, type Principal } from '../../src/domain/principal.ts'
import type { Scope } from '../../src/domain/scope.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { Random } from './language-random.ts'
import { catalogues } from './worlds-catalogue.ts'
import { Model } from './worlds-model.ts'
import { anyInstant, WorldMaker } from './worlds-random.ts'
import { accountId } from './worlds-records.ts'
import { Reference, type Expected } from './worlds-reference.ts'
import { anyContext, anyResource, type Place } from './worlds-requests.ts'

/** What a run did, for people to judge whether it tried enough. */
export interface WorldsReport {
  worlds: number
  changes: number
  requests: number
  allowed: number
  forbidden: number
  faulty: number
  libraryShut: number
  readonly stoppedAt: Record<string, number>
  /** Holders with so many assignments that they are looked up by target. */
  indexedHolders: number
  readonly disagreements: string[]
}

const maxDisagreements = 3

/**
 * Compares an engine with the slow reference, with one made afresh, and with one restored from its saved form, in random
 * worlds until told to stop.
 */
export function compareWorlds(seed: number, isDone: (report: WorldsReport) => boolean): WorldsReport {
  const counts = { worlds: 0, changes: 0, requests: 0, allowed: 0, forbidden: 0, faulty: 0 }
  const report: WorldsReport = { ...counts, libraryShut: 0, stoppedAt: {}, indexedHolders: 0, disagreements: [] }
  for (let number = 0; !isDone(report) && report.disagreements.length < maxDisagreements; number++) {
    compareWorld(seed + number, report)
    report.worlds++
  }
  return report
}

function compareWorld(seed: number, report: WorldsReport): void {
  const random = new Random(seed)
  const catalogue = catalogues[seed % catalogues.length]!
  const model = new Model()
  const grown = growEngine(model, random, catalogue, report)
  const fresh = createEngine(catalogue)
  fresh.load(model.asLoaded(), 1)
  const restored = createEngine(catalogue)
  restored.restore(grown.save())
  for (const type of principalTypes) {
    for (const holder of grown.snapshot.holders.all(type)) if (holder.run.byTarget !== null) report.indexedHolders++
  }
  for (let combination = 0; combination < 8; combination++) {
    const asking = anyPrincipal(model, random)
    const scope = anyScope(model, random, asking)
    const asked = { principal: asking, scope, at: anyInstant(random), near: placesOf(model, asking, scope) }
    const reference = new Reference(model, catalogue)
    for (let time = 0; time < 14; time++) {
      const request = anyRequest(model, random, asked)
      const faults = compareRequest(request, reference.answer(request), { grown, fresh, restored }, report)
      if (faults.length > 0) {
        report.disagreements.push(`world ${seed}: ${JSON.stringify(request)}\n${faults.join('\n')}`)
        return
      }
    }
  }
}

/** An engine that loads what there is at some point and follows the log from there. */
function growEngine(model: Model, random: Random, catalogue: Catalogue, report: WorldsReport): Engine {
  const maker = new WorldMaker(model, random, catalogue)
  const engine = createEngine(catalogue)
  const loadedAt = random.below(150)
  const log: Change[][] = [[...maker.begin()]]
  const length = 200 + random.below(300)
  for (let step = 0; step < length; step++) log.push([...maker.next()])
  if (random.chance(0.3)) {
    const holders = [...model.all('group').map(({ id }) => principal('group', id)), anyPrincipal(model, random)]
    for (const holder of holders) log.push([...maker.burden(holder, 150)])
    if (random.chance(0.1)) log.push(...maker.churn().map((changes) => [...changes]))
    for (let step = 0; step < 60; step++) log.push([...maker.next()])
  }
  log.push([...maker.end()])
  engine.load(stateAfter(log.slice(0, loadedAt)), loadedAt)
  for (const [position, changes] of log.slice(loadedAt).entries()) {
    const revision = loadedAt + position + 1
    report.changes += changes.length
    const by = { type: 'operator', id: 'test' } as const
    engine.apply({ accountId, revision, at: 0, by, operation: 'test', requestId: null, changes })
  }
  return engine
}

/** What a store that took in these changes would load. */
function stateAfter(log: readonly (readonly Change[])[]): readonly Change[] {
  const model = new Model()
  for (const change of log.flat()) model.take(change)
  return model.asLoaded()
}

/** Mostly one that is let in. */
function anyPrincipal(model: Model, random: Random): Principal {
  const type = random.pick([...principalTypes, 'user', 'user', 'user'] as const)
  const records = model.all(type)
  const active = records.filter(
    (one) => !('isEnabled' in one) || (one.isEnabled && !('isPending' in one && one.isPending)),
  )
  if (records.length === 0 || random.chance(0.02)) return principal(type, 'nobody')
  return principal(type, random.pick(active.length > 0 && random.chance(0.9) ? active : records).id)
}

/** The folders and collections that a principal has roles on, by itself or a group. */
function placesOf(model: Model, { type, id }: Principal, scope: Scope): readonly Place[] {
  const groups = model.all('membership').filter(({ userId }) => type === 'user' && userId === id)
  const holders = [id, ...groups.map(({ groupId }) => groupId)]
  return model
    .all('assignment')
    .filter((one) => holders.includes(one.principal.id))
    .flatMap(({ parameter }) => parameter ?? [])
    .filter((place) => {
      const environment = model.find(place.type, place.id)?.environmentId
      return scope.type === 'environment' && scope.environmentId === environment
    })
}

/** Mostly an environment that the principal may enter. */
function anyScope(model: Model, random: Random, { type, id }: Principal): Scope {
  if (random.chance(type === 'account_key' ? 0.6 : 0.15)) return { type: 'account' }
  const key = type === 'api_key' ? model.find('api_key', id) : undefined
  const open = model.all('environment_access').filter(({ userId }) => type === 'user' && userId === id)
  const entered = [...(key === undefined ? [] : [key]), ...open].map(({ environmentId }) => environmentId)
  const all = model.all('environment').map((environment) => environment.id)
  const environmentId = random.pick(entered.length > 0 && random.chance(0.85) ? entered : all)
  return { type: 'environment', environmentId }
}

interface Asked extends Pick<AuthorizationRequest, 'principal' | 'scope' | 'at'> {
  readonly near: readonly Place[]
}

function anyRequest(model: Model, random: Random, { near, ...asked }: Asked): AuthorizationRequest {
  const resource = anyResource(model, random, asked.scope, near)
  const fitting = actionsOf(resource.type)
  const known = fitting.length > 0 && random.chance(0.95) ? fitting : actions
  const action = random.chance(0.02) ? 'unheard_of' : random.chance(0.3) ? 'read' : random.pick(known)
  return { ...asked, action, resource, context: anyContext(random) }
}

function compareRequest(
  request: AuthorizationRequest,
  expected: Expected,
  { grown, fresh, restored }: Readonly<Record<'grown' | 'fresh' | 'restored', Engine>>,
  report: WorldsReport,
): readonly string[] {
  const decision = grown.decide(request)
  const { decision: explained } = grown.explain(request)
  count(report, expected)
  const faults: string[] = []
  const compare = (what: string, actual: unknown, wanted: unknown): void => {
    if (!isDeepStrictEqual(actual, wanted))
      faults.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`)
  }
  compare('outcome', decision.outcome, expected.outcome)
  compare('explained', summaryOf(explained), expected)
  if (decision.outcome === 'allow') {
    const strange = decision.reasons.filter((id) => !expected.reasons.includes(id))
    compare('reasons beyond those of the explanation', strange, [])
  } else compare('reasons of a deny', [...new Set(decision.reasons)].sort(), expected.reasons)
  const unexplained = decision.faults.map(({ policyId }) => policyId).filter((id) => !expected.faults.includes(id))
  compare('faults beyond those of the explanation', unexplained, [])
  const parsed = grown.parse(request)
  compare('decided with names looked up', grown.decideParsed(parsed), decision)
  compare('decided with names that another looked up', fresh.decideParsed(parsed).outcome, expected.outcome)
  compare('decided with names looked up again', grown.decideParsed(parsed), decision)
  compare('decided afresh', fresh.decide(request).outcome, expected.outcome)
  compare('explained afresh', summaryOf(fresh.explain(request).decision), expected)
  compare('decided when restored', restored.decide(request).outcome, expected.outcome)
  compare('explained when restored', summaryOf(restored.explain(request).decision), expected)
  return faults
}

function summaryOf({ outcome, reasons, faults, gates }: Decision): Expected {
  const closed = gates.find(({ isPassed }) => !isPassed)?.gate ?? null
  const faulty = faults.map(({ policyId }): string => policyId)
  return { outcome, reasons: [...reasons].sort(), faults: faulty.sort(), closed }
}

function count(report: WorldsReport, expected: Expected): void {
  report.requests++
  if (expected.outcome === 'allow') report.allowed++
  else if (expected.reasons.length > 0) report.forbidden++
  if (expected.faults.length > 0) report.faulty++
  if (expected.closed === 'library_access') report.libraryShut++
  else if (expected.closed !== null) report.stoppedAt[expected.closed] = (report.stoppedAt[expected.closed] ?? 0) + 1
}

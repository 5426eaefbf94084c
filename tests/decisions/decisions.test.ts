// The case files: rules about access as data, each asked of an engine that followed the changes and of one made afresh.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import type { Change } from '../../src/domain/change.ts'
import { gateNames, type Decision } from '../../src/domain/decision.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { Model } from '../differential/worlds-model.ts'
import { accountId } from '../differential/worlds-records.ts'
import { readQuestion, takeStep, type CaseText, type RuleText } from './read-cases.ts'
import { fullId, readWorld, type WorldText } from './read-world.ts'

const folder = import.meta.dirname
// YAML has no types: these two are what world.yaml and every other file hold.
const readYaml = (file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'))
const world = readYaml('world.yaml') as WorldText
const files = globSync('*.yaml', { cwd: folder })
  .filter((file) => file !== 'world.yaml')
  .sort()
const rulesByFile = new Map(files.map((file) => [file, (readYaml(file) as { rules: readonly RuleText[] }).rules]))
const rules = [...rulesByFile.values()].flat()

for (const [file, own] of rulesByFile) {
  describe(basename(file, '.yaml'), () => {
    for (const rule of own) {
      test(rule.rule, () => {
        const { grown, fresh } = enginesFor(rule)
        for (const one of rule.cases) {
          assertCase(grown, one)
          assertCase(fresh, one)
        }
      })
    }
  })
}

test('every rule has a source, and a deny beside its allows', (context) => {
  const cases = rules.flatMap((rule) => rule.cases)
  const allowed = cases.filter(({ allow }) => allow !== undefined).length
  context.diagnostic(`${rules.length} rules, ${allowed} allows, ${cases.length - allowed} denies`)
  for (const rule of rules) {
    assert.ok(rule.source.length > 0, rule.rule)
    const denied = rule.cases.some(({ deny }) => deny !== undefined)
    assert.ok(denied, `no deny: ${rule.rule}`)
  }
  assert.ok(cases.length > 200)
})

test('every system role has a rule, and every gate stops something', () => {
  const roles = new Set(rules.flatMap(({ role }) => (role === undefined ? [] : [fullId('role', role)])))
  assert.deepEqual([...roles].sort(), systemCatalogue.roles.map((role): string => role.id).sort())
  const gates = new Set(rules.flatMap((rule) => rule.cases.flatMap(({ gate }) => gate ?? [])))
  assert.deepEqual([...gates].sort(), [...gateNames].sort())
})

/** One engine loads the common world and follows what the rule adds; the other loads the outcome. */
function enginesFor(rule: RuleText): { readonly grown: Engine; readonly fresh: Engine } {
  const model = new Model()
  readWorld({ account: { active: true }, ...world }, model)
  const grown = createEngine()
  grown.load(model.asLoaded(), 0)
  const follow = (changes: readonly Change[]): void => {
    const by = { type: 'operator', id: 'test' } as const
    grown.apply({ accountId, revision: grown.revision + 1, at: 0, by, operation: 'test', requestId: null, changes })
  }
  follow(readWorld(rule.with ?? {}, model))
  for (const step of rule.then ?? []) follow(takeStep(model, step))
  const fresh = createEngine()
  fresh.load(model.asLoaded(), 0)
  return { grown, fresh }
}

function assertCase(engine: Engine, expected: CaseText): void {
  const request = readQuestion(expected)
  const decision = engine.decide(request)
  const { decision: explained } = engine.explain(request)
  const text = expected.allow ?? expected.deny ?? ''
  assert.deepEqual(summaryOf(explained), expectedSummary(expected), text)
  assert.equal(decision.outcome, explained.outcome, text)
  const passed = expected['gate-passed']
  if (passed !== undefined) {
    const hasPassed = explained.gates.some(({ gate, isPassed }) => gate === passed && isPassed)
    assert.ok(hasPassed, text)
  }
}

interface Summary {
  readonly outcome: string
  readonly reasons: readonly string[]
  readonly faults: readonly string[]
  readonly gate: string | null
}

const summaryOf = ({ outcome, reasons, faults, gates }: Decision): Summary => ({
  outcome,
  reasons: [...reasons].sort(),
  faults: faults.map(({ policyId }): string => policyId).sort(),
  gate: gates.find(({ isPassed }) => !isPassed)?.gate ?? null,
})

const expectedSummary = ({ allow, reasons = [], faults = [], gate }: CaseText): Summary => ({
  outcome: allow === undefined ? 'deny' : 'allow',
  reasons: reasons.map((id) => fullId('permission', id)).sort(),
  faults: [...faults].sort(),
  gate: gate ?? null,
})

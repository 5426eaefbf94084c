import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AssignmentRuns, expiringFlag, roleNumberMask, target, targetNumber, type Run } from './assignment-runs.ts'

/** What a run holds, in order: target, role, end. */
function contentsOf(runs: AssignmentRuns, run: Run): readonly string[] {
  const found: string[] = []
  for (let position = run.offset; position < run.offset + run.length; position += 2) {
    found.push(describe(runs, run, runs.words[position] ?? 0, runs.words[position + 1] ?? 0))
  }
  return found.sort()
}

/** The same by way of the index of a long run. */
const indexedOf = (runs: AssignmentRuns, run: Run): readonly string[] =>
  [...(run.byTarget ?? [])].map(([at, second]) => describe(runs, run, at, second)).sort()

function describe(runs: AssignmentRuns, run: Run, at: number, second: number): string {
  const role = second & roleNumberMask
  return `${at} ${role} ${(second & expiringFlag) === 0 ? 'for ever' : runs.expiry(run, at, role)}`
}

test('runs hold what was added and not removed, through moves and packing, in 200,000 random changes', (context) => {
  const seed = 20260822
  context.diagnostic(`seed ${seed}`)
  let state = seed
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const runs = new AssignmentRuns()
  const holders = Array.from({ length: 30 }, () => ({ run: runs.newRun(), held: new Map<string, Held>() }))
  for (let step = 0; step < 200_000; step++) {
    const holder = holders[below(holders.length)] ?? assert.fail()
    const held: Held = { at: target('folder', 1 + below(40)), role: 1 + below(5), expiresAt: null }
    const key = `${held.at} ${held.role}`
    const known = holder.held.get(key)
    if (below(2000) === 0) {
      runs.removeAll(holder.run)
      holder.held.clear()
    } else if (known === undefined) {
      const made = below(3) === 0 ? { ...held, expiresAt: below(100) } : held
      runs.add(holder.run, made.at, made.role, made.expiresAt)
      holder.held.set(key, made)
    } else {
      runs.remove(holder.run, known.at, known.role, known.expiresAt)
      holder.held.delete(key)
    }
    if (step % 5000 === 0) for (const one of holders) assertHolds(runs, one)
  }
  for (const one of holders) assertHolds(runs, one)
  assert.equal(
    runs.count,
    holders.reduce((sum, { held }) => sum + held.size, 0),
  )
})

interface Held {
  readonly at: number
  readonly role: number
  readonly expiresAt: number | null
}

function assertHolds(runs: AssignmentRuns, { run, held }: { run: Run; held: ReadonlyMap<string, Held> }): void {
  const wanted = [...held.values()].map(({ at, role, expiresAt }) => `${at} ${role} ${expiresAt ?? 'for ever'}`).sort()
  assert.deepEqual(contentsOf(runs, run), wanted)
  assert.equal(run.byTarget !== null, held.size > 64)
  if (run.byTarget !== null) assert.deepEqual(indexedOf(runs, run), wanted)
}

test('what holders leave is used again: an array of many comings and goings stays small', () => {
  const runs = new AssignmentRuns()
  const stays = runs.newRun()
  for (let round = 0; round < 500; round++) {
    const goes = runs.newRun()
    for (let role = 1; role <= 100; role++) runs.add(goes, target('account', 0), role, null)
    runs.removeAll(goes)
    runs.add(stays, target('environment', round), 1, null)
  }
  assert.equal(stays.length, 1000)
  assert.ok(runs.bytes < 200_000)
})

test('a role that stands twice on a target ends with the later end, and each is taken away by itself', () => {
  const runs = new AssignmentRuns()
  const run = runs.newRun()
  const at = target('folder', 7)
  runs.add(run, at, 3, 100)
  runs.add(run, at, 3, 200)
  assert.equal(runs.expiry(run, at, 3), 200)
  runs.remove(run, at, 3, 200)
  assert.deepEqual(contentsOf(runs, run), [`${at} 3 100`])
  runs.add(run, at, 3, null)
  runs.remove(run, at, 3, null)
  assert.deepEqual(contentsOf(runs, run), [`${at} 3 100`])
  runs.remove(run, at, 3, null)
  assert.deepEqual(contentsOf(runs, run), [`${at} 3 100`])
})

test('an end that nobody knows has passed', () => {
  const runs = new AssignmentRuns()
  assert.equal(runs.expiry(runs.newRun(), target('folder', 7), 3), Number.NEGATIVE_INFINITY)
})

test('targets of different kinds are different, and keep their number', () => {
  const targets = (['account', 'environment', 'folder', 'collection'] as const).map((kind) => target(kind, 5))
  assert.equal(new Set(targets).size, 4)
  assert.deepEqual(targets.map(targetNumber), [5, 5, 5, 5])
})

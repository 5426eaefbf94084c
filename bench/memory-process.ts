// A process of its own for `npm run bench`: loads a library and says what that took, as one line of JSON on the last line.
import { readFileSync } from 'node:fs'
import { createEngine } from '../src/engine/engine.ts'
import { seed } from './options.ts'
import { makeCatalogue } from './workload/catalogue.ts'
import { changesOf } from './workload/records.ts'
import { sizes } from './workload/world-size.ts'
import { makeWorld } from './workload/world.ts'

const [snapshotPath] = process.argv.slice(2)
const catalogue = makeCatalogue(seed)
const { gc } = globalThis
if (gc === undefined) throw new Error('this process needs --expose-gc')

/** All there is in memory, after everything that can go has gone. */
function measureMemory(): { readonly rss: number; readonly heap: number } {
  for (let time = 0; time < 4; time++) gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, heap: heapUsed + external }
}

const engine = createEngine(catalogue.catalogue, catalogue.vocabulary)
const loadMs = snapshotPath === undefined ? loadRecords() : restore(snapshotPath)
process.stdout.write(`${JSON.stringify(loadMs)}\n`)

function loadRecords() {
  const world = makeWorld({ ...sizes.small, users: 20_000, folders: 200_000 }, catalogue, seed)
  // The records' own making is not the engine's time: made once for nothing first.
  const making = time(() => {
    let count = 0
    for (const change of changesOf(world)) count += change.after === null ? 0 : 1
    return count
  })
  const before = measureMemory()
  const loading = time(() => engine.load(changesOf(world), 1))
  const after = measureMemory()
  const { runs } = engine.snapshot
  const grown = { rss: after.rss - before.rss, heap: after.heap - before.heap }
  return { ms: loading - making, ...grown, runBytes: runs.bytes, assignments: runs.count }
}

function restore(path: string) {
  const bytes = readFileSync(path)
  const before = measureMemory()
  const ms = time(() => engine.restore(bytes))
  const after = measureMemory()
  const { runs } = engine.snapshot
  const grown = { rss: after.rss - before.rss, heap: after.heap - before.heap }
  return { ms, ...grown, runBytes: runs.bytes, assignments: runs.count }
}

function time(run: () => unknown): number {
  const startedAt = performance.now()
  run()
  return performance.now() - startedAt
}

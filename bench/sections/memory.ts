import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from '../measure.ts'
import { heading, report } from '../report.ts'
import type { Library } from '../workload/library.ts'

/** What `memory-process.ts` prints. */
interface Loaded {
  readonly ms: number
  readonly rss: number
  readonly heap: number
  readonly runBytes: number
  readonly assignments: number
}

const times = 3

/** Measures memory and loading in processes of their own. */
export function measureMemory(): void {
  heading('memory and loading (20,000 users, 200,000 folders, 5 assignments a holder, in a process of its own)')
  const loaded = Array.from({ length: times }, () => load())
  const of = (take: (one: Loaded) => number) => median(loaded.map(take))
  const count = of(({ assignments }) => assignments)
  const perAssignment = (what: string, bytes: number, goal: number | null): void =>
    report({
      what,
      figure: `${(bytes / count).toFixed(0)} B an assignment, ${((bytes / count) * 0.1).toFixed(1)} MB in 100,000`,
      goal: goal === null ? '' : `<= ${goal} B`,
      isMet: goal === null ? null : bytes / count <= goal,
      values: { bytesAnAssignment: bytes / count },
    })
  perAssignment(
    'assignments alone, with slack',
    of(({ runBytes }) => runBytes),
    32,
  )
  perAssignment(
    'everything, heap and buffers',
    of(({ heap }) => heap),
    1000,
  )
  perAssignment(
    'everything, as the process grew',
    of(({ rss }) => rss),
    null,
  )
  const seconds = (of(({ ms }) => ms) / count) * 100
  const figure = `${seconds.toFixed(2)} s for 100,000 assignments with all around them`
  report({ what: 'loading records, without making them', figure, goal: '', isMet: null, values: { seconds } })
}

/** Measures how long a large engine takes to come back from its compact form. */
export function measureRestoring({ engine, says }: Library): void {
  heading(`compact form: ${says}`)
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-bench-'))
  try {
    const startedAt = performance.now()
    const bytes = engine.save()
    const saveMs = performance.now() - startedAt
    const path = join(folder, 'snapshot')
    writeFileSync(path, bytes)
    const size = `${(bytes.length / 1e6).toFixed(1)} MB in ${(saveMs / 1000).toFixed(2)} s`
    report({ what: 'saving', figure: size, goal: '', isMet: null, values: { bytes: bytes.length, saveMs } })
    const restored = Array.from({ length: times }, () => load(path))
    const ms = median(restored.map((one) => one.ms))
    const heap = median(restored.map((one) => one.heap))
    const figure = `${(ms / 1000).toFixed(2)} s, ${(heap / 1e6).toFixed(0)} MB`
    report({ what: 'restoring', figure, goal: '<= 2 s', isMet: ms <= 2000, values: { ms, heap } })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function load(...parameters: readonly string[]): Loaded {
  const script = join(import.meta.dirname, '..', 'memory-process.ts')
  const output = execFileSync(process.execPath, ['--expose-gc', '--max-old-space-size=8192', script, ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Loaded
}

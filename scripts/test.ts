// What `npm test` runs: every test file below `src` and `tests`, or those whose path begins with an argument.
// Quick files share a process by room; every other file has a process of its own. The last line counts the tests.
import { spawn, type ChildProcess } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report, TestReport } from './test-process.ts'

const root = dirname(import.meta.dirname)
// Servers that tests start draw no demo library beside them; the tests of it ask for it.
process.env.ROLECALL_DEMO_FILES ??= 'off'
const hangLimitMs = 30 * 60_000

/** Folders of `tests/` whose files share one process: quick ones, and those that share a browser. */
const sharedFolders: ReadonlySet<string> = new Set(['tests/architecture', 'tests/decisions', 'tests/console'])
/** The longest-running folders start first, so that the end isn't spent waiting for one of them. */
const longFolders = ['tests/console', 'tests/differential', 'tests/property', 'tests/contract', 'tests/compatibility']

interface Outcome {
  readonly files: readonly string[]
  readonly tests: readonly TestReport[]
  readonly output: string
  readonly seconds: number
}

const running = new Set<ChildProcess>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill('SIGKILL')
    process.exit(1)
  })
}

const groups = groupFiles(findFiles(process.argv.slice(2)))
const outcomes: Outcome[] = []
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, runNextGroups))
summarize()

/** Paths relative to the root, `/` between parts, sorted. */
function findFiles(filters: readonly string[]): readonly string[] {
  const prefixes = filters.map((filter) => relative(root, resolve(filter)).replaceAll('\\', '/'))
  return globSync(['src/**/*.test.ts', 'tests/**/*.test.ts'], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => prefixes.length === 0 || prefixes.some((prefix) => path.startsWith(prefix)))
    .sort()
}

function groupFiles(files: readonly string[]): (readonly string[])[] {
  const grouped = Object.groupBy(files, (file) => {
    const folder = file.split('/').slice(0, 2).join('/')
    return folder.startsWith('src/') || sharedFolders.has(folder) ? folder : file
  })
  const rank = (group: readonly string[]): number => {
    const position = longFolders.findIndex((folder) => group[0]?.startsWith(`${folder}/`))
    return position === -1 ? longFolders.length : position
  }
  return Object.values(grouped)
    .filter((group) => group !== undefined)
    .sort((one, other) => rank(one) - rank(other))
}

async function runNextGroups(): Promise<void> {
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    const outcome = await runGroup(group)
    outcomes.push(outcome)
    printOutcome(outcome)
  }
}

function runGroup(files: readonly string[]): Promise<Outcome> {
  const startedAt = performance.now()
  const tests: TestReport[] = []
  const output: Buffer[] = []
  let hasEnded = false
  let isHanging = false
  const child = spawn(
    process.execPath,
    [join(root, 'scripts/test-process.ts'), ...files.map((file) => join(root, file))],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  running.add(child)
  child.stdout?.on('data', (bytes: Buffer) => output.push(bytes))
  child.stderr?.on('data', (bytes: Buffer) => output.push(bytes))
  child.on('message', (report: Report) => {
    if (report.type === 'end') hasEnded = true
    else tests.push({ ...report, file: relativeFile(report.file, files) })
  })
  const hangGuard = setTimeout(() => {
    isHanging = true
    child.kill('SIGKILL')
  }, hangLimitMs)
  return new Promise((settle) => {
    child.on('close', (code, signal) => {
      clearTimeout(hangGuard)
      running.delete(child)
      const problem = processProblem({ code, signal, hasEnded, isHanging, tests, files })
      if (problem !== '') tests.push({ type: 'test', file: files.join(' '), name: 'the test process', problem })
      settle({
        files,
        tests,
        output: Buffer.concat(output).toString(),
        seconds: (performance.now() - startedAt) / 1000,
      })
    })
  })
}

interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly hasEnded: boolean
  readonly isHanging: boolean
  readonly tests: readonly TestReport[]
  readonly files: readonly string[]
}

/** A process that crashed, hung, or left a file out is a failure whatever its tests said; empty when all is well. */
function processProblem({ code, signal, hasEnded, isHanging, tests, files }: Ending): string {
  if (isHanging) return `still running after ${hangLimitMs / 60_000} minutes; killed`
  if (!hasEnded) return `ended before its tests did (exit code ${code ?? 'none'}, signal ${signal ?? 'none'})`
  if (code !== 0 && tests.every((test) => test.problem === '')) return `ended with code ${code ?? 'none'}`
  const silent = files.filter((file) => !tests.some((test) => test.file === file))
  return silent.length === 0 ? '' : `no result from ${silent.join(', ')}`
}

function relativeFile(file: string, files: readonly string[]): string {
  const path = relative(root, file.startsWith('file:') ? fileURLToPath(file) : file).replaceAll('\\', '/')
  // A test made by a builder in another file is reported under that file; a lone file owns all of its process's tests.
  return files.includes(path) ? path : ((files.length === 1 ? files[0] : undefined) ?? path)
}

/** One line a file; then what the tests printed, then each failure in full. */
function printOutcome({ files, tests, output, seconds }: Outcome): void {
  for (const file of files) {
    const own = tests.filter((test) => test.file === file)
    const failed = own.filter((test) => test.problem !== '').length
    console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${file}: ${own.length - failed} passed, ${failed} failed`)
  }
  console.log(`     ${files.length === 1 ? 'took' : 'together'} ${seconds.toFixed(1)} s`)
  if (output.trim() !== '') console.log(indent(output.trimEnd(), '     | '))
  for (const { file, name, problem } of tests) {
    if (problem !== '') console.log(`\nFAIL ${file}: ${name}\n${indent(problem, '     ')}\n`)
  }
}

function indent(text: string, margin: string): string {
  return text.replaceAll(/^/gm, margin)
}

/** Nothing may be printed after this: the count is the last line. */
function summarize(): void {
  const tests = outcomes.flatMap((outcome) => outcome.tests)
  const failures = tests.filter((test) => test.problem !== '')
  const fileCount = outcomes.flatMap((outcome) => outcome.files).length
  console.log(`\n${tests.length} tests in ${fileCount} files, ${process.uptime().toFixed(1)} s`)
  for (const { file, name } of failures) console.log(`FAIL ${file}: ${name}`)
  if (tests.length === 0) console.log('FAIL nothing was tested: no test file matches')
  console.log(`${tests.length - failures.length} passed, ${failures.length} failed`)
  process.exitCode = tests.length === 0 || failures.length > 0 ? 1 : 0
}

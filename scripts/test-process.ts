// One test process: runs the files named on the command line, all in this process, and tells `test.ts` over IPC what
// happened, so that nothing the tests print can be mistaken for a result.
import { run } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

/** One finished test; `problem` is empty when it passed. */
export interface TestReport {
  readonly type: 'test'
  readonly file: string
  readonly name: string
  readonly problem: string
}

/** Said when the process ends by itself; a process that never says so crashed. */
export interface EndReport {
  readonly type: 'end'
}

/** Everything a test process says. */
export type Report = TestReport | EndReport

const idleLimitMs = 120_000
const headings: string[] = []
let testsUnderway = 0
let idleTimer: NodeJS.Timeout | undefined

const events = run({ files: process.argv.slice(2), isolation: 'none' })
events.on('data', (event: TestEvent) => {
  watchForOpenHandles(event)
  if (event.type === 'test:start') headings[event.data.nesting] = event.data.name
  if (event.type === 'test:pass' || event.type === 'test:fail') reportTest(event)
  // An error thrown after its test had ended reaches us as a remark only.
  if (event.type === 'test:diagnostic' && event.data.message.startsWith('Error: Test "')) {
    tell({ type: 'test', file: event.data.file ?? '', name: 'after the end of a test', problem: event.data.message })
  }
})
events.on('end', () => tell({ type: 'end' }))

function reportTest(event: Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>): void {
  const problem = problemOf(event)
  const { name, nesting, file = '', details } = event.data
  const isHeading = details.type === 'suite' && (problem === '' || problem === failedInside)
  if (!isHeading) tell({ type: 'test', file, name: [...headings.slice(0, nesting), name].join(' > '), problem })
}

const failedInside = 'a test inside it failed'

function problemOf(event: Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>): string {
  if (isSet(event.data.skip)) return 'skipped: what is not asserted is not held, so this counts as a failure'
  if (isSet(event.data.todo)) return 'todo: what is not asserted is not held, so this counts as a failure'
  if (event.type === 'test:pass') return event.data.name === event.data.file ? 'the file holds no test' : ''
  const { error } = event.data.details
  if ('failureType' in error && error.failureType === 'subtestsFailed') return failedInside
  const text = inspect(error.cause instanceof Error ? error.cause : error, { depth: 8 })
  return text.replaceAll(/^ +at .*\(?node:internal\/.*\n/gm, '')
}

function isSet(mark: string | boolean | undefined): boolean {
  return mark !== undefined && mark !== false
}

/** A server or timer that a test left open would keep the process alive for ever; says so instead. */
function watchForOpenHandles(event: TestEvent): void {
  if (event.type === 'test:enqueue') testsUnderway += 1
  if (event.type === 'test:complete') testsUnderway -= 1
  clearTimeout(idleTimer)
  if (testsUnderway > 0) return
  idleTimer = setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ')
    console.error(`all tests ended ${idleLimitMs / 1000} s ago, but something keeps the process alive: ${open}`)
    process.exit(1)
  }, idleLimitMs)
  idleTimer.unref()
}

function tell(report: Report): void {
  if (process.send === undefined) console.log(inspect(report))
  else process.send(report)
}

// Generated requests over real connections, and bytes that no client library sends.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { readApi } from './api-document.ts'
import { brokenBytes, unusualBytes, type BrokenBytes } from './broken-bytes.ts'
import { givenTarget, sendRequests, type Target } from './run.ts'
import { isShort, overSocket, sendBytes } from './socket.ts'

const seed = Number(process.env.ROLECALL_TEST_SEED ?? 20261123)
const count = 1_500

async function givenListening(context: TestContext): Promise<{ readonly target: Target; readonly port: number }> {
  const target = await givenTarget(context)
  const url = new URL(await target.app.listen({ host: '127.0.0.1', port: 0 }))
  return { target, port: Number(url.port) }
}

test(`${count} generated requests over connections get documented answers`, async (context) => {
  const { target, port } = await givenListening(context)
  const report = await sendRequests(readApi(), target, overSocket(port), { seed, count, isSendable: isShort })
  console.log(`${report.requests} requests over connections, seed ${seed}: ${JSON.stringify(report.statuses)}`)
  assert.deepEqual(report.failures, [], report.failures.join('\n\n'))
  assert.equal(report.requests, count)
})

async function assertStatuses(port: number, cases: Readonly<Record<string, BrokenBytes>>): Promise<void> {
  for (const [name, { bytes, statuses }] of Object.entries(cases)) {
    const answer = await sendBytes(port, bytes)
    assert.ok(statuses.includes(answer?.status ?? 0), `${name}: ${JSON.stringify(answer)}`)
    if (answer === null || answer.status < 400 || answer.text === '') continue
    assert.match(answer.contentType, /^application\/(?:problem\+)?json\b/, name)
    assert.ok(!answer.text.includes('stack'), name)
    JSON.parse(answer.text)
  }
  console.log(`${Object.keys(cases).length} kinds of unusual bytes`)
}

test('bytes that are no proper request are refused at once, and change nothing', async (context) => {
  const { target, port } = await givenListening(context)
  const before = await target.readRevision()
  await assertStatuses(port, brokenBytes)
  assert.equal(await target.readRevision(), before)
})

test('unusual ways to send a proper request are taken', async (context) => {
  const { target, port } = await givenListening(context)
  const before = await target.readRevision()
  await assertStatuses(port, unusualBytes)
  assert.equal(await target.readRevision(), before + 3)
})

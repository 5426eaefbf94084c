// Generated requests, sound and hostile, inside this process: never a 5xx, always the documented shape, and what is
// refused changes nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApi } from './api-document.ts'
import { givenTarget, headersOf, sendRequests, type Send, type Target } from './run.ts'
import { textOf, urlOf } from './requests.ts'

const seed = Number(process.env.ROLECALL_TEST_SEED ?? 20261122)
const count = 20_000

const inject =
  ({ app }: Target): Send =>
  async (request) => {
    const payload = textOf(request)
    const { statusCode, headers, body } = await app.inject({
      method: request.method as 'GET',
      url: urlOf(request),
      headers: headersOf(request),
      ...(payload !== undefined && { payload }),
    })
    return { status: statusCode, contentType: headers['content-type'] ?? '', text: body }
  }

/** What takes an id that only an earlier denial told. */
const unguessable: ReadonlySet<string> = new Set(['explainDenial'])

test(`${count} generated requests get documented answers and change nothing where they are refused`, async (context) => {
  const api = readApi()
  const target = await givenTarget(context)
  const startedAt = performance.now()
  const { requests, statuses, successes, failures } = await sendRequests(api, target, inject(target), { seed, count })
  const seconds = (performance.now() - startedAt) / 1000
  console.log(`${requests} requests, seed ${seed}, ${seconds.toFixed(1)} s: ${JSON.stringify(statuses)}`)
  console.log(`succeeded: ${JSON.stringify(successes)}`)
  assert.deepEqual(failures, [], failures.join('\n\n'))
  assert.equal(requests, count)
  // A generator whose requests hardly ever succeed would prove little.
  const generated = api.operations.filter(({ id }) => !unguessable.has(id))
  for (const { id } of generated) assert.ok((successes[id] ?? 0) >= 10, `${id} succeeded ${successes[id] ?? 0} times`)
})

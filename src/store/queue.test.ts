import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeyedQueue } from './queue.ts'

test('work of one key takes turns in the order it came, work of another key does not wait', async () => {
  const queue = new KeyedQueue()
  const steps: string[] = []
  const gate = Promise.withResolvers<undefined>()
  const first = queue.run('a', async () => {
    steps.push('a1 begins')
    await gate.promise
    steps.push('a1 ends')
  })
  const second = queue.run('a', async () => steps.push('a2'))
  await queue.run('b', async () => steps.push('b'))
  assert.deepEqual(steps, ['a1 begins', 'b'])
  gate.resolve(undefined)
  await Promise.all([first, second])
  assert.deepEqual(steps, ['a1 begins', 'b', 'a1 ends', 'a2'])
})

test('work that fails tells its caller only, and the next goes on', async () => {
  const queue = new KeyedQueue()
  const failing = queue.run('a', async () => {
    throw new Error('a bug')
  })
  const next = queue.run('a', async () => 'done')
  await assert.rejects(failing, /a bug/)
  assert.equal(await next, 'done')
  await queue.settle()
})

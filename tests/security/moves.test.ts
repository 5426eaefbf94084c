// While a folder with all beneath it moves, every answer is that of before or that of after, and never again that of before.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FolderMode } from '../../src/domain/library-records.ts'
import { givenLibraryCalls, type SendToLibrary } from './given-library-calls.ts'

const count = 30

/** What somebody sees of the assets: how many a search counts and gives, and whether a single one is shown. */
async function look(send: SendToLibrary, assetId: string): Promise<string> {
  const found = await send('POST', 'resources/search', { expression: 'tags=moving', max_results: 100 })
  const shown = await send('GET', `resources/${assetId}`)
  const { total_count: total, resources } = found.body as { total_count?: number; resources?: readonly unknown[] }
  return `${found.status}: ${total} counted, ${resources?.length} given; ${shown.status}`
}

const nothing = '200: 0 counted, 0 given; 403'
const all = `200: ${count} counted, ${count} given; 200`
/** The move came between the two calls. */
const [nothingYet, noMore] = ['200: 0 counted, 0 given; 200', `200: ${count} counted, ${count} given; 403`]

/** Holds answers to an order in which each may be repeated; those in the middle may be left out. */
function assertInOrder(answers: readonly string[], order: readonly string[]): void {
  const stages = answers.map((answer) => order.indexOf(answer))
  assert.ok(!stages.includes(-1), `an answer that there is none for: ${answers.find((one) => !order.includes(one))}`)
  assert.deepEqual(stages, stages.toSorted(), answers.join(' | '))
  assert.deepEqual([stages.at(0), stages.at(-1)], [0, order.length - 1])
}

test('answers during a move are those of before, then those of after, with dynamic folders', (t) =>
  watchMove(t, 'dynamic'))

test('answers during a move are those of before, then those of after, with fixed folders', (t) => watchMove(t, 'fixed'))

async function watchMove(t: TestContext, mode: FolderMode): Promise<void> {
  const given = await givenLibraryCalls(t)
  const { acme } = given
  await acme.change((transaction) =>
    transaction.put('library_settings', {
      ...{ accountId: acme.account.id, environmentId: acme.environment('demo'), folderMode: mode },
      ...{ keepsBackups: false, createdAt: 0, updatedAt: 0 },
    }),
  )
  const { send: reader } = await given.holding({ on: { campaigns: ['view_download'] } })
  const { send: former } = await given.holding({ on: { brand: ['view_download'] } })
  for (let number = 0; number < count; number++) {
    await given.upload(`asset-${number}`, { asset_folder: 'brand/logos', tags: 'moving' })
  }
  const { id } = await given.upload('single', { asset_folder: 'brand/logos' })
  const answers = { reader: [await look(reader, id)], former: [await look(former, id)] }
  const moving = { isDone: false }
  const watch = async (send: SendToLibrary, seen: string[]): Promise<void> => {
    while (!moving.isDone) {
      seen.push(await look(send, id))
      await nextTurn()
    }
    seen.push(await look(send, id))
  }
  const watching = [watch(reader, answers.reader), watch(former, answers.former)]
  const moved = await given.by('100')('PUT', 'folders/brand%2Flogos', { to_folder: 'campaigns/logos' })
  moving.isDone = true
  await Promise.all(watching)
  assert.equal(moved.status, 200)
  assertInOrder(answers.reader, [nothing, nothingYet, all])
  assertInOrder(answers.former, [all, noMore, nothing])
}

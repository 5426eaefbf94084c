// Files in pieces, over a restart of the server and by several: whatever happens to a process, the sender goes on.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Refusal } from '../../src/domain/errors.ts'
import { ClaimedUpload, leaseMs } from '../../src/operations/blobs/claimed-upload.ts'
import type { House } from '../../src/operations/house.ts'
import { stageFile } from '../../src/operations/blobs/take-in.ts'
import { sweepStrays } from '../../src/operations/blobs/staging.ts'
import {
  sweepUploads,
  takePiece,
  uploadKey,
  type PiecePlace,
  type TakenPiece,
} from '../../src/operations/blobs/upload-pieces.ts'
import { FileBlobStore } from '../../src/store/blobs/file-blob-store.ts'
import { acmeFile } from '../given/acme.ts'
import { givenHouse } from '../given/house.ts'

const sender = { caller: 'env-demo api_key:100', name: 'u1' }
const content = Buffer.from('the bytes of a file')
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex')

/** A folder with data, and houses over it: each is a process of its own, or the same one started again. */
async function givenPlace(test: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-pieces-'))
  test.after(() => rm(dataDir, { recursive: true, force: true }))
  const blobFolder = join(dataDir, 'blobs')
  const start = async () => {
    const given = await givenHouse(acmeFile, { test, dataDir })
    const house: House = { ...given.house, blobs: new FileBlobStore(blobFolder) }
    return { ...given, house }
  }
  const files = async (): Promise<number> =>
    (await readdir(blobFolder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).length
  return { start, files }
}

async function send(house: House, place: PiecePlace, bytes: Buffer, from = sender): Promise<TakenPiece> {
  const staged = await stageFile(
    house,
    (async function* () {
      yield bytes
    })(),
  )
  return takePiece(house, from, place, { staged, filename: `${from.name}.txt` })
}

const range = (from: number, to: number, total: number | null = null): PiecePlace => ({
  orderedBy: 'ranges',
  from,
  to,
  total,
})
const part = (number: number, total: number | null = null): PiecePlace => ({ orderedBy: 'parts', number, total })
const slice = (from: number, to: number): Buffer => content.subarray(from, to + 1)

const codeOf = async (call: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await call.then(
    () => null,
    (failure: unknown) => failure,
  )
  return error instanceof Refusal ? [error.code, error.more?.reason] : error
}

async function wholeOf(house: House): Promise<string> {
  const { staged } = await new ClaimedUpload(house, uploadKey(sender)).join()
  const chunks: Buffer[] = []
  for await (const chunk of await house.blobs.read(staged.blobId)) chunks.push(chunk as Buffer)
  assert.equal(staged.etag, md5(Buffer.concat(chunks)))
  return Buffer.concat(chunks).toString()
}

test('an upload goes on after the process that began it is gone, and by another one beside it', async (t) => {
  const { start } = await givenPlace(t)
  const first = await start()
  assert.deepEqual(await send(first.house, range(0, 7), slice(0, 7)), { type: 'more', isNew: true, bytes: 8 })
  await first.close()
  const [second, third] = [await start(), await start()]
  assert.deepEqual(await send(second.house, range(0, 7), slice(0, 7)), { type: 'more', isNew: false, bytes: 8 })
  assert.deepEqual(await send(second.house, range(8, 15), slice(8, 15)), { type: 'more', isNew: true, bytes: 16 })
  assert.deepEqual(await send(third.house, range(16, 18, 19), slice(16, 18)), { type: 'whole', isNew: true })
  assert.equal(await wholeOf(third.house), content.toString())
})

test('a process that is killed while it puts a file together leaves it to be put together by another', async (t) => {
  const { start } = await givenPlace(t)
  const { house } = await start()
  await send(house, range(0, 9), slice(0, 9))
  await send(house, range(10, 18, 19), slice(10, 18))
  const next = await start()
  const again = () => send(next.house, range(10, 18, 19), slice(10, 18))
  next.clock.now += leaseMs - 1
  assert.deepEqual(await codeOf(again()), ['upload_underway', undefined])
  next.clock.now += 1
  assert.deepEqual(await again(), { type: 'whole', isNew: false })
  assert.deepEqual(await codeOf(again()), ['upload_underway', undefined])
  assert.equal(await wholeOf(next.house), content.toString())
})

test('pieces stay when a server could not finish, and go when it refused or answered', async (t) => {
  const { start, files } = await givenPlace(t)
  const { house } = await start()
  await send(house, range(0, 9), slice(0, 9))
  await send(house, range(10, 18, 19), slice(10, 18))
  await new ClaimedUpload(house, uploadKey(sender)).failed(false)
  assert.equal(await files(), 2)
  const again = await send(house, range(10, 18, 19), slice(10, 18))
  assert.deepEqual(again, { type: 'whole', isNew: false })
  await new ClaimedUpload(house, uploadKey(sender)).answered('{"public_id":"a"}')
  await sweepStrays(house)
  const replayed = await send(house, range(10, 18, 19), slice(10, 18))
  assert.deepEqual(replayed, { type: 'answered', isNew: false, reply: '{"public_id":"a"}' })
  await send(house, range(0, 9), slice(0, 9), { ...sender, name: 'u2' })
  await send(house, range(10, 18, 19), slice(10, 18), { ...sender, name: 'u2' })
  await new ClaimedUpload(house, uploadKey({ ...sender, name: 'u2' })).failed(true)
  assert.equal(await house.store.findUpload(uploadKey({ ...sender, name: 'u2' }).id), undefined)
})

test('parts come in any order, of any length, and the last one says how many there are', async (t) => {
  const { start } = await givenPlace(t)
  const { house } = await start()
  assert.deepEqual(await send(house, part(2), slice(5, 9)), { type: 'more', isNew: true, bytes: 5 })
  assert.deepEqual(await send(house, part(3, 3), slice(10, 18)), { type: 'more', isNew: true, bytes: 14 })
  assert.deepEqual(await send(house, part(2, 3), slice(5, 9)), { type: 'more', isNew: false, bytes: 14 })
  for (const [place, bytes, why] of [
    [part(1, 4), slice(0, 4), 'an earlier piece said the total is 3'],
    [part(4), slice(0, 4), 'there are 3 parts'],
    [part(2), slice(0, 4), 'other bytes came for this part before'],
    [part(3), slice(10, 18), 'the last part says how many there are'],
    [part(1), Buffer.alloc(0), 'the piece is empty'],
    [range(0, 4), slice(0, 4), 'earlier pieces were sent as parts'],
  ] as const) {
    assert.deepEqual(await codeOf(send(house, place, bytes)), ['invalid_fields', why])
  }
  assert.deepEqual(await send(house, part(1), slice(0, 4)), { type: 'whole', isNew: true })
  assert.equal(await wholeOf(house), content.toString())
  const other = { ...sender, name: 'u2' }
  await send(house, part(5), slice(0, 4), other)
  assert.deepEqual(await codeOf(send(house, part(2, 2), slice(5, 9), other)), ['invalid_fields', 'there are 2 parts'])
  assert.deepEqual(await send(house, part(1, 1), slice(0, 4), { ...sender, name: 'u3' }), { type: 'alone' })
})

test('one sender has 20 uploads under way at most, and others are none of theirs', async (t) => {
  const { start } = await givenPlace(t)
  const { house, clock } = await start()
  for (let count = 0; count < 20; count++) await send(house, range(0, 4), slice(0, 4), { ...sender, name: `u${count}` })
  assert.deepEqual(await codeOf(send(house, range(0, 4), slice(0, 4), { ...sender, name: 'more' })), [
    'too_many_uploads',
    undefined,
  ])
  assert.deepEqual(await send(house, range(5, 9), slice(5, 9)), { type: 'more', isNew: true, bytes: 10 })
  const stranger = { caller: 'env-demo api_key:101', name: sender.name }
  assert.deepEqual(await codeOf(send(house, range(10, 18, 19), slice(10, 18), stranger)), [
    'invalid_fields',
    'the next piece begins at 0',
  ])
  assert.deepEqual(await send(house, range(0, 4), slice(0, 4), stranger), { type: 'more', isNew: true, bytes: 5 })
  clock.now += 60 * 60_000 + 1
  assert.equal(await sweepUploads(house), 21)
  assert.deepEqual(await send(house, range(0, 4), slice(0, 4), { ...sender, name: 'more' }), {
    type: 'more',
    isNew: true,
    bytes: 5,
  })
})

test('pieces that were swept away while they waited are told of, and the upload can begin again', async (t) => {
  const { start } = await givenPlace(t)
  const { house } = await start()
  await send(house, range(0, 9), slice(0, 9))
  await send(house, range(10, 18, 19), slice(10, 18))
  for (const { blobId } of await house.store.listUploadPieces(uploadKey(sender).id)) await house.blobs.remove(blobId)
  const claimed = new ClaimedUpload(house, uploadKey(sender))
  assert.deepEqual(await codeOf(claimed.join()), ['pieces_lost', undefined])
  await claimed.failed(true)
  assert.deepEqual(await send(house, range(0, 9), slice(0, 9)), { type: 'more', isNew: true, bytes: 10 })
})

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { blobId } from '../../domain/ids.ts'
import { BlobMissing, BlobSpaceExhausted, BlobTooLarge } from './blob-store.ts'
import { FileBlobStore } from './file-blob-store.ts'

const id = blobId('ab'.repeat(16))
const text = 'twelve bytes'

function givenFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-file-blobs-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'blobs')
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

const pieces = (...texts: readonly string[]): Readable => Readable.from(texts.map((one) => Buffer.from(one)))

test('a blob that was written is read whole, in parts, and told by its length and MD5', async (t) => {
  const folder = givenFolder(t)
  const blobs = new FileBlobStore(folder)
  // `printf 'twelve bytes' | md5sum`
  const etag = 'c91fa94e14cf2fa5474beceff788c0dc'
  assert.deepEqual(await blobs.write(id, pieces('twelve', ' bytes'), 12), { bytes: 12, etag })
  assert.equal(String(await buffer(await blobs.read(id))), text)
  assert.equal(String(await buffer(await blobs.read(id, { from: 7, to: 8 }))), 'by')
  assert.equal(await blobs.measure(id), 12)
  assert.deepEqual(filesIn(folder), [id])
})

test('a blob of no bytes is a blob', async (t) => {
  const blobs = new FileBlobStore(givenFolder(t))
  assert.equal((await blobs.write(id, pieces(), 0)).bytes, 0)
  assert.equal((await buffer(await blobs.read(id))).length, 0)
})

test('nothing is kept of a blob that is too large, or whose bytes stop coming', async (t) => {
  const folder = givenFolder(t)
  const blobs = new FileBlobStore(folder)
  await assert.rejects(blobs.write(id, pieces(text), 11), BlobTooLarge)
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('the sender went away')
    })(),
  )
  await assert.rejects(blobs.write(id, broken, 100), /the sender went away/)
  assert.deepEqual(filesIn(folder), [])
  await assert.rejects(blobs.read(id), BlobMissing)
  await assert.rejects(blobs.borrow(id), BlobMissing)
  await assert.rejects(blobs.measure(id), BlobMissing)
})

test('a full disk says so, and nothing is kept', async (t) => {
  const folder = givenFolder(t)
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  const bytes = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw full
    })(),
  )
  await assert.rejects(new FileBlobStore(folder).write(id, bytes, 100), BlobSpaceExhausted)
  assert.deepEqual(filesIn(folder), [])
})

test('a blob is removed with what a dead process left of it, and removing it again is no error', async (t) => {
  const folder = givenFolder(t)
  const blobs = new FileBlobStore(folder)
  await blobs.remove(id)
  await blobs.write(id, pieces(text), 100)
  writeFileSync(join(folder, id.slice(0, 2), `${id}.part`), 'half')
  await blobs.remove(id)
  await blobs.remove(id)
  assert.deepEqual(filesIn(folder), [])
})

test('an id that could lead out of the folder is never made a path', async (t) => {
  const blobs = new FileBlobStore(givenFolder(t))
  for (const wrong of ['../../etc/passwd', '', 'AB'.repeat(16), `${id}/`, `${id}.part`]) {
    await assert.rejects(blobs.read(blobId(wrong)), RangeError, wrong)
    await assert.rejects(blobs.write(blobId(wrong), pieces('x'), 1), RangeError, wrong)
    await assert.rejects(blobs.remove(blobId(wrong)), RangeError, wrong)
  }
})

// Bytes in a bucket. The stand-in for a service proves bytes alone: it asks for no right credentials and holds to no conditions.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { readBucket } from '../../src/domain/bucket.ts'
import { blobId } from '../../src/domain/ids.ts'
import { BlobMissing, BlobTooLarge, type BlobStore } from '../../src/store/blobs/blob-store.ts'
import { FileBlobStore } from '../../src/store/blobs/file-blob-store.ts'
import { openS3BlobStore } from '../../src/store/blobs/s3-blob-store.ts'
import { StoreUnavailable } from '../../src/store/errors.ts'
import { filesIn } from '../given/blobs.ts'

const id = blobId('ab'.repeat(16))

interface Given {
  readonly blobs: BlobStore
  /** What lies on this machine. */
  readonly spooled: () => readonly string[]
  readonly stop: () => Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function given(t: TestContext): Promise<Given> {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-s3-'))
  const port = await freePort()
  const program = join(import.meta.dirname, '../../node_modules/s3rver/bin/s3rver.js')
  const service = spawn(
    process.execPath,
    [program, '-a', '127.0.0.1', '-p', String(port), '-d', join(folder, 'objects'), '--configure-bucket', 'media'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const ended = new Promise<void>((resolve) => service.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    service.kill('SIGKILL')
    await ended
  }
  t.after(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  await new Promise<void>((resolve) => service.stdout.once('data', () => resolve()))
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_MAX_ATTEMPTS: '1',
  })
  const bucket = readBucket('s3://media/of/tests')
  assert.ok(bucket)
  const spool = join(folder, 'spool')
  return { blobs: await openS3BlobStore(bucket, new FileBlobStore(spool)), spooled: () => filesIn(spool), stop }
}

const inPieces = (bytes: Buffer): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, at) => bytes.subarray(at * 65_536, (at + 1) * 65_536)),
  )

test('a blob in a bucket has the bytes that were written, whole and in parts, and leaves none on this machine', async (t) => {
  const { blobs, spooled } = await given(t)
  const bytes = randomBytes(3_000_000)
  const etag = createHash('md5').update(bytes).digest('hex')
  assert.deepEqual(await blobs.write(id, inPieces(bytes), 3_000_000), { bytes: 3_000_000, etag })
  assert.ok((await buffer(await blobs.read(id))).equals(bytes))
  assert.ok((await buffer(await blobs.read(id, { from: 100, to: 199 }))).equals(bytes.subarray(100, 200)))
  assert.equal(await blobs.measure(id), 3_000_000)
  const [one, other] = await Promise.all([blobs.borrow(id), blobs.borrow(id)])
  assert.ok((await readFile(one.path)).equals(bytes))
  await one.release()
  assert.ok((await readFile(other.path)).equals(bytes))
  await other.release()
  assert.deepEqual(spooled(), [])
})

test('a blob of no bytes is a blob in a bucket, too', async (t) => {
  const { blobs } = await given(t)
  assert.equal((await blobs.write(id, inPieces(Buffer.alloc(0)), 0)).bytes, 0)
  assert.equal((await buffer(await blobs.read(id))).length, 0)
})

test('a blob that is too large, removed, or was never there is missing', async (t) => {
  const { blobs, spooled } = await given(t)
  await assert.rejects(blobs.write(id, inPieces(Buffer.alloc(11)), 10), BlobTooLarge)
  for (const ask of [() => blobs.read(id), () => blobs.measure(id), () => blobs.borrow(id)])
    await assert.rejects(ask, BlobMissing)
  await blobs.remove(id)
  await blobs.write(id, inPieces(Buffer.alloc(10)), 10)
  await blobs.remove(id)
  await assert.rejects(blobs.read(id), BlobMissing)
  assert.deepEqual(spooled(), [])
})

test('a service that does not answer is told as such, and nothing stays behind', async (t) => {
  const { blobs, spooled, stop } = await given(t)
  await stop()
  await assert.rejects(blobs.write(id, inPieces(Buffer.alloc(10)), 10), StoreUnavailable)
  await assert.rejects(blobs.read(id), StoreUnavailable)
  assert.deepEqual(spooled(), [])
})

test('the address of a bucket is read, and nothing else is taken for one', () => {
  assert.deepEqual(readBucket('s3://media'), { name: 'media', prefix: '' })
  assert.deepEqual(readBucket('s3://my.media-1/a/b/'), { name: 'my.media-1', prefix: 'a/b/' })
  for (const wrong of [
    'media',
    's3://',
    's3://M',
    'http://media',
    's3://media/../x',
    's3://media/a b',
    's3://media?x',
  ]) {
    assert.equal(readBucket(wrong), null, wrong)
  }
})

// Blobs and records in step, whatever happens between them.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import type { BlobId } from '../../src/domain/ids.ts'
import { BlobTooLarge } from '../../src/store/blobs/blob-store.ts'
import { FileBlobStore } from '../../src/store/blobs/file-blob-store.ts'
import { releaseStaged, stageBlob, stagedForMs, sweepStrays } from '../../src/operations/blobs/staging.ts'
import { releaseFile, stageFile, takeIn } from '../../src/operations/blobs/take-in.ts'
import { StoreConflict } from '../../src/store/errors.ts'
import { givenAcme } from '../given/acme.ts'
import { filesIn } from '../given/blobs.ts'
import { usualInstant, type GivenHouse } from '../given/house.ts'
import { refusalOf } from '../given/refusals.ts'
import { pictureIn } from './files.ts'

interface Given extends GivenHouse {
  /** The files in the store of blobs. */
  readonly files: () => readonly string[]
}

async function given(t: TestContext): Promise<Given> {
  const folder = join(givenFolder(t), 'blobs')
  const acme = await givenAcme({ test: t })
  const house = { ...acme.house, blobs: new FileBlobStore(folder) }
  return { ...acme, house, files: () => filesIn(folder) }
}

function givenFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-staging-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function* bytes(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

const adopt = (given: Given, ids: readonly BlobId[]): Promise<void> => given.change((change) => change.adoptBlobs(ids))

test('a blob that was adopted stays, however old', async (t) => {
  const world = await given(t)
  const { blobId } = await stageBlob(world.house, bytes('kept'), 100)
  await adopt(world, [blobId])
  world.clock.now += 10 * stagedForMs
  assert.equal(await sweepStrays(world.house), 0)
  assert.deepEqual(world.files(), [blobId])
})

test('a blob that nobody adopted goes in time, and nobody adopts it then', async (t) => {
  const world = await given(t)
  const { blobId } = await stageBlob(world.house, bytes('stray'), 100)
  world.clock.now += stagedForMs
  assert.equal(await sweepStrays(world.house), 0)
  world.clock.now += 1
  assert.equal(await sweepStrays(world.house), 1)
  assert.deepEqual(world.files(), [])
  await assert.rejects(adopt(world, [blobId]), StoreConflict)
})

test('a blob that records let go is removed at the next look', async (t) => {
  const world = await given(t)
  const { blobId } = await stageBlob(world.house, bytes('old'), 100)
  await adopt(world, [blobId])
  await world.change((change) => change.doomBlobs([blobId], world.clock.now))
  assert.equal(await sweepStrays(world.house), 1)
  assert.equal(await sweepStrays(world.house), 0)
  assert.deepEqual(world.files(), [])
})

test('a transaction that fails lets go of nothing', async (t) => {
  const world = await given(t)
  const { blobId } = await stageBlob(world.house, bytes('kept'), 100)
  await adopt(world, [blobId])
  const failing = world.change(async (change) => {
    await change.doomBlobs([blobId], world.clock.now)
    throw new Error('no')
  })
  await assert.rejects(failing, /no/)
  assert.equal(await sweepStrays(world.house), 0)
  assert.deepEqual(world.files(), [blobId])
})

test('what is released or was never whole leaves neither bytes nor a note', async (t) => {
  const world = await given(t)
  const { blobId } = await stageBlob(world.house, bytes('given up'), 100)
  await releaseStaged(world.house, [blobId, null])
  await assert.rejects(stageBlob(world.house, bytes('much ', 'too ', 'long'), 6), BlobTooLarge)
  assert.deepEqual(world.files(), [])
  world.clock.now += 2 * stagedForMs
  assert.equal(await sweepStrays(world.house), 0)
})

test('a file that is refused leaves nothing; one that is taken in leaves two blobs until it is released', async (t) => {
  const world = await given(t)
  const expected = { kind: 'image', filename: null } as const
  assert.equal((await refusalOf(takeIn(world.house, bytes('no picture'), expected))).code, 'invalid_image')
  assert.deepEqual(world.files(), [])
  const picture = await pictureIn.png()
  const taken = await takeIn(world.house, inPieces(picture), expected)
  assert.equal(world.files().length, 2)
  await releaseFile(world.house, taken.file)
  assert.deepEqual(world.files(), [])
})

async function* inPieces(whole: Buffer): AsyncGenerator<Uint8Array> {
  yield whole
}

test('a file longer than the house allows is refused with the limit', async (t) => {
  const world = await given(t)
  const house = { ...world.house, intake: { sources: { hosts: [] }, maxBytes: 5 } }
  assert.equal((await refusalOf(stageFile(house, bytes('123456')))).message, 'File size too large. Maximum is 5')
  assert.deepEqual(world.files(), [])
})

/** Runs a child process to its end, or until it has said enough; gives what it said, line by line. */
async function run(command: readonly string[], linesBeforeKill = Number.POSITIVE_INFINITY): Promise<readonly string[]> {
  const [program = '', ...parameters] = command
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (lines.length >= linesBeforeKill) child.kill('SIGKILL')
  }
  return lines
}

const childPath = (name: string): string => join(import.meta.dirname, name)

test('on a disk that is full a file is refused, and nothing is left of it', async (t) => {
  const disk = givenFolder(t)
  // A file system of its own of a few pages, in namespaces of its own, so that it takes no rights to mount it.
  const script = 'mount -t tmpfs -o size=256k none "$1" && exec "$2" "$3" "$1"'
  const inside = ['sh', '-c', script, 'sh', disk, process.execPath, childPath('full-disk-child.ts')]
  const said = await run(['unshare', '--user', '--map-root-user', '--mount', ...inside])
  if (said.length === 0) {
    t.diagnostic(
      'this machine lets nobody mount: the full disk was tried by a stand-in alone (file-blob-store.test.ts)',
    )
    return
  }
  assert.deepEqual(said, ['no_room_left', 'files: 0', 'strays later: 0'])
})

test('an upload whose process is killed leaves no half asset, and its bytes go in time', async (t) => {
  for (const killedAfter of [1, 3, 8]) {
    const dataDir = givenFolder(t)
    const acknowledged = await run([process.execPath, childPath('killed-child.ts'), dataDir], killedAfter)
    const world = await givenAcme({ test: t, dataDir, clock: usualInstant + 2 * stagedForMs })
    const folder = join(dataDir, 'blobs')
    const house = { ...world.house, blobs: new FileBlobStore(folder) }
    const swept = await sweepStrays(house)
    const assets = await world.house.store.list('asset', world.account.id)
    t.diagnostic(`${acknowledged.length} acknowledged, ${assets.length} stand, ${swept} swept`)
    assert.deepEqual(
      acknowledged.filter((id) => !assets.some((asset) => asset.id === id)),
      [],
    )
    const held = assets.flatMap(({ file }) => [file.blobId, ...(file.thumbnailId === null ? [] : [file.thumbnailId])])
    assert.deepEqual([...filesIn(folder)].sort(), [...held].sort())
    for (const { file } of assets) {
      const stored = await buffer(await house.blobs.read(file.blobId))
      assert.equal(createHash('md5').update(stored).digest('hex'), file.etag)
    }
  }
})

// The library of the demo account: filled beside a running server, and once.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { demoFileWith } from '../../src/operations/bootstrap/demo-file.ts'
import { demoFiles } from '../../src/operations/bootstrap/demo-files.ts'
import { drawScene } from '../../src/operations/bootstrap/demo-pictures.ts'
import { fillDemoLibrary } from '../../src/operations/bootstrap/fill-demo-library.ts'
import { createLog } from '../../src/server/log.ts'
import { startServer } from '../../src/server/serve.ts'
import { givenHouse } from '../given/house.ts'

const given = (test: TestContext) =>
  givenHouse(
    demoFileWith(() => 'a password'),
    { test },
  )

test('the demo library has at least sixty files of three kinds, in its folders, with tags, context and metadata', async (t) => {
  const { house, account } = await given(t)
  assert.equal(await fillDemoLibrary(house, () => false), true)
  const assets = await house.store.list('asset', account.id)
  assert.equal(assets.length, demoFiles.length)
  const count = (kind: string): number => assets.filter(({ resourceKind }) => resourceKind === kind).length
  assert.deepEqual([count('image'), count('video'), count('raw')], [64, 3, 6])
  assert.ok(assets.every(({ folderId }) => folderId !== null))
  const images = assets.filter(({ resourceKind }) => resourceKind === 'image')
  assert.ok(images.every(({ file }) => file.thumbnailId !== null && file.width === 960))
  assert.equal(new Set(images.map(({ file }) => file.etag)).size, images.length)
  for (const has of [
    ({ tags }) => tags.length > 0,
    ({ context }) => Object.keys(context).length > 0,
    ({ metadata }) => Object.keys(metadata).length > 0,
    ({ delivery }) => delivery !== 'upload',
    ({ accessControl }) => accessControl !== null,
    ({ moderation }) => moderation?.status === 'pending',
  ] satisfies ((asset: (typeof assets)[number]) => boolean)[])
    assert.ok(assets.some(has), String(has))
})

test('filling that was stopped goes on, and makes nothing twice', async (t) => {
  const { house, account } = await given(t)
  let asked = 0
  assert.equal(await fillDemoLibrary(house, () => ++asked > 5), false)
  assert.equal((await house.store.list('asset', account.id)).length, 5)
  asked = -1000
  assert.equal(await fillDemoLibrary(house, () => ++asked > 5), true)
  assert.equal(await fillDemoLibrary(house, () => false), true)
  assert.equal((await house.store.list('asset', account.id)).length, demoFiles.length)
})

test('a server that is stopped while it fills the library leaves the rest to the next start', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rolecall-demo-'))
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  const start = (fillsDemo: boolean) =>
    startServer({
      dataDir,
      databaseUrl: null,
      secretKey: undefined,
      host: '127.0.0.1',
      port: 0,
      bootstrap: null,
      log: createLog('silent'),
      fillsDemo,
    })
  await (await start(true)).close()
  assert.equal(existsSync(join(dataDir, 'demo-library.pending')), true)
})

test('the same seed draws the same picture', () => {
  assert.equal(drawScene('lake', 7), drawScene('lake', 7))
  assert.notEqual(drawScene('lake', 7), drawScene('lake', 9))
})

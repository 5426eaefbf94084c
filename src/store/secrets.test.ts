import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSealer, loadOrCreateSecretKey, SealBroken, secretKeyBytes } from './secrets.ts'

const secretKey = Buffer.alloc(secretKeyBytes, 7)

test('a sealed secret opens again, for its own key only', () => {
  const { open, seal } = createSealer(secretKey)
  for (const secret of ['', 'hunter2', 'Grün 😀', 'x'.repeat(10_000)]) {
    const sealed = seal('k1', secret)
    assert.match(sealed, /^v1\.[0-9a-f]{8}\.[\w-]+$/)
    assert.equal(open('k1', sealed), secret)
    assert.throws(() => open('k2', sealed), SealBroken)
  }
})

test('the same secret is never sealed alike', () => {
  const { seal } = createSealer(secretKey)
  assert.equal(new Set(Array.from({ length: 100 }, () => seal('k', 'secret'))).size, 100)
})

test('a sealed secret that was changed anywhere does not open', () => {
  const { open, seal } = createSealer(secretKey)
  const sealed = seal('k', 'secret')
  const [version = '', name = '', payload = ''] = sealed.split('.')
  const bytes = Buffer.from(payload, 'base64url')
  for (let position = 0; position < bytes.length; position++) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8(bytes.readUInt8(position) ^ 1, position)
    assert.throws(() => open('k', `${version}.${name}.${changed.toString('base64url')}`), SealBroken)
  }
  for (const broken of ['', 'v2.x.y', `${version}.${name}`, `${version}.${name}.`, `v1.00000000.${payload}`]) {
    assert.throws(() => open('k', broken), SealBroken)
  }
})

test('another secret key opens nothing, and is told apart', () => {
  const sealed = createSealer(secretKey).seal('k', 'secret')
  assert.throws(() => createSealer(Buffer.alloc(secretKeyBytes, 8)).open('k', sealed), /another secret key/)
  assert.throws(() => createSealer(Buffer.alloc(16)), RangeError)
})

test('the secret key is made once, for its owner only, and by whoever comes first', () =>
  inDirectory(async (dataDir) => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateSecretKey(dataDir, undefined)))
    assert.equal(keys[0]?.length, secretKeyBytes)
    for (const key of keys) assert.deepEqual(key, keys[0])
    assert.deepEqual(await loadOrCreateSecretKey(dataDir, ''), keys[0])
    assert.deepEqual(await readdir(dataDir), ['secret.key'])
    assert.equal((await stat(join(dataDir, 'secret.key'))).mode & 0o777, 0o600)
    assert.equal((await readFile(join(dataDir, 'secret.key'), 'utf8')).trim(), keys[0].toString('base64'))
  }))

test('a secret key from the environment is taken before the file, which is then not made', () =>
  inDirectory(async (dataDir) => {
    const key = randomBytes(secretKeyBytes)
    assert.deepEqual(await loadOrCreateSecretKey(dataDir, key.toString('base64')), key)
    assert.deepEqual(await readdir(dataDir), [])
    await assert.rejects(loadOrCreateSecretKey(dataDir, 'short'), /ROLECALL_SECRET_KEY/)
    await writeFile(join(dataDir, 'secret.key'), 'short')
    await assert.rejects(loadOrCreateSecretKey(dataDir, undefined), /secret\.key/)
  }))

async function inDirectory(work: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-secrets-'))
  try {
    await work(dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

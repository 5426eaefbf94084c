import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { addSecretKey, dropFormerSecretKeys, loadOrCreateSecretKeys } from './secret-key-file.ts'
import { createSealer, SealBroken, secretKeyBytes } from './secrets.ts'

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
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateSecretKeys(dataDir, undefined)))
    assert.equal(keys[0]?.[0].length, secretKeyBytes)
    for (const key of keys) assert.deepEqual(key, keys[0])
    assert.deepEqual(await loadOrCreateSecretKeys(dataDir, ''), keys[0])
    assert.deepEqual(await readdir(dataDir), ['secret.key'])
    assert.equal((await stat(join(dataDir, 'secret.key'))).mode & 0o777, 0o600)
    assert.equal((await readFile(join(dataDir, 'secret.key'), 'utf8')).trim(), keys[0][0].toString('base64'))
  }))

test('a secret key from the environment is taken before the file, which is then not made', () =>
  inDirectory(async (dataDir) => {
    const key = randomBytes(secretKeyBytes)
    assert.deepEqual(await loadOrCreateSecretKeys(dataDir, key.toString('base64')), [key])
    assert.deepEqual(await readdir(dataDir), [])
    await assert.rejects(loadOrCreateSecretKeys(dataDir, 'short'), /ROLECALL_SECRET_KEY/)
    await writeFile(join(dataDir, 'secret.key'), 'short')
    await assert.rejects(loadOrCreateSecretKeys(dataDir, undefined), /secret\.key/)
  }))

test('a rotation puts a new key before the old one, then leaves it alone; at every point all can be opened', () =>
  inDirectory(async (dataDir) => {
    const [old] = await loadOrCreateSecretKeys(dataDir, undefined)
    const sealed = createSealer(old).seal('k', 'secret')
    const keys = await addSecretKey(dataDir)
    assert.deepEqual(keys.slice(1), [old])
    assert.deepEqual(await loadOrCreateSecretKeys(dataDir, undefined), keys)
    const both = createSealer(...keys)
    const renewed = both.seal('k', both.open('k', sealed))
    assert.throws(() => createSealer(old).open('k', renewed), /another secret key/)
    assert.deepEqual(await dropFormerSecretKeys(dataDir), [keys[0]])
    const [only, ...others] = await loadOrCreateSecretKeys(dataDir, undefined)
    assert.deepEqual(others, [])
    assert.equal(createSealer(only).open('k', renewed), 'secret')
    assert.throws(() => createSealer(only).open('k', sealed), /another secret key/)
    assert.deepEqual(await readdir(dataDir), ['secret.key'])
    assert.equal((await stat(join(dataDir, 'secret.key'))).mode & 0o777, 0o600)
  }))

async function inDirectory(work: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-secrets-'))
  try {
    await work(dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

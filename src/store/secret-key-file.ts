import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { secretKeyBytes } from './secrets.ts'

/** The secret keys of an installation: the first seals, the others only open what they sealed before a rotation. */
export type SecretKeys = readonly [Buffer, ...Buffer[]]

/**
 * Gives the secret keys of an installation: those from the environment (`ROLECALL_SECRET_KEY`, each the base64 of 32
 * bytes, apart by blanks) when there are any, else those of the file `secret.key` in the data directory, made (mode
 * 0600) when absent.
 *
 * @throws RangeError when a key found doesn't have 32 bytes
 */
export async function loadOrCreateSecretKeys(
  dataDir: string,
  fromEnvironment: string | undefined,
): Promise<SecretKeys> {
  if (fromEnvironment !== undefined && fromEnvironment.trim() !== '') {
    return readKeys(fromEnvironment, 'ROLECALL_SECRET_KEY')
  }
  const path = pathIn(dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) await writeFirst(path)
  return readKeys(await readFile(path, 'utf8'), path)
}

/** Puts a new secret key before those in the file. Whatever happens next, both can be opened with what is there. */
export async function addSecretKey(dataDir: string): Promise<SecretKeys> {
  const keys = await loadOrCreateSecretKeys(dataDir, undefined)
  return replaceKeys(dataDir, [newSecretKey(), ...keys])
}

/** Leaves the first secret key alone in the file: nothing is sealed with the others any more. */
export async function dropFormerSecretKeys(dataDir: string): Promise<SecretKeys> {
  const [first] = await loadOrCreateSecretKeys(dataDir, undefined)
  return replaceKeys(dataDir, [first])
}

/** A new secret key. */
export const newSecretKey = (): Buffer => randomBytes(secretKeyBytes)

const pathIn = (dataDir: string): string => join(dataDir, 'secret.key')

function readKeys(text: string, source: string): SecretKeys {
  const keys = text
    .trim()
    .split(/\s+/)
    .map((word) => Buffer.from(word, 'base64'))
  const [first, ...others] = keys
  if (first === undefined || keys.some((key) => key.length !== secretKeyBytes)) {
    throw new RangeError(`${source} must be the base64 of ${secretKeyBytes} bytes`)
  }
  return [first, ...others]
}

async function replaceKeys(dataDir: string, keys: SecretKeys): Promise<SecretKeys> {
  const draft = await writeDraft(pathIn(dataDir), keys)
  await rename(draft, pathIn(dataDir))
  return keys
}

/** Writes a first key beside its place, then links it there: nobody ever sees half of it, and the first one stays. */
async function writeFirst(path: string): Promise<void> {
  const draft = await writeDraft(path, [newSecretKey()])
  try {
    await link(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
}

/** @returns the path of a file that only its owner may read, on disk whole */
async function writeDraft(path: string, keys: SecretKeys): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(keys.map((key) => `${key.toString('base64')}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  return draft
}

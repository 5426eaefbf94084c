import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Seals key secrets so that the database alone doesn't reveal them; signatures need them back, so no hash will do. */
export interface Sealer {
  /** Seals a secret for the key it belongs to; the same secret is sealed differently every time. */
  readonly seal: (keyId: string, secret: string) => string
  /** @throws SealBroken when it was sealed for another key, with another secret key, or was changed */
  readonly open: (keyId: string, sealed: string) => string
}

/** A sealed secret can't be opened: it was changed or swapped, or the secret key is another one. */
export class SealBroken extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`a stored secret can't be opened: ${why}`, options)
    this.name = 'SealBroken'
  }
}

/** Bytes of a secret key. */
export const secretKeyBytes = 32

const version = 'v1'
const cipherName = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Makes a sealer: AES-256-GCM, a random nonce each, the owner's key id as additional data.
 * Sealed: `v1.<8 hex characters that name the secret key>.<base64url of nonce, text and tag>`. */
export function createSealer(secretKey: Buffer): Sealer {
  if (secretKey.length !== secretKeyBytes) throw new RangeError(`a secret key has ${secretKeyBytes} bytes`)
  const fingerprint = hashOf(`rolecall secret key ${secretKey.toString('hex')}`).slice(0, 8)
  return {
    seal: (keyId, secret) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(cipherName, secretKey, nonce, { authTagLength: tagBytes })
      cipher.setAAD(Buffer.from(`${version}:${keyId}`))
      const bytes = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${version}.${fingerprint}.${bytes.toString('base64url')}`
    },
    open: (keyId, sealed) => {
      const [prefix, sealedWith, payload] = sealed.split('.')
      if (prefix !== version || payload === undefined) throw new SealBroken('unknown form')
      if (sealedWith !== fingerprint) throw new SealBroken('it was sealed with another secret key')
      return openBytes(secretKey, `${version}:${keyId}`, Buffer.from(payload, 'base64url'))
    },
  }
}

/**
 * Gives the secret key of an installation: the one from the environment (`ROLECALL_SECRET_KEY`, base64 of 32 bytes)
 * when there is one, else that of the file `secret.key` in the data directory, made (mode 0600) when absent.
 *
 * @throws RangeError when the key found doesn't have 32 bytes
 */
export async function loadOrCreateSecretKey(dataDir: string, fromEnvironment: string | undefined): Promise<Buffer> {
  if (fromEnvironment !== undefined && fromEnvironment !== '') {
    return toSecretKey(fromEnvironment, 'ROLECALL_SECRET_KEY')
  }
  const path = join(dataDir, 'secret.key')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) await createSecretKey(path)
  return toSecretKey(await readFile(path, 'utf8'), path)
}

/** SHA-256 in hex. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function toSecretKey(text: string, source: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== secretKeyBytes) throw new RangeError(`${source} must be the base64 of ${secretKeyBytes} bytes`)
  return key
}

/** Writes a new key beside its place, then links it there: nobody ever sees half of it, and the first one stays. */
async function createSecretKey(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(secretKeyBytes).toString('base64')}\n`)
    await file.sync()
    await link(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await file.close()
    await unlink(draft)
  }
}

function openBytes(secretKey: Buffer, additional: string, bytes: Buffer): string {
  if (bytes.length < nonceBytes + tagBytes) throw new SealBroken('it is too short')
  const decipher = createDecipheriv(cipherName, secretKey, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(additional))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new SealBroken('it was changed, or belongs to another key', { cause })
  }
}

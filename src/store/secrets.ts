import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

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

/**
 * Makes a sealer: AES-256-GCM, a random nonce each, the owner's key id as additional data.
 * Sealed: `v1.<8 hex characters that name the secret key>.<base64url of nonce, text and tag>`.
 *
 * @param secretKey seals, and opens
 * @param former open what they sealed, while a rotation is under way
 */
export function createSealer(secretKey: Buffer, ...former: readonly Buffer[]): Sealer {
  const keyByFingerprint = new Map([...former, secretKey].map((key) => [fingerprintOf(key), key]))
  const fingerprint = fingerprintOf(secretKey)
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
      const key = keyByFingerprint.get(sealedWith ?? '')
      if (key === undefined) throw new SealBroken('it was sealed with another secret key')
      return openBytes(key, `${version}:${keyId}`, Buffer.from(payload, 'base64url'))
    },
  }
}

function fingerprintOf(secretKey: Buffer): string {
  if (secretKey.length !== secretKeyBytes) throw new RangeError(`a secret key has ${secretKeyBytes} bytes`)
  return hashOf(`rolecall secret key ${secretKey.toString('hex')}`).slice(0, 8)
}

/** SHA-256 in hex. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

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

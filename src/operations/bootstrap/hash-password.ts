import { argon2, randomBytes } from 'node:crypto'

/**
 * Hashes a password with Argon2id, a new salt each time.
 *
 * @returns `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, salt and hash in base64 without padding
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html (19 MiB, 2 passes)
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password.normalize('NFC'), salt)
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${unpadded(salt)}$${unpadded(hash)}`
}

const memory = 19_456
const passes = 2

const derive = (message: string, nonce: Buffer): Promise<Buffer> =>
  new Promise((done, fail) => {
    argon2('argon2id', { message, nonce, memory, passes, parallelism: 1, tagLength: 32 }, (error, hash) => {
      if (error === null) done(hash)
      else fail(error)
    })
  })

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

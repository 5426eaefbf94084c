import { argon2, randomBytes } from 'node:crypto'

/**
 * Hashes a password with Argon2id, a new salt each time.
 *
 * @returns `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, salt and hash in base64 without padding
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html (19 MiB, 2 passes)
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await deriveHash(password, salt, { memory, passes })
  return `${currentForm}${unpadded(salt)}$${unpadded(hash)}`
}

const memory = 19_456
const passes = 2

/** How every hash begins that is made by now. */
export const currentForm = `$argon2id$v=19$m=${memory},t=${passes},p=1$`

/** Derives the hash of a password; it is compared in Unicode NFC. */
export function deriveHash(
  password: string,
  nonce: Buffer,
  cost: { readonly memory: number; readonly passes: number },
): Promise<Buffer> {
  const message = password.normalize('NFC')
  return new Promise((done, fail) => {
    argon2('argon2id', { message, nonce, ...cost, parallelism: 1, tagLength: 32 }, (error, hash) => {
      if (error === null) done(hash)
      else fail(error)
    })
  })
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

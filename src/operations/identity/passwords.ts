import { timingSafeEqual } from 'node:crypto'
import { refusal } from '../../domain/errors.ts'
import { currentForm, deriveHash } from '../bootstrap/hash-password.ts'

/** What a new password must be like. */
export const passwordRules = { shortest: 10, longest: 256 } as const

/**
 * Reads a new password: 10 to 256 characters, and not the e-mail of its user. No other rules, as they make passwords
 * no better.
 *
 * @returns as sent
 * @throws Refusal `password_unfit`
 * @see https://pages.nist.gov/800-63-4/sp800-63b.html (read 2026-11-22)
 */
export function readNewPassword(sent: string, email: string): string {
  const password = sent.normalize('NFC')
  const { length } = Array.from(password)
  if (length < passwordRules.shortest) throw unfit(`have ${passwordRules.shortest} characters or more`)
  if (length > passwordRules.longest) throw unfit(`have ${passwordRules.longest} characters or less`)
  if (password.toLowerCase() === email.normalize('NFC').toLowerCase()) throw unfit('not be the e-mail address')
  return sent
}

const unfit = (why: string): Error =>
  refusal('password_unfit', { why }, { fields: [{ name: 'password', value: null }] })

/** What came of comparing a password with a hash. */
export interface ComparedPassword {
  readonly isRight: boolean
  /** The hash was made at another cost than hashes are made by now. */
  readonly isOutdated: boolean
}

/**
 * Compares a password with its hash. Without a hash it takes the same time, and is wrong: nobody learns by it whether a
 * user exists or has a password.
 */
export async function comparePassword(password: string, hash: string | undefined): Promise<ComparedPassword> {
  const read = readHash(hash ?? decoy)
  const derived = await deriveHash(password, read.salt, read)
  const isSame = derived.length === read.hash.length && timingSafeEqual(derived, read.hash)
  return { isRight: isSame && hash !== undefined, isOutdated: hash !== undefined && !hash.startsWith(currentForm) }
}

/** A hash of nothing anybody knows, made as hashes are by now. */
const decoy = `${currentForm}${'A'.repeat(22)}$${'A'.repeat(43)}`

function readHash(text: string) {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(text)
  const [, memory, passes, salt = '', hash = ''] = parts ?? []
  if (parts === null) throw new TypeError('a stored password has an unknown form')
  return {
    memory: Number(memory),
    passes: Number(passes),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

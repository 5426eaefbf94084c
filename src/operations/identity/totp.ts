import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../domain/instant.ts'

/** A step lasts so long, in milliseconds. */
export const totpStepMs = 30_000

/** The bytes of an authenticator's secret, as RFC 4226 recommends. */
export const totpSecretBytes = 20

/**
 * The code of an authenticator at one step: six digits.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6238 with SHA-1, which every authenticator has (read 2026-11-22)
 */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** The step an instant lies in. */
export const totpStepOf = (at: Instant): number => Math.floor(at / totpStepMs)

/** Finds the step a code is of: the present one, the one before or the one after; null for any other code. */
export function findTotpStep(secret: Buffer, code: string, at: Instant): number | null {
  const now = totpStepOf(at)
  const steps = [now, now - 1, now + 1].filter((step) => isSameCode(totpCode(secret, step), code))
  return steps[0] ?? null
}

function isSameCode(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What an authenticator reads from a picture or takes by hand. */
export const totpUri = (secret: string, account: string, email: string): string => {
  const label = `${encodeURIComponent(account)}:${encodeURIComponent(email)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(account)}&algorithm=SHA1&digits=6&period=30`
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes in base 32 without padding (RFC 4648). */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** Undoes {@link toBase32}. */
export function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}

import { createHash } from 'node:crypto'
import type { Instant } from '../../domain/instant.ts'
import type { Identity, UserKey } from '../../store/identity.ts'
import type { Sealer } from '../../store/secrets.ts'
import { userText } from './throttle.ts'
import { findTotpStep, fromBase32, toBase32 } from './totp.ts'

/** What the secret of a user's authenticator is sealed for. */
export const sealedFor = (user: UserKey): string => `totp:${userText(user)}`

/** How many recovery codes a user gets. */
export const recoveryCodeCount = 10

const recoveryBytes = 10

/** Spells random bytes as a recovery code: 16 letters and digits in groups of four. */
export const toRecoveryCode = (bytes: Buffer): string =>
  (toBase32(bytes.subarray(0, recoveryBytes)).match(/.{4}/g) ?? []).join('-').toLowerCase()

/** What is kept of a recovery code: it is too long to be guessed, so a plain hash will do. */
export const hashOfRecoveryCode = (user: UserKey, code: string): string =>
  createHash('sha256')
    .update(`${userText(user)} ${plain(code)}`)
    .digest('hex')

const plain = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Uses up a code of a confirmed authenticator or a recovery code. False: it is wrong, or was used already. */
export async function useCode(
  user: UserKey,
  code: string,
  at: Instant,
  sealer: Sealer,
  identity: Identity,
): Promise<boolean> {
  const factor = await identity.factors.find(user)
  if (factor?.isConfirmed !== true) return false
  if (/^\s*\d{3}\s?\d{3}\s*$/.test(code)) return useTotpCode(user, code, at, sealer, identity)
  return identity.factors.takeRecoveryCode(user, hashOfRecoveryCode(user, code))
}

/** Uses up a code of an authenticator, confirmed or not: its step and all before it are spent. */
export async function useTotpCode(
  user: UserKey,
  code: string,
  at: Instant,
  sealer: Sealer,
  identity: Identity,
): Promise<boolean> {
  const factor = await identity.factors.find(user)
  if (factor === undefined) return false
  const secret = fromBase32(sealer.open(sealedFor(user), factor.sealed))
  const step = findTotpStep(secret, code.replaceAll(/\s/g, ''), at)
  return step !== null && step > factor.lastStep && identity.factors.takeStep(user, step)
}

import { createHash } from 'node:crypto'
import { refusal } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AttemptRule, Identity, UserKey } from '../../store/identity.ts'

const second = 1000
const minute = 60 * second

/** How attempts are slowed down, by what they are counted for. */
export const attemptRules = {
  /** One e-mail from one network, whether anybody has it or not. */
  email_sender: { free: 5, firstWaitMs: second, longestWaitMs: 15 * minute, forgetAfterMs: 60 * minute },
  /** One e-mail from everywhere that nobody has signed in from: who guesses from many networks is stopped by it. */
  email: { free: 100, firstWaitMs: minute, longestWaitMs: 15 * minute, forgetAfterMs: 60 * minute },
  /** One network address: many people may share it. */
  address: { free: 30, firstWaitMs: second, longestWaitMs: 15 * minute, forgetAfterMs: 60 * minute },
  /** The password or the codes of one user who has come half-way, or is signed in. */
  user: { free: 5, firstWaitMs: second, longestWaitMs: 15 * minute, forgetAfterMs: 60 * minute },
  /** The password of one public link, from one network. */
  link_sender: { free: 10, firstWaitMs: second, longestWaitMs: 15 * minute, forgetAfterMs: 60 * minute },
  /** The same, while very many guess at that link. */
  link_sender_under_attack: { free: 3, firstWaitMs: second, longestWaitMs: 15 * minute, forgetAfterMs: 60 * minute },
  /** One public link, from everywhere: nobody waits for it, it tells an attack. */
  link: { free: 300, firstWaitMs: 15 * minute, longestWaitMs: 15 * minute, forgetAfterMs: 60 * minute },
  /** Letters to one e-mail. */
  letter: { free: 3, firstWaitMs: minute, longestWaitMs: 60 * minute, forgetAfterMs: 24 * 60 * minute },
} as const satisfies Record<string, AttemptRule>

/** What attempts are counted for. */
export interface Counted {
  readonly rule: keyof typeof attemptRules
  /** An e-mail, an address, or what {@link userText} gives. */
  readonly of: string
}

/** Tells one user of the installation from all others. */
export const userText = ({ accountId, id }: UserKey): string => JSON.stringify([accountId, id])

/** What is kept of whom attempts are counted for: no e-mail and no address. */
export const idOfCounted = ({ rule, of }: Counted): string =>
  createHash('sha256')
    .update(`${rule} ${of.normalize('NFC').toLowerCase()}`)
    .digest('hex')

/** Takes an attempt back that went well: it must not slow down others at the same address. */
export const takeBackAttempt = (counted: Counted, { attempts }: Identity): Promise<void> =>
  attempts.takeBack(idOfCounted(counted))

/**
 * Counts an attempt, before it is made.
 *
 * @throws Refusal `too_many_attempts` while one must wait; then nothing is counted
 */
export async function countAttempt(counted: Counted, at: Instant, identity: Identity): Promise<void> {
  const blockedUntil = await noteAttempt(counted, at, identity)
  if (blockedUntil === null) return
  const seconds = Math.ceil((blockedUntil - at) / second)
  throw refusal('too_many_attempts', { seconds }, { more: { retryAfter: seconds } })
}

/** Counts an attempt, and makes nobody wait. @returns until when the rule would; null when the attempt was counted */
export const noteAttempt = (counted: Counted, at: Instant, { attempts }: Identity): Promise<Instant | null> =>
  attempts.count(idOfCounted(counted), attemptRules[counted.rule], at)

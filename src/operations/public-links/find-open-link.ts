import type { PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { accountId, linkId } from '../../domain/ids.ts'
import { AccountUnknown } from '../../store/errors.ts'
import type { House } from '../house.ts'
import { comparePassword } from '../identity/passwords.ts'
import { countAttempt, idOfCounted, takeBackAttempt, type Counted } from '../identity/throttle.ts'
import { idOfToken } from '../identity/tokens.ts'
import type { Caller } from '../operation.ts'
import { makerOf, statusOf } from './link-place.ts'
import { loadTargetOf } from './link-target.ts'

/** A link that opens now. */
export interface OpenLink {
  readonly link: PublicLinkRecord
  /** Null when it has no password. */
  readonly passwordHash: string | null
  /** Its maker, as whom everything is done for visitors. */
  readonly maker: Caller
}

/**
 * Finds the link that a token opens now: it is there, hasn't expired, its maker is active and may have it.
 *
 * @returns null for any other token, whatever the reason: nobody learns whether it ever was one
 */
export async function findOpenLink(house: House, token: string, requestId: string | null): Promise<OpenLink | null> {
  const link = await house.store.findPublicLinkByToken(idOfToken(token))
  const secret = await house.store.findLinkSecret(link ?? nowhere)
  const by = link === undefined ? null : makerOf(link)
  if (link === undefined || secret === undefined || by === null) return null
  const maker = { accountId: link.accountId, by, requestId }
  const at = house.clock()
  try {
    const engine = await house.accounts.engineOf(link.accountId)
    const target = await loadTargetOf(link, { store: house.store, caller: maker, at })
    if (statusOf(link, target, { engine, at }) !== 'open') return null
  } catch (error) {
    if (error instanceof AccountUnknown) return null
    throw error
  }
  return { link, passwordHash: secret.passwordHash, maker }
}

const nowhere = { accountId: accountId(''), id: linkId('') }

/**
 * Tells whether a visitor knows the password of a link. Attempts are counted for the link and for the visitor's network.
 *
 * @throws Refusal `too_many_attempts`
 */
export async function knowsPassword(
  { link, passwordHash }: OpenLink,
  { password, network }: { readonly password: string; readonly network: string },
  { store: { identity }, clock }: House,
): Promise<boolean> {
  const ofLink: Counted = { rule: 'link', of: JSON.stringify([link.accountId, link.id]) }
  const ofNetwork: Counted = { rule: 'address', of: network }
  const at = clock()
  await countAttempt(ofNetwork, at, identity)
  await countAttempt(ofLink, at, identity)
  const { isRight } = await comparePassword(password, passwordHash ?? undefined)
  if (!isRight) return false
  await identity.attempts.forget(idOfCounted(ofLink))
  await takeBackAttempt(ofNetwork, identity)
  return true
}

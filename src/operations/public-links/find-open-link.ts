import type { PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { accountId, linkId } from '../../domain/ids.ts'
import { AccountUnknown } from '../../store/errors.ts'
import type { House } from '../house.ts'
import { comparePassword } from '../identity/passwords.ts'
import { countAttempt, idOfCounted, noteAttempt, takeBackAttempt, type Counted } from '../identity/throttle.ts'
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
 * Tells whether a visitor knows the password of a link. Attempts are counted for the visitor's network, and for this link from
 * there: whoever guesses keeps nobody else waiting. Where very many guess at one link, each network has fewer tries.
 *
 * @throws Refusal `too_many_attempts`
 */
export async function knowsPassword(
  { link, passwordHash }: OpenLink,
  { password, network }: { readonly password: string; readonly network: string },
  { store: { identity }, clock }: House,
): Promise<boolean> {
  const at = clock()
  const ofLink: Counted = { rule: 'link', of: JSON.stringify([link.accountId, link.id]) }
  const ofNetwork: Counted = { rule: 'address', of: network }
  const ofSender = (rule: Counted['rule']): Counted => ({
    rule,
    of: JSON.stringify([link.accountId, link.id, network]),
  })
  await countAttempt(ofNetwork, at, identity)
  await countAttempt(ofSender('link_sender'), at, identity)
  const isUnderAttack = (await noteAttempt(ofLink, at, identity)) !== null
  if (isUnderAttack) await countAttempt(ofSender('link_sender_under_attack'), at, identity)
  const { isRight } = await comparePassword(password, passwordHash ?? undefined)
  if (!isRight) return false
  for (const rule of ['link_sender', 'link_sender_under_attack'] as const)
    await identity.attempts.forget(idOfCounted(ofSender(rule)))
  await takeBackAttempt(ofNetwork, identity)
  if (!isUnderAttack) await takeBackAttempt(ofLink, identity)
  return true
}

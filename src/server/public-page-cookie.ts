import { isExpired, type Instant } from '../domain/instant.ts'
import type { OpenLink } from '../operations/public-links/find-open-link.ts'
import { hashOf, SealBroken, type Sealer } from '../store/secrets.ts'

/** How long a visitor who gave the password needn't give it again. */
export const passLifetimeMs = 12 * 60 * 60 * 1000

const name = 'rolecall_link'

/**
 * Spells the cookie of a visitor who knows the password of a link: sealed for this link with this very password, sent back
 * to its address alone, out of reach of scripts.
 *
 * @param address of the link, from the first slash on
 */
export function writePass(
  open: OpenLink,
  { address, isSecure, at }: { readonly address: string; readonly isSecure: boolean; readonly at: Instant },
  sealer: Sealer,
): string {
  const pass = sealer.seal(sealedFor(open), String(at + passLifetimeMs))
  const attributes = `Path=${address}; HttpOnly; SameSite=Lax; Max-Age=${passLifetimeMs / 1000}`
  return `${name}=${pass}; ${attributes}${isSecure ? '; Secure' : ''}`
}

/** Tells whether a `Cookie` header has a pass to a link that is still good. */
export function hasPass(header: string | undefined, open: OpenLink, at: Instant, sealer: Sealer): boolean {
  return (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .some((part) => isGood(part.slice(name.length + 1), open, at, sealer))
}

function isGood(pass: string, open: OpenLink, at: Instant, sealer: Sealer): boolean {
  try {
    return !isExpired(Number(sealer.open(sealedFor(open), pass)), at)
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}

/** Whoever changes the password of a link takes every pass to it away. */
const sealedFor = ({ link: { accountId, id }, passwordHash }: OpenLink): string =>
  `pass of public link ${JSON.stringify([accountId, id, hashOf(passwordHash ?? '')])}`

import { SealBroken, type Sealer } from '../store/secrets.ts'

/** What a session's secret is sealed for, as a cookie: nobody without the installation's key makes one. */
const sealedFor = 'session cookie'

/** How long browsers keep the cookie, in seconds; the server may end the session earlier. */
const maxAgeSeconds = 7 * 24 * 60 * 60

/** The name of the cookie. Over HTTPS browsers take one of this name from this very host alone, and only secure. */
export const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-rolecall' : 'rolecall')

/** Spells the cookie of a session: not to be read by scripts, not sent along with requests other sites begin. */
export function writeCookie(secret: string, isSecure: boolean, sealer: Sealer): string {
  return `${cookieName(isSecure)}=${sealer.seal(sealedFor, secret)}; ${attributesOf(isSecure)}; Max-Age=${maxAgeSeconds}`
}

/** Spells what makes a browser forget the cookie. */
export const clearedCookie = (isSecure: boolean): string =>
  `${cookieName(isSecure)}=; ${attributesOf(isSecure)}; Max-Age=0`

/**
 * Reads the secret of the session from a `Cookie` header.
 *
 * @returns null when there is no cookie of the name, more than one, or one that this installation didn't seal
 */
export function readCookie(header: string | undefined, isSecure: boolean, sealer: Sealer): string | null {
  const start = `${cookieName(isSecure)}=`
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start))
  const [only] = found
  if (only === undefined || found.length > 1) return null
  try {
    return sealer.open(sealedFor, only.slice(start.length))
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}

const attributesOf = (isSecure: boolean): string => `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

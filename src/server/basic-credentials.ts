/** What a caller signs in with. */
export interface Credentials {
  readonly keyId: string
  readonly secret: string
}

/** Longest `Authorization` header that is read, in characters. */
export const maxAuthorizationLength = 4096

/**
 * Reads HTTP Basic credentials.
 *
 * The scheme's case doesn't matter, the text is UTF-8 (RFC 7617), everything after the first colon is the secret.
 *
 * @param header as {@link readAuthorization} has it
 * @returns null when there is none, or one of another scheme, or a malformed one
 * @see https://www.rfc-editor.org/rfc/rfc7617 (read 2026-11-22)
 */
export function readCredentials(header: string | null): Credentials | null {
  const encoded = /^\s*basic +([A-Za-z0-9+/]+={0,2})\s*$/i.exec(header ?? '')?.[1]
  const text = encoded === undefined ? null : decode(encoded)
  if (text === null) return null
  const colon = text.indexOf(':')
  if (colon < 1 || colon === text.length - 1) return null
  return { keyId: text.slice(0, colon), secret: text.slice(colon + 1) }
}

/**
 * Reads an access token from the headers of a request: of the scheme `Bearer`, in the only form that we make.
 *
 * @returns null when the header is absent, repeated, of another scheme, or malformed
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 (read 2026-11-30)
 */
export const readBearer = (rawHeaders: readonly string[]): string | null =>
  /^\s*bearer +([A-Za-z0-9_-]{43})\s*$/i.exec(readAuthorization(rawHeaders) ?? '')?.[1] ?? null

/**
 * Reads the `Authorization` header as it was sent.
 *
 * @param rawHeaders names and values by turns, as Node gives them: the only form that shows a repeated header
 * @returns null when it is absent, repeated or longer than {@link maxAuthorizationLength}
 */
export function readAuthorization(rawHeaders: readonly string[]): string | null {
  let found: string | null = null
  for (let position = 0; position < rawHeaders.length; position += 2) {
    if (!isAuthorization(rawHeaders[position] ?? '')) continue
    if (found !== null) return null
    found = rawHeaders[position + 1] ?? ''
  }
  return found === null || found.length > maxAuthorizationLength ? null : found
}

const authorization = 'authorization'

/** Most other names have another length. */
const isAuthorization = (name: string): boolean =>
  name.length === authorization.length && name.toLowerCase() === authorization

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text; null when the bytes aren't UTF-8 or hold a control character. */
function decode(encoded: string): string | null {
  try {
    const text = utf8.decode(Buffer.from(encoded, 'base64'))
    return /\p{Cc}/u.test(text) ? null : text
  } catch {
    return null
  }
}

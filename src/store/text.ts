/** Longest id that is kept, in bytes of stored UTF-8: every index must hold five of them (PostgreSQL: 2,704 bytes). */
export const maxIdBytes = 400

/** Longest name, e-mail or cloud name that is kept, in bytes of stored UTF-8: an index holds it beside three ids. */
export const maxNameBytes = 1200

/**
 * Makes any JavaScript text one that both databases keep: PostgreSQL refuses U+0000, UTF-8 has no lone surrogates.
 *
 * U+0001 becomes the sign of an escape. Different texts stay different and keep their order by bytes (lone surrogates
 * come after U+0001 instead of after U+D7FF).
 */
export function toStoredText(text: string): string {
  if (!needsEscape.test(text) && text.isWellFormed()) return text
  return text.replaceAll(escaped, (sign) => {
    if (sign === '\u0000') return `${escape}\u0001`
    if (sign === '\u0001') return `${escape}\u0002`
    return `${escape}\u0003${sign.charCodeAt(0).toString(16)}`
  })
}

/** Undoes {@link toStoredText}. */
export function fromStoredText(stored: string): string {
  if (!stored.includes(escape)) return stored
  return stored.replaceAll(escapes, (_all, sign: string, surrogate: string | undefined) => {
    if (surrogate !== undefined) return String.fromCharCode(Number.parseInt(surrogate, 16))
    return sign === '\u0001' ? '\u0000' : '\u0001'
  })
}

/** The length of a text as it is stored, in bytes. */
export const storedBytes = (text: string): number => Buffer.byteLength(toStoredText(text))

const escape = '\u0001'
const needsEscape = /[\u0000\u0001]/
const escaped = /[\u0000\u0001]|\p{Surrogate}/gu
const escapes = /\u0001(?:([\u0001\u0002])|\u0003([0-9a-f]{4}))/g

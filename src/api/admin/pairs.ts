/**
 * Reads pairs as texts spell them, `key=value|other=value`; a backslash before `=` or `|` takes its meaning away. The
 * value goes to the next bar, further equals signs included.
 *
 * @returns null when a pair has no equals sign or no key, or a key stands twice
 */
export function readPairs(sent: string): Readonly<Record<string, string>> | null {
  const pairs = new Map<string, string>()
  for (const part of splitAt(sent, '|')) {
    const [key = '', ...rest] = splitAt(part, '=')
    if (key === '' || rest.length === 0 || pairs.has(unescape(key))) return null
    pairs.set(unescape(key), unescape(rest.join('=')))
  }
  return Object.fromEntries(pairs)
}

/** Spells pairs so that {@link readPairs} reads the same; as in the vendor's clients, no value can end in a backslash. */
export const spellPairs = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([key, value]) => `${escape(key)}=${escape(value)}`)
    .join('|')

/** Splits a text at a sign that no backslash stands before; the backslashes stay. */
function splitAt(text: string, sign: string): readonly string[] {
  const parts = ['']
  for (let position = 0; position < text.length; position++) {
    const one = text.charAt(position)
    const next = text.charAt(position + 1)
    if (one === '\\' && isMeant(next)) parts.push(`${parts.pop() ?? ''}${one}${text.charAt(++position)}`)
    else if (one === sign) parts.push('')
    else parts.push(`${parts.pop() ?? ''}${one}`)
  }
  return parts
}

const isMeant = (sign: string): boolean => sign === '=' || sign === '|'

const unescape = (text: string): string => text.replaceAll(/\\([=|])/g, '$1')

const escape = (text: string): string => text.replaceAll(/[=|]/g, String.raw`\$&`)

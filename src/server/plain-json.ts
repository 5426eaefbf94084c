import { maxDepth } from '../domain/nested-json.ts'

/** Names that could reach into prototypes, and escapes that could spell them: see `acceptBodies`. */
const suspicious = ['__proto__', 'constructor', '\\u'] as const

/**
 * Reads a JSON body that nothing is wrong or unusual with.
 *
 * @throws Error for any other; the framework's own reader says what of it is refused, and why
 */
export function plainJson(text: string): unknown {
  for (const part of suspicious) if (text.includes(part)) throw new Error('the body may not be plain')
  const value: unknown = JSON.parse(text)
  if (isDeep(value, maxDepth)) throw new Error('the body is deep')
  return value
}

/** As `isDeeper`, of a value: there is much less to look at than in its text. */
function isDeep(value: unknown, room: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (room === 0) return true
  if (Array.isArray(value)) return value.some((element) => isDeep(element, room - 1))
  const members = value as Readonly<Record<string, unknown>>
  for (const name in members) {
    const member = members[name]
    if (typeof member === 'object' && isDeep(member, room - 1)) return true
  }
  return false
}

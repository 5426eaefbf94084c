import { maxDepth } from '../domain/nested-json.ts'

/**
 * Reads a JSON body that nothing is wrong or unusual with.
 *
 * @throws Error for any other; the framework's own reader says what of it is refused, and why
 */
export function plainJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (isUnusual(value, maxDepth)) throw new Error('the body may not be plain')
  return value
}

/** Tells of a value whether it is too deep (as `isDeeper` does of a text), or has names that could reach into prototypes. */
function isUnusual(value: unknown, room: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (room === 0) return true
  if (Array.isArray(value)) return value.some((element) => isUnusual(element, room - 1))
  const members = value as Readonly<Record<string, unknown>>
  for (const name in members) {
    if (name === '__proto__' || name === 'constructor') return true
    const member = members[name]
    if (typeof member === 'object' && isUnusual(member, room - 1)) return true
  }
  return false
}

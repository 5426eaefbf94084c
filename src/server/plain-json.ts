import { isDeeper, maxDepth } from '../domain/nested-json.ts'

/** Names that could reach into prototypes, and escapes that could spell them: see `acceptBodies`. */
const suspicious = ['__proto__', 'constructor', '\\u'] as const

/**
 * Reads a JSON body that nothing is wrong or unusual with.
 *
 * @throws Error for any other; the framework's own reader says what of it is refused, and why
 */
export function plainJson(text: string): unknown {
  for (const part of suspicious) if (text.includes(part)) throw new Error('the body may not be plain')
  if (isDeeper(text, maxDepth)) throw new Error('the body is deep')
  return JSON.parse(text)
}

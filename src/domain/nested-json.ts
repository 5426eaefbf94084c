/** How many objects and arrays may lie inside each other in what callers send. */
export const maxDepth = 64

/** Reads JSON that a caller sent as a text, as where a field holds it. @throws SyntaxError also when it is nested too deeply */
export function parseNested(text: string): unknown {
  if (isDeeper(text, maxDepth)) throw new SyntaxError(`nested deeper than ${maxDepth}`)
  return JSON.parse(text)
}

/** Tells whether brackets of a JSON text lie deeper than a limit, without building anything; brackets in strings don't count. */
export function isDeeper(text: string, limit: number): boolean {
  let depth = 0
  let isInString = false
  for (let position = 0; position < text.length; position++) {
    const sign = text.charCodeAt(position)
    if (isInString) {
      if (sign === backslash) position++
      else if (sign === quote) isInString = false
    } else if (sign === quote) isInString = true
    else if (sign === openBracket || sign === openBrace) {
      if (++depth > limit) return true
    } else if (sign === closeBracket || sign === closeBrace) depth--
  }
  return false
}

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

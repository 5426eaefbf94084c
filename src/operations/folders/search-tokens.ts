/** One sign or word of a search expression; `position` counts characters from 0. */
export interface Token {
  readonly type: 'word' | 'quoted' | 'operator' | 'open' | 'close' | 'minus' | 'end'
  readonly text: string
  readonly position: number
}

const pattern =
  /\s+|(?<operator>[<>]=?|=[<>]?|:)|(?<open>\()|(?<close>\))|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>[^\s()<>=:"]+)/uy

/**
 * Takes a search expression apart. A backslash in quotes makes the next sign a plain one.
 *
 * @param fail makes what is thrown where a sign can't be read
 */
export function readTokens(expression: string, fail: (position: number, why: string) => Error): readonly Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  for (let position = 0; position < expression.length; position = pattern.lastIndex) {
    const found = pattern.exec(expression)
    if (found === null) throw fail(position, 'a quotation mark is not closed')
    const { operator, open, close, quoted, word } = found.groups ?? {}
    if (operator !== undefined) tokens.push({ type: 'operator', text: spelled(operator), position })
    else if (open !== undefined) tokens.push({ type: 'open', text: open, position })
    else if (close !== undefined) tokens.push({ type: 'close', text: close, position })
    else if (quoted !== undefined) tokens.push({ type: 'quoted', text: quoted.replaceAll(/\\(.)/gu, '$1'), position })
    else if (word !== undefined) tokens.push(...wordTokens(word, position, tokens.at(-1)))
  }
  return [...tokens, { type: 'end', text: '', position: expression.length }]
}

/** Clients also write `=>` and `=<`. */
const spelled = (operator: string): string => ({ '=>': '>=', '=<': '<=' })[operator] ?? operator

/** A minus before a word negates it; inside a word, or alone behind an operator, it is a sign like any other. */
function wordTokens(word: string, position: number, before: Token | undefined): readonly Token[] {
  const isValue = before?.type === 'operator'
  if (!word.startsWith('-') || word === '-' || isValue) {
    return [{ type: word === '-' && !isValue ? 'minus' : 'word', text: word, position }]
  }
  return [
    { type: 'minus', text: '-', position },
    { type: 'word', text: word.slice(1), position: position + 1 },
  ]
}

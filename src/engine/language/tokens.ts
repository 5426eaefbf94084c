/** What a token is. A symbol's text is the symbol; a string's keeps its quotes and escapes. */
export type TokenKind = 'identifier' | 'number' | 'string' | 'slot' | 'symbol' | 'end'

/** One token of a policy text; offset and length in UTF-16 units. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly offset: number
}

/** Where and why a text is not Cedar. */
export interface ParseFault {
  readonly message: string
  /** UTF-16 units from the start of the text. */
  readonly offset: number
  readonly length: number
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
}

/** Thrown inside the parser only; `parsePolicies` turns it into a {@link ParseFault}. */
export class ParseStop extends Error {
  readonly offset: number
  readonly length: number

  constructor(message: string, offset: number, length: number) {
    super(message)
    this.offset = offset
    this.length = length
  }
}

// Unicode's White_Space, as Cedar's lexer has it; JavaScript's \s adds U+FEFF and lacks U+0085.
const spacing = /(?:[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|\/\/[^\n\r]*)+/y
const word = /[_a-zA-Z][_a-zA-Z0-9]*/y
const digits = /[0-9]+/y
const slot = /\?[_a-zA-Z][_a-zA-Z0-9]*/y
// Longer symbols first.
const symbol = /::|==|!=|<=|>=|\|\||&&|[@.,;:(){}[\]<>+\-*/%!=]/y

/** Cuts a text into tokens, the last of kind `end`; throws {@link ParseStop} at the first thing that is none. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let position = skipSpacing(text, 0)
  while (position < text.length) {
    const token = tokenAt(text, position)
    tokens.push(token)
    position = skipSpacing(text, position + token.text.length)
  }
  tokens.push({ kind: 'end', text: '', offset: text.length })
  return tokens
}

const skipSpacing = (text: string, position: number): number => endOf(spacing, text, position) ?? position

function tokenAt(text: string, offset: number): Token {
  const code = text.charCodeAt(offset)
  if (code === quote) return { kind: 'string', text: stringAt(text, offset), offset }
  const [kind, pattern] = lexemeOf(code)
  const end = endOf(pattern, text, offset)
  if (end === undefined) throw new ParseStop('this character has no meaning here', offset, 1)
  return { kind, text: text.slice(offset, end), offset }
}

/** What can begin with a character. */
function lexemeOf(code: number): readonly [TokenKind, RegExp] {
  const lower = code | 0x20
  if ((lower >= 0x61 && lower <= 0x7a) || code === 0x5f) return ['identifier', word]
  if (code >= 0x30 && code <= 0x39) return ['number', digits]
  return code === 0x3f ? ['slot', slot] : ['symbol', symbol]
}

/** Where a pattern that begins at a position ends; `undefined` when it doesn't begin there. */
function endOf(pattern: RegExp, text: string, position: number): number | undefined {
  pattern.lastIndex = position
  return pattern.test(text) ? pattern.lastIndex : undefined
}

const quote = 0x22
const backslash = 0x5c
const lineFeed = 0x0a

// A loop and not a pattern, because a pattern keeps a way back for every character of a long string.
function stringAt(text: string, offset: number): string {
  for (let position = offset + 1; position < text.length; position += 1) {
    const code = text.charCodeAt(position)
    if (code === quote) return text.slice(offset, position + 1)
    if (code !== backslash) continue
    position += 1
    if (text.charCodeAt(position) === lineFeed) break
  }
  throw new ParseStop('this string has no end', offset, 1)
}

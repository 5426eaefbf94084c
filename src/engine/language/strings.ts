import type { Token } from './tokens.ts'
import { ParseStop } from './tokens.ts'

const escape = /\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F_]*\}|[^xu])/y
const plain: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
])

/** Reads the text a string token stands for; throws {@link ParseStop} at an escape that Cedar doesn't know. */
export function textOf(token: Token): string {
  return piecesOf(token, false).join('')
}

/** Reads the pieces around the wildcards of a `like` pattern; `\*` is a star. */
export function patternOf(token: Token): readonly string[] {
  return piecesOf(token, true)
}

function piecesOf(token: Token, isPattern: boolean): string[] {
  const pieces: string[] = []
  const body = token.text.slice(1, -1)
  let piece = ''
  for (let position = 0; position < body.length;) {
    const written = body[position] === '\\' ? escapeAt(token, body, position) : (body[position] ?? '')
    if (written === '\r') throw new ParseStop('write `\\r` for a carriage return', token.offset + 1 + position, 1)
    const meant = meaningOf(written, isPattern)
    if (meant === undefined) {
      throw new ParseStop('this escape is not known', token.offset + 1 + position, written.length)
    }
    if (isPattern && meant === '*' && written !== '\\*') {
      pieces.push(piece)
      piece = ''
    } else piece += meant
    position += written.length
  }
  pieces.push(piece)
  return pieces
}

function escapeAt(token: Token, body: string, position: number): string {
  escape.lastIndex = position
  const written = escape.exec(body)?.[0]
  if (written === undefined) throw new ParseStop('this escape is not known', token.offset + 1 + position, 1)
  return written
}

/** `undefined` for an escape that doesn't exist. */
function meaningOf(written: string, isPattern: boolean): string | undefined {
  if (written[0] !== '\\') return written
  if (written[1] === 'x') return characterOf(written.slice(2), 0x7f)
  if (written[1] === 'u') {
    const digits = written.slice(3, -1)
    const hex = digits.replaceAll('_', '')
    return digits.startsWith('_') || hex.length > 6 ? undefined : characterOf(hex, 0x10ffff)
  }
  return isPattern && written === '\\*' ? '*' : plain.get(written.slice(1))
}

function characterOf(hex: string, greatest: number): string | undefined {
  const code = Number.parseInt(hex, 16)
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  return Number.isNaN(code) || code > greatest || isSurrogate ? undefined : String.fromCodePoint(code)
}

// Controls, and the invisible characters that could make a text read otherwise than it is.
const escaped = /["\\\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
const short: ReadonlyMap<string, string> = new Map([...plain].filter(([sign]) => sign !== "'").map(([a, b]) => [b, a]))

/** Writes a string literal with its quotes, so that {@link textOf} reads the same text back. */
export const quoted = (text: string): string => `"${text.replace(escaped, escapeOf)}"`

/** Writes a `like` pattern with its quotes, so that {@link patternOf} reads the same pieces back. */
export const quotedPattern = (pieces: readonly string[]): string =>
  `"${pieces.map((piece) => piece.replace(escaped, escapeOf).replaceAll('*', '\\*')).join('*')}"`

function escapeOf(character: string): string {
  const sign = short.get(character)
  return sign === undefined ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : `\\${sign}`
}

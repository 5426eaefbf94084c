import { reservedNames } from './names.ts'
import type { Token, TokenKind } from './tokens.ts'
import { ParseStop, tokensOf } from './tokens.ts'

/** Brackets, `if`s and unary operators inside one another. Cedar's own parser runs out of stack at about twice that. */
export const maxNesting = 48

/** Walks over the tokens of a text; every method throws {@link ParseStop} at what it doesn't expect. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #position = 0
  #nesting = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
  }

  /** The next token, not yet taken. */
  get next(): Token {
    return this.ahead(0)
  }

  /** The end of the token taken last. */
  get end(): number {
    const last = this.#tokens[this.#position - 1]
    return last === undefined ? 0 : last.offset + last.text.length
  }

  /** The token some places on. */
  ahead(places: number): Token {
    const token = this.#tokens[this.#position + places] ?? this.#tokens.at(-1)
    if (token === undefined) throw new Error('a text has at least its end')
    return token
  }

  /** Takes the next token whatever it is. */
  take(): Token {
    const token = this.next
    this.#position += 1
    return token
  }

  /** Tells whether the next token is this symbol or word. */
  sees(text: string): boolean {
    const { next } = this
    return next.text === text && (next.kind === 'symbol' || next.kind === 'identifier')
  }

  /** Takes the next token if it is this symbol or word. */
  takeIf(text: string): boolean {
    const isSeen = this.sees(text)
    if (isSeen) this.#position += 1
    return isSeen
  }

  /** Takes this symbol or word, which must come. */
  expect(text: string): Token {
    if (!this.sees(text)) this.stop(`expected \`${text}\``)
    return this.take()
  }

  /** Takes a token of a kind, which must come. */
  expectKind(kind: TokenKind, says: string): Token {
    if (this.next.kind !== kind) this.stop(`expected ${says}`)
    return this.take()
  }

  /** Takes a name that is no reserved word. */
  expectName(says: string): string {
    const token = this.expectKind('identifier', says)
    if (reservedNames.has(token.text)) this.stop(`\`${token.text}\` is reserved and can't be ${says}`, token)
    return token.text
  }

  /** Reads one level further in, up to {@link maxNesting}. */
  nested<Part>(read: () => Part): Part {
    if (this.#nesting === maxNesting) this.stop(`nested more than ${maxNesting} deep`)
    this.#nesting += 1
    const part = read()
    this.#nesting -= 1
    return part
  }

  /** Reads what stands between commas, up to the closing symbol, which it takes; a last comma may follow the last. */
  list<Part>(close: string, read: () => Part): Part[] {
    const parts: Part[] = []
    while (!this.takeIf(close)) {
      parts.push(read())
      if (!this.sees(close)) this.expect(',')
    }
    return parts
  }

  /** Stops with a message at a token, else at the next one. */
  stop(message: string, at: Token = this.next): never {
    const says = at.kind === 'end' ? `${message}, but the text ends` : message
    throw new ParseStop(says, at.offset, at.text.length)
  }
}

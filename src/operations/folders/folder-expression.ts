import { refusal } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { compareTimes, readMoment } from './search-times.ts'
import { readTokens, type Token } from './search-tokens.ts'

/** What a search expression looks at of a folder. */
export interface SearchedFolder {
  readonly id: string
  readonly name: string
  readonly path: string
  /** Only where {@link FolderTest.needsTimes} is true. */
  readonly createdAt: Instant
}

/** A search expression, read. */
export interface FolderTest {
  readonly holds: (folder: SearchedFolder) => boolean
  /** True when it looks at when folders were made, which only the store knows. */
  readonly needsTimes: boolean
}

/** The longest expression that is read, in characters. */
export const longestExpression = 4000

/** How deep parentheses and `NOT` may lie in each other. */
const deepest = 50

/**
 * Reads a search expression over folders: `name=brand*`, `name:logo`, `path="a/b"`, `path=a/*`, `created_at>=4w`,
 * `external_id=…` and bare words (of the name), joined by `AND` (or nothing), `OR`, `NOT` or `-`, and parentheses. Texts
 * compare without regard to case.
 *
 * @throws Refusal `expression_invalid` with the position of what is wrong
 */
export function readFolderExpression(expression: string, at: Instant): FolderTest {
  if (expression.length > longestExpression) throw invalid(longestExpression, 'the expression is too long')
  const reader = new ExpressionReader(readTokens(expression, invalid), at)
  return { holds: reader.read(), needsTimes: reader.needsTimes }
}

type Test = (folder: SearchedFolder) => boolean

const invalid = (position: number, why: string): Error => refusal('expression_invalid', { position: position + 1, why })

class ExpressionReader {
  needsTimes = false
  readonly #tokens: readonly Token[]
  readonly #at: Instant
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[], at: Instant) {
    this.#tokens = tokens
    this.#at = at
  }

  read(): Test {
    if (this.#peek().type === 'end') return () => true
    const test = this.#anyOf()
    const rest = this.#peek()
    if (rest.type !== 'end') throw invalid(rest.position, `unexpected ${rest.text}`)
    return test
  }

  #anyOf(): Test {
    const tests = [this.#allOf()]
    while (this.#takeWord('OR')) tests.push(this.#allOf())
    return (folder) => tests.some((test) => test(folder))
  }

  #allOf(): Test {
    const tests = [this.#one()]
    for (;;) {
      const isJoined = this.#takeWord('AND')
      const { type, text } = this.#peek()
      if (!isJoined && (type === 'end' || type === 'close' || (type === 'word' && text === 'OR'))) break
      tests.push(this.#one())
    }
    return (folder) => tests.every((test) => test(folder))
  }

  #one(): Test {
    if (++this.#depth > deepest) throw invalid(this.#peek().position, 'too many parentheses')
    const test = this.#inner()
    this.#depth--
    return test
  }

  #inner(): Test {
    const token = this.#take()
    if (token.type === 'minus' || (token.type === 'word' && token.text === 'NOT')) {
      const test = this.#one()
      return (folder) => !test(folder)
    }
    if (token.type === 'open') {
      const test = this.#anyOf()
      const end = this.#take()
      if (end.type !== 'close') throw invalid(end.position, 'a parenthesis is not closed')
      return test
    }
    const isJoint = token.type === 'word' && (token.text === 'AND' || token.text === 'OR')
    if (isJoint || (token.type !== 'word' && token.type !== 'quoted'))
      throw invalid(token.position, token.type === 'end' ? 'the expression ends too early' : `unexpected ${token.text}`)
    return this.#peek().type === 'operator' && token.type === 'word'
      ? this.#comparison(token)
      : hasWord(token.text, token.type === 'quoted')
  }

  #comparison(field: Token): Test {
    const operator = this.#take()
    const value = this.#take()
    if (value.type !== 'word' && value.type !== 'quoted')
      throw invalid(value.position, `a value must follow ${field.text}${operator.text}`)
    const isQuoted = value.type === 'quoted'
    switch (field.text.toLowerCase()) {
      case 'name':
        this.#requireEqual(operator)
        return operator.text === ':' ? hasWord(value.text, isQuoted) : matches('name', value.text, isQuoted)
      case 'path':
        this.#requireEqual(operator)
        return operator.text === ':' && !isQuoted ? pathHasWord(value.text) : matches('path', value.text, isQuoted)
      case 'external_id':
        this.#requireEqual(operator)
        return ({ id }) => id === value.text
      case 'created_at':
        return this.#time(operator, value)
      default:
        throw invalid(field.position, `unknown field ${field.text}`)
    }
  }

  #requireEqual({ text, position }: Token): void {
    if (text !== '=' && text !== ':') throw invalid(position, `${text} can't be used with this field`)
  }

  #time(operator: Token, value: Token): Test {
    const moment = readMoment(value.text, this.#at)
    if (moment === null) throw invalid(value.position, `${value.text} is not a time`)
    this.needsTimes = true
    return ({ createdAt }) => compareTimes(operator.text, createdAt, moment)
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { type: 'end', text: '', position: 0 }
  }

  #take(): Token {
    const token = this.#peek()
    if (token.type !== 'end') this.#next++
    return token
  }

  #takeWord(word: string): boolean {
    const { type, text } = this.#peek()
    if (type !== 'word' || text !== word) return false
    this.#next++
    return true
  }
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/** The whole text, or with a `*` at the end its beginning. */
function matches(field: 'name' | 'path', value: string, isQuoted: boolean): Test {
  const isPrefix = !isQuoted && value.endsWith('*')
  const wanted = fold(isPrefix ? value.slice(0, -1) : value)
  return (folder) => (isPrefix ? fold(folder[field]).startsWith(wanted) : fold(folder[field]) === wanted)
}

const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** All words of the value are words of the name, the last one perhaps only its beginning. */
function hasWord(value: string, isQuoted: boolean): Test {
  const isPrefix = !isQuoted && value.endsWith('*')
  const wanted = wordsOf(value)
  const whole = fold(value)
  return ({ name }) => {
    if (fold(name) === whole) return true
    const words = wordsOf(name)
    return (
      wanted.length > 0 && wanted.every((one) => words.some((word) => (isPrefix ? word.startsWith(one) : word === one)))
    )
  }
}

/** The value is the path, or the path of a folder above. */
function pathHasWord(value: string): Test {
  const wanted = fold(value.replace(/\*$/, ''))
  return ({ path }) => fold(path) === wanted || fold(path).startsWith(`${wanted}/`)
}

import {
  SearchFaultError,
  type RangeEnd,
  type SearchExpression,
  type SearchFault,
  type SearchOperator,
  type SearchValue,
} from './ast.ts'
import { readSearchTokens, type SearchToken } from './tokens.ts'

/** The longest expression that is read, in UTF-16 units. */
export const longestSearch = 4_000
/** How deep parentheses and negations may lie in each other. */
export const deepestSearch = 40
/** How many comparisons one expression may have. */
export const mostTerms = 200

/** An expression that was read, or what is wrong with it. */
export type ReadSearch = { readonly expression: SearchExpression } | { readonly fault: SearchFault }

/**
 * Reads a search expression: terms joined by `AND` (or by nothing), `OR`, `NOT` (`-`, `+`) and parentheses, where `AND`
 * binds closer than `OR`. A term is a word or phrase, `field:value`, `field=value`, `field>value` and the like, or a range
 * `field:[a TO b]`. An empty expression is one that always holds.
 */
export function parseSearch(expression: string): ReadSearch {
  try {
    if (expression.length > longestSearch)
      throw new SearchFaultError(longestSearch, `an expression has at most ${longestSearch} characters`)
    return { expression: new Parser(readSearchTokens(expression)).read() }
  } catch (error) {
    if (error instanceof SearchFaultError) return { fault: error.fault }
    throw error
  }
}

class Parser {
  readonly #tokens: readonly SearchToken[]
  #next = 0
  #depth = 0
  #terms = 0

  constructor(tokens: readonly SearchToken[]) {
    this.#tokens = tokens
  }

  read(): SearchExpression {
    if (this.#peek().type === 'end') return { type: 'all', of: [] }
    const expression = this.#anyOf()
    const rest = this.#peek()
    if (rest.type !== 'end')
      throw new SearchFaultError(rest.position, `expected AND, OR or the end, not ${shown(rest)}`)
    return expression
  }

  #anyOf(): SearchExpression {
    const of = [this.#allOf()]
    while (this.#takeWord('OR')) of.push(this.#allOf())
    return of.length === 1 && of[0] !== undefined ? of[0] : { type: 'any', of }
  }

  #allOf(): SearchExpression {
    const of = [this.#one()]
    for (;;) {
      const isJoined = this.#takeWord('AND')
      if (!isJoined && this.#isEndOfAll()) break
      of.push(this.#one())
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { type: 'all', of }
  }

  #isEndOfAll(): boolean {
    const { type, text } = this.#peek()
    return type === 'end' || (type === 'sign' && text === ')') || (type === 'word' && text === 'OR')
  }

  #one(): SearchExpression {
    const { position } = this.#peek()
    if (++this.#depth > deepestSearch)
      throw new SearchFaultError(position, `parentheses and NOT lie at most ${deepestSearch} deep`)
    const expression = this.#inner()
    this.#depth--
    return expression
  }

  #inner(): SearchExpression {
    const token = this.#take()
    if (isWord(token, 'NOT') || isSign(token, '-')) return { type: 'not', of: this.#one() }
    if (isSign(token, '+')) return this.#one()
    if (isSign(token, '(')) {
      const expression = this.#anyOf()
      const end = this.#take()
      if (!isSign(end, ')')) throw new SearchFaultError(end.position, `expected ), not ${shown(end)}`)
      return expression
    }
    if (!isText(token) || isWord(token, 'AND') || isWord(token, 'OR'))
      throw new SearchFaultError(token.position, `expected a word, a field or (, not ${shown(token)}`)
    if (++this.#terms > mostTerms)
      throw new SearchFaultError(token.position, `an expression has at most ${mostTerms} terms`)
    return this.#peek().type === 'operator' && token.type === 'word'
      ? this.#comparison(token)
      : { type: 'text', value: valueOf(token) }
  }

  #comparison({ text: name, position }: SearchToken): SearchExpression {
    const field = { name, position }
    // What the tokens call an operator is one of them.
    const operator = this.#take().text as SearchOperator
    const token = this.#take()
    if (isSign(token, '[') || isSign(token, '{')) {
      if (operator !== ':' && operator !== '=')
        throw new SearchFaultError(token.position, `expected a value behind ${operator}, not a range`)
      return this.#range(field, token)
    }
    const second = token.type === 'word' ? inwardOperator(token.text) : null
    if (operator === ':' && second !== null) return this.#inward(field, second, token)
    if (!isText(token))
      throw new SearchFaultError(token.position, `expected a value behind ${name}${operator}, not ${shown(token)}`)
    return { type: 'compare', field, operator, value: valueOf(token) }
  }

  /** `bytes:>100`: the comparison stands behind the colon. */
  #inward(field: { name: string; position: number }, operator: SearchOperator, token: SearchToken): SearchExpression {
    const length = /^[<>]=?/.exec(token.text)?.[0].length ?? 0
    const rest = { ...token, text: token.text.slice(length), position: token.position + length }
    const value = rest.text === '' ? this.#take() : rest
    if (!isText(value))
      throw new SearchFaultError(value.position, `expected a value behind ${operator}, not ${shown(value)}`)
    return { type: 'compare', field, operator, value: valueOf(value) }
  }

  #range(field: { name: string; position: number }, begin: SearchToken): SearchExpression {
    const from = this.#rangeValue()
    const to = this.#take()
    if (!isWord(to, 'TO')) throw new SearchFaultError(to.position, `expected TO in a range, not ${shown(to)}`)
    const until = this.#rangeValue()
    const end = this.#take()
    if (!isSign(end, ']') && !isSign(end, '}'))
      throw new SearchFaultError(end.position, `expected ] or } behind a range, not ${shown(end)}`)
    const [fromEnd, toEnd]: [RangeEnd, RangeEnd] = [
      { value: from, isIncluded: begin.text === '[' },
      { value: until, isIncluded: end.text === ']' },
    ]
    return { type: 'range', field, from: fromEnd, to: toEnd }
  }

  #rangeValue(): SearchValue | null {
    const token = this.#take()
    if (!isText(token)) throw new SearchFaultError(token.position, `expected an end of a range, not ${shown(token)}`)
    return token.type === 'word' && token.text === '*' ? null : { ...valueOf(token), isPrefix: false, text: token.text }
  }

  #takeWord(word: string): boolean {
    if (!isWord(this.#peek(), word)) return false
    this.#next++
    return true
  }

  #peek(): SearchToken {
    return this.#tokens[this.#next] ?? { type: 'end', text: '', position: 0, isPrefix: false }
  }

  #take(): SearchToken {
    const token = this.#peek()
    if (token.type !== 'end') this.#next++
    return token
  }
}

const isWord = ({ type, text }: SearchToken, word: string): boolean => type === 'word' && text === word
const isSign = ({ type, text }: SearchToken, sign: string): boolean => type === 'sign' && text === sign
const isText = ({ type }: SearchToken): boolean => type === 'word' || type === 'quoted'

const shown = ({ type, text }: SearchToken): string => (type === 'end' ? 'the end' : text)

function inwardOperator(text: string): SearchOperator | null {
  const found = /^[<>]=?/.exec(text)?.[0]
  return found === '<' || found === '<=' || found === '>' || found === '>=' ? found : null
}

function valueOf({ type, text, isPrefix, position }: SearchToken): SearchValue {
  if (type === 'quoted') return { text, isQuoted: true, isPrefix, position }
  const isOpen = text.endsWith('*')
  return { text: isOpen ? text.slice(0, -1) : text, isQuoted: false, isPrefix: isOpen, position }
}

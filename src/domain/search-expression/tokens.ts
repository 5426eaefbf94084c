import { SearchFaultError, type SearchOperator } from './ast.ts'

/** One sign or word of an expression; `position` counts characters from 0. */
export interface SearchToken {
  readonly type: 'word' | 'quoted' | 'operator' | 'sign' | 'end'
  /** Of a quoted text: without the quotes and their escapes. */
  readonly text: string
  readonly position: number
  /** A `*` stands right behind a quoted text. */
  readonly isPrefix: boolean
}

/** The operators, longest first; clients also write the second sign first. */
const operators: readonly (readonly [string, SearchOperator])[] = [
  ['>=', '>='],
  ['<=', '<='],
  ['=>', '>='],
  ['=<', '<='],
  ['>', '>'],
  ['<', '<'],
  ['=', '='],
  [':', ':'],
]

/** What ends a word: in a value, operators are signs like any other (times have colons). */
const wordEnd = /[\s()[\]{}"<>=:]/u
const valueEnd = /[\s()[\]{}"]/u

/**
 * Takes an expression apart.
 *
 * @throws SearchFaultError for a quotation mark that is not closed
 */
export function readSearchTokens(expression: string): readonly SearchToken[] {
  const tokens: SearchToken[] = []
  let at = 0
  while (at < expression.length) {
    const sign = expression[at] ?? ''
    if (/\s/u.test(sign)) {
      at++
      continue
    }
    const before = tokens.at(-1)
    const isValue = before?.type === 'operator'
    const { token, end } = readToken(expression, at, isValue, before)
    tokens.push(token)
    at = end
  }
  return [...tokens, { type: 'end', text: '', position: expression.length, isPrefix: false }]
}

interface Read {
  readonly token: SearchToken
  readonly end: number
}

function readToken(expression: string, at: number, isValue: boolean, before: SearchToken | undefined): Read {
  const sign = expression[at] ?? ''
  if (sign === '"') return readQuoted(expression, at)
  if ('()[]{}'.includes(sign)) return plain('sign', sign, at, 1)
  const operator = operators.find(([spelled]) => expression.startsWith(spelled, at))
  if (operator !== undefined && !isValue) return plain('operator', operator[1], at, operator[0].length)
  if ((sign === '-' || sign === '+') && !isValue && isBegin(before)) return plain('sign', sign, at, 1)
  return readWord(expression, at, isValue ? valueEnd : wordEnd)
}

/** A sign before a term says that it must (not) hold; within a range it is part of a number. */
const isBegin = (before: SearchToken | undefined): boolean =>
  before === undefined || (!(before.type === 'sign' && '[{'.includes(before.text)) && before.text !== 'TO')

const plain = (type: 'sign' | 'operator', text: string, position: number, length: number): Read => ({
  token: { type, text, position, isPrefix: false },
  end: position + length,
})

function readWord(expression: string, start: number, stop: RegExp): Read {
  let end = start + 1
  while (end < expression.length && !stop.test(expression[end] ?? '')) end++
  return { token: { type: 'word', text: expression.slice(start, end), position: start, isPrefix: false }, end }
}

function readQuoted(expression: string, start: number): Read {
  let text = ''
  for (let at = start + 1; at < expression.length; at++) {
    const sign = expression[at] ?? ''
    if (sign === '"') {
      const isPrefix = expression[at + 1] === '*'
      return { token: { type: 'quoted', text, position: start, isPrefix }, end: at + (isPrefix ? 2 : 1) }
    }
    if (sign === '\\' && at + 1 < expression.length) at++
    text += expression[at] ?? ''
  }
  throw new SearchFaultError(start, 'a quotation mark is not closed')
}

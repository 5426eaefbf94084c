import type { AssetCondition } from '../asset-condition.ts'
import type { FolderId } from '../ids.ts'
import type { Instant } from '../instant.ts'
import {
  SearchFaultError,
  type SearchExpression,
  type SearchFault,
  type SearchOperator,
  type SearchValue,
} from './ast.ts'
import { fieldOf, type SearchField } from './fields.ts'
import { readReference, type SearchReference } from './references.ts'
import { parseSearch } from './parse.ts'
import { readNumber, readRatio, readSize, readTime, type Stretch } from './values.ts'

/** What an expression means depends on. */
export interface SearchFacts {
  /** Now, for `1d` and the like. */
  readonly at: Instant
  /**
   * Finds folders by their path, without regard to case. `within`: the one at the path and all beneath it; `prefix`: all
   * whose path begins so. The top has the empty path, and is null.
   */
  readonly findFolders: (path: string, how: 'exact' | 'within' | 'prefix') => readonly (FolderId | null)[]
  /** What a term such as `collection=…` asks of assets; by what may not be searched by, none is found. */
  readonly findReferenced: (reference: SearchReference) => AssetCondition
}

/** What an expression asks of assets, or what is wrong with it. */
export type SearchCondition = { readonly condition: AssetCondition } | { readonly fault: SearchFault }

/** Reads a search expression over assets. */
export function readSearch(expression: string, facts: SearchFacts): SearchCondition {
  const read = parseSearch(expression)
  if ('fault' in read) return read
  try {
    return { condition: toCondition(read.expression, facts) }
  } catch (error) {
    if (error instanceof SearchFaultError) return { fault: error.fault }
    throw error
  }
}

function toCondition(expression: SearchExpression, facts: SearchFacts): AssetCondition {
  switch (expression.type) {
    case 'all':
    case 'any':
      return { type: expression.type, of: expression.of.map((one) => toCondition(one, facts)) }
    case 'not':
      return { type: 'not', of: toCondition(expression.of, facts) }
    case 'text':
      return textOf(expression.value)
    case 'compare':
      return compared(fieldOf(expression.field), expression.operator, expression.value, facts)
    case 'range':
      return ranged(fieldOf(expression.field), expression, facts)
  }
}

/** A lone `*` is any asset. */
function textOf({ text, isPrefix }: SearchValue): AssetCondition {
  if (text === '' && isPrefix) return { type: 'all', of: [] }
  return { type: 'text', value: text, isPrefix }
}

type ValueField = Exclude<SearchField, { readonly kind: 'reference' }>
type Compared = Extract<AssetCondition, { readonly type: 'compare' }>['is']

const sides: Readonly<Record<Exclude<SearchOperator, ':' | '='>, Compared>> = {
  '<': 'less',
  '<=': 'at_most',
  '>': 'more',
  '>=': 'at_least',
}

function compared(at: SearchField, operator: SearchOperator, value: SearchValue, facts: SearchFacts): AssetCondition {
  if (at.kind === 'reference') return facts.findReferenced(readReference(at.to, operator, value))
  const { field, kind } = at
  if (value.isPrefix && value.text === '') return presence(at, operator, value)
  if (kind === 'folder') return inFolder(operator, value, facts)
  if (kind !== 'text' && kind !== 'value') return measured(at, operator, value, facts)
  if (operator === '=') return equal(at, value)
  if (operator === ':') return likeWords(at, value)
  const typed = kind === 'value' && !value.isQuoted ? (readNumber(value.text)?.from ?? value.text) : value.text
  return { type: 'compare', field, is: sides[operator], value: typed }
}

function presence({ field }: ValueField, operator: SearchOperator, value: SearchValue): AssetCondition {
  if (operator === ':' || operator === '=') return { type: 'present', field }
  throw new SearchFaultError(value.position, `expected a value behind ${operator}, not *`)
}

function equal({ field, kind }: ValueField, { text, isQuoted, isPrefix }: SearchValue): AssetCondition {
  if (isPrefix) return { type: 'starts_with', field, value: text }
  const number = kind === 'value' && !isQuoted ? readNumber(text) : null
  const same: AssetCondition = { type: 'compare', field, is: 'equal', value: text }
  // `007` is neither the number nor another text by chance: either will do.
  return number === null ? same : { type: 'any', of: [same, { ...same, value: number.from }] }
}

/** Public ids are found by their beginning, words or not: they hold paths. */
function likeWords(at: ValueField, value: SearchValue): AssetCondition {
  const { field } = at
  const { text, isPrefix } = value
  const words: AssetCondition = { type: 'word', field, value: text, isPrefix }
  if (field === 'public_id' && isPrefix)
    return { type: 'any', of: [words, { type: 'starts_with', field, value: text }] }
  // What has no letter or digit in it has no word.
  return /[\p{L}\p{N}\p{M}]/u.test(text) ? words : equal(at, value)
}

function inFolder(operator: SearchOperator, value: SearchValue, { findFolders }: SearchFacts): AssetCondition {
  if (operator !== ':' && operator !== '=')
    throw new SearchFaultError(value.position, `a folder can't be compared by ${operator}`)
  const path = value.text.replace(/^\//, '')
  if (value.isPrefix && path.endsWith('/')) return { type: 'in_folders', of: findFolders(path.slice(0, -1), 'within') }
  if (value.isPrefix) return { type: 'in_folders', of: findFolders(path, 'prefix') }
  return { type: 'in_folders', of: findFolders(path.replace(/\/$/, ''), 'exact') }
}

function measured(at: ValueField, operator: SearchOperator, value: SearchValue, facts: SearchFacts): AssetCondition {
  const { from, to } = measure(at, value, facts)
  const { field } = at
  const compare = (is: Compared, number: number): AssetCondition => ({ type: 'compare', field, is, value: number })
  switch (operator) {
    case '<':
      return compare('less', from)
    case '<=':
      return to === null ? compare('at_most', from) : compare('less', to)
    case '>':
      return to === null ? compare('more', from) : compare('at_least', to)
    case '>=':
      return compare('at_least', from)
    default:
      return to === null
        ? compare('equal', from)
        : { type: 'all', of: [compare('at_least', from), compare('less', to)] }
  }
}

const expectations: Readonly<Record<string, string>> = {
  time: 'a time such as 2026-01-31 or 1d',
  size: 'a size such as 2000 or 100kb',
  number: 'a number',
  ratio: 'a ratio such as 16:9 or 1.78',
}

function measure({ kind }: ValueField, { text, isPrefix, position }: SearchValue, { at }: SearchFacts): Stretch {
  const read: Readonly<Record<string, () => Stretch | null>> = {
    time: () => readTime(text, at),
    size: () => readSize(text),
    number: () => readNumber(text),
    ratio: () => readRatio(text),
  }
  const found = isPrefix ? null : (read[kind]?.() ?? null)
  if (found !== null) return found
  throw new SearchFaultError(position, `expected ${expectations[kind] ?? 'a value'}, not ${text}${isPrefix ? '*' : ''}`)
}

type Range = Extract<SearchExpression, { readonly type: 'range' }>

function ranged(at: SearchField, { field, from, to }: Range, facts: SearchFacts): AssetCondition {
  if (at.kind === 'folder') throw new SearchFaultError(field.position, 'folders have no ranges')
  if (at.kind === 'reference') throw new SearchFaultError(field.position, `${field.name} has no ranges`)
  const ends = [
    ...(from.value === null ? [] : [compared(at, from.isIncluded ? '>=' : '>', from.value, facts)]),
    ...(to.value === null ? [] : [compared(at, to.isIncluded ? '<=' : '<', to.value, facts)]),
  ]
  return ends.length === 0 ? { type: 'present', field: at.field } : { type: 'all', of: ends }
}

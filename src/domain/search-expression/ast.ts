/** A search expression, taken apart: what it says, not yet what its fields and values mean. */
export type SearchExpression =
  | { readonly type: 'all'; readonly of: readonly SearchExpression[] }
  | { readonly type: 'any'; readonly of: readonly SearchExpression[] }
  | { readonly type: 'not'; readonly of: SearchExpression }
  /** A word or phrase without a field. */
  | { readonly type: 'text'; readonly value: SearchValue }
  | {
      readonly type: 'compare'
      readonly field: FieldName
      readonly operator: SearchOperator
      readonly value: SearchValue
    }
  /** `[from TO to]`; braces leave an end out, and an open end is null. */
  | {
      readonly type: 'range'
      readonly field: FieldName
      readonly from: RangeEnd
      readonly to: RangeEnd
    }

/** `:` compares words, `=` the whole value. */
export type SearchOperator = ':' | '=' | '<' | '<=' | '>' | '>='

/** A field as it was written, and where. */
export interface FieldName {
  readonly name: string
  readonly position: number
}

/** A value as it was written, and where. */
export interface SearchValue {
  /** Without quotes and their escapes, and without a final `*` that means anything. */
  readonly text: string
  readonly isQuoted: boolean
  /** A `*` stands behind it. */
  readonly isPrefix: boolean
  readonly position: number
}

/** One end of a range. */
export interface RangeEnd {
  readonly value: SearchValue | null
  readonly isIncluded: boolean
}

/** What is wrong with an expression. */
export interface SearchFault {
  /** Counts characters from 1. */
  readonly position: number
  /** What was expected there, in words for the caller. */
  readonly why: string
}

/** Thrown and caught within this folder: readers give it as a value. */
export class SearchFaultError extends Error {
  readonly fault: SearchFault

  /** @param offset counts characters from 0 */
  constructor(offset: number, why: string) {
    super(why)
    this.name = 'SearchFaultError'
    this.fault = { position: offset + 1, why }
  }
}

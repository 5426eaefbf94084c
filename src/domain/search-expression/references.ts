import { SearchFaultError, type SearchExpression, type SearchOperator, type SearchValue } from './ast.ts'
import { searchFields, type ReferenceKind } from './fields.ts'
import { parseSearch } from './parse.ts'

/** Something beside the assets that a term names by its id: names may be had twice. */
export interface SearchReference {
  readonly to: ReferenceKind
  /** Null: any public link. */
  readonly id: string | null
}

const says: Readonly<Record<ReferenceKind, string>> = {
  collection: 'the id of a collection',
  related_asset: 'the id of an asset',
  proof: 'the id of a proof',
  public_link: 'the id of a public link, or *',
}

/** Reads what a term names. @throws SearchFaultError */
export function readReference(
  to: ReferenceKind,
  operator: SearchOperator,
  { text, isPrefix, position }: SearchValue,
): SearchReference {
  const isAny = isPrefix && text === '' && to === 'public_link'
  if ((operator === ':' || operator === '=') && (isAny || !isPrefix)) return { to, id: isAny ? null : text }
  throw new SearchFaultError(position, `expected ${says[to]}, behind = or :`)
}

/** Lists what an expression names, each once; of one that can't be read, nothing. */
export function referencesIn(expression: string): readonly SearchReference[] {
  const read = parseSearch(expression)
  if ('fault' in read) return []
  const found = termsOf(read.expression)
  return [...new Map(found.map((one) => [keyOfReference(one), one])).values()]
}

/** A reference as a text. */
export const keyOfReference = ({ to, id }: SearchReference): string => JSON.stringify([to, id])

function termsOf(expression: SearchExpression): readonly SearchReference[] {
  switch (expression.type) {
    case 'all':
    case 'any':
      return expression.of.flatMap(termsOf)
    case 'not':
      return termsOf(expression.of)
    case 'compare': {
      const { name } = expression.field
      const field = Object.hasOwn(searchFields, name) ? searchFields[name] : undefined
      if (field?.kind !== 'reference') return []
      const { text, isPrefix } = expression.value
      return [{ to: field.to, id: isPrefix && text === '' ? null : text }]
    }
    case 'text':
    case 'range':
      return []
  }
}

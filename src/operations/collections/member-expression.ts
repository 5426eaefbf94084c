import { refusal } from '../../domain/errors.ts'
import { parseSearch } from '../../domain/search-expression/parse.ts'

/**
 * Reads the search of a dynamic collection: any expression that the search of assets takes.
 *
 * @throws Refusal `expression_invalid`, with the position and what was expected there
 */
export function readMemberExpression(sent: string): string {
  const expression = sent.normalize('NFC')
  const read = parseSearch(expression)
  if ('expression' in read) return expression
  throw refusal('expression_invalid', read.fault, { fields: [{ name: 'expression', value: sent.slice(0, 300) }] })
}

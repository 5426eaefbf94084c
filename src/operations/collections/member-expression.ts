import type { Instant } from '../../domain/instant.ts'
import { readExpression } from '../assets/search-condition.ts'
import { none } from '../assets/search-references.ts'

/**
 * Reads the search of a dynamic collection: any expression that the search of assets takes. What it names is looked up
 * whenever somebody looks into the collection.
 *
 * @throws Refusal `expression_invalid`, with the position and what was expected there
 */
export function readMemberExpression(sent: string, at: Instant): string {
  const expression = sent.normalize('NFC')
  readExpression(expression, { at, findFolders: () => [], findReferenced: () => none })
  return expression
}

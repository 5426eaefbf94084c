import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AccountId, EnvironmentId } from '../../domain/ids.ts'
import { fewNumbers, isAmongNumbers } from '../dialect.ts'
import { TextTooLong } from '../errors.ts'
import type { Clause, Database } from '../row.ts'
import { allOf, integer, rowOf, rowsOf } from '../row.ts'
import { maxNameBytes, toStoredText } from '../text.ts'
import { beginsWith, inEnvironment } from './asset-clauses.ts'
import { scopeCell, wordColumns, wordsCell, wordsOf } from './asset-cells.ts'

/**
 * Gives the assets whose public id begins with `from` the same one under `to`; both end with a slash.
 *
 * @returns how many there were
 * @throws StoreConflict `asset_name`
 * @throws TextTooLong when a public id would become longer than any index can hold
 */
export async function rebasePublicIds(
  database: Database,
  accountId: AccountId,
  environmentId: EnvironmentId,
  from: string,
  to: string,
): Promise<number> {
  if (!from.endsWith('/')) throw new TypeError('a folder ends with a slash')
  const isBeneath = beginsWith(sql.ref('assets.public_id'), from)
  const found = sql`select number from assets where ${allOf([...inEnvironment(accountId, environmentId), isBeneath])}`
  const numbers = (await rowsOf(database, found)).map((row) => integer(row, 'number'))
  const scope = scopeCell(accountId, environmentId)
  for (let start = 0; start < numbers.length; start += atOnce) {
    await rebaseSome(database, scope, numbers.slice(start, start + atOnce), { from, to })
    await nextTurn()
  }
  return numbers.length
}

const atOnce = 4_000

interface Move {
  readonly from: string
  readonly to: string
}

async function rebaseSome(database: Database, scope: number, numbers: readonly number[], { from, to }: Move) {
  const [gone, come] = [wordsOf(from), wordsOf(to)]
  const some = (column: string): Clause => isAmongNumbers(database, column, numbers)
  // The words of a folder's path end at its slash: those of the rest follow unchanged, a space before the first.
  const publicId = sql`cast(${to} as text) || substr(public_id, cast(${characters(from) + 1} as integer))`
  const cell = wordsCell(come).slice(0, -1)
  const words = sql`cast(${cell} as text) || substr(words_public_id, cast(${characters(wordsCell(gone))} as integer))`
  await rowsOf(
    database,
    sql`update assets set public_id = ${publicId}, words_public_id = ${words} where ${some('number')}`,
  )
  const longest = sql`select max(octet_length(public_id)) as longest from assets where ${some('number')}`
  const row = await rowOf(database, longest)
  if (row !== undefined && integer(row, 'longest') > maxNameBytes)
    throw new TextTooLong('asset.public_id', maxNameBytes)
  for (const word of new Set(gone)) {
    const isGone = wordColumns.map((column) => sql`${sql.ref(column)} not like ${`% ${word} %`}`)
    const without = sql`select number from assets where ${some('number')} and ${allOf(isGone)}`
    const assets = (await fewNumbers(database, without, atOnce)) ?? []
    await rowsOf(
      database,
      sql`delete from asset_terms
        where scope = ${scope} and term = ${word} and ${isAmongNumbers(database, 'asset', assets)}`,
    )
  }
  for (const word of new Set(come)) {
    const terms = sql`select cast(${scope} as bigint), cast(${word} as text), number from assets where ${some('number')}`
    await rowsOf(
      database,
      sql`insert into asset_terms (scope, term, asset) ${terms} on conflict (scope, term, asset) do nothing`,
    )
  }
}

/** Databases count the characters of what is stored, not the halves of them that JavaScript counts. */
const characters = (text: string): number => Array.from(toStoredText(text)).length

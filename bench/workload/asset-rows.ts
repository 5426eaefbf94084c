import type { AssetRecord } from '../../src/domain/library-records.ts'
import {
  rankCell,
  scopeCell,
  termsOf,
  valueNameCell,
  valuesOf,
  wordsCell,
  wordsOf,
} from '../../src/store/assets/asset-cells.ts'
import { nameCell } from '../../src/store/cells.ts'
import { nounTables } from '../../src/store/noun-tables.ts'
import type { Cell, Row } from '../../src/store/row.ts'

/** What one table gets, in the order of its key. */
export interface TableRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: () => Iterable<readonly Cell[]>
}

/** A library of so many assets. */
export interface Assets {
  readonly total: number
  readonly assetOf: (number: number) => AssetRecord
}

/**
 * The rows that the store keeps of some assets, made by its own codecs: what storing them one by one would leave behind,
 * but for the change log.
 */
export function rowsOfAssets(assets: Assets): readonly TableRows[] {
  const { accountId, environmentId } = assets.assetOf(0)
  const scope = scopeCell(accountId, environmentId)
  const each = (rowsOf: (asset: AssetRecord, number: number) => readonly Row[]) =>
    function* (): Iterable<readonly Cell[]> {
      for (let number = 1; number <= assets.total; number++) {
        for (const row of rowsOf(assets.assetOf(number - 1), number)) yield Object.values(row)
      }
    }
  const table = (name: string, rowsOf: Parameters<typeof each>[0]): TableRows => ({
    table: name,
    columns: Object.keys(firstRow(assets, rowsOf)),
    rows: each(rowsOf),
  })
  return [
    table('assets', (asset, number) => [{ number, ...nounTables.asset.toRow(asset) }]),
    table('used_ids', (asset) => [{ account_id: accountId, noun: 'asset', id: asset.id }]),
    table('asset_tags', (asset, number) =>
      asset.tags.toSorted().map((tag) => ({ asset: number, scope, tag, tag_key: nameCell(tag) })),
    ),
    table('asset_values', (asset, number) =>
      valuesOf(asset).map(({ name, position, value }) => ({
        ...{ asset: number, scope, name: valueNameCell(name), position, value: nameCell(String(value)) },
        ...{ rank: rankCell(value), words: wordsCell(wordsOf(String(value))) },
      })),
    ),
    { table: 'asset_terms', columns: ['scope', 'term', 'asset'], rows: () => terms(assets, scope) },
  ]
}

/** The first row there is: it has the names of the columns. */
function firstRow({ total, assetOf }: Assets, rowsOf: (asset: AssetRecord, number: number) => readonly Row[]): Row {
  for (let number = 1; number <= total; number++) {
    const [row] = rowsOf(assetOf(number - 1), number)
    if (row !== undefined) return row
  }
  return {}
}

/** Words first: a table that is filled in the order of its key is filled several times faster. */
function* terms({ total, assetOf }: Assets, scope: number): Iterable<readonly Cell[]> {
  const numbersByTerm = new Map<string, number[]>()
  for (let number = 1; number <= total; number++) {
    for (const term of termsOf(assetOf(number - 1))) {
      const numbers = numbersByTerm.get(term)
      if (numbers === undefined) numbersByTerm.set(term, [number])
      else numbers.push(number)
    }
  }
  for (const term of [...numbersByTerm.keys()].sort()) {
    for (const number of numbersByTerm.get(term) ?? []) yield [scope, term, number]
  }
}

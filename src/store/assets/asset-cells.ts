import { createHash } from 'node:crypto'
import type { AccountId, EnvironmentId } from '../../domain/ids.ts'
import type { AssetRecord, MetadataValue } from '../../domain/library-records.ts'
import { nameCell } from '../cells.ts'
import type { Row } from '../row.ts'
import { hashOf } from '../secrets.ts'
import { storedBytes } from '../text.ts'

/** A number that stands for one environment of one account: 52 bits of a hash, so that rows stay small. */
export function scopeCell(accountId: AccountId, environmentId: EnvironmentId): number {
  const hash = createHash('sha256')
    .update(JSON.stringify([accountId, environmentId]))
    .digest()
  return hash.readUIntBE(0, 6) * 16 + ((hash[6] ?? 0) >> 4)
}

/** The words of a text, in order: runs of letters and digits, as they are compared. */
export function wordsOf(text: string): readonly string[] {
  const words = text.normalize('NFC').toLowerCase().match(wordPattern) ?? []
  return words.map((word) => word.slice(0, longestWord))
}

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu
const longestWord = 64

/** Words between spaces, so that each is found with the spaces around it. */
export const wordsCell = (words: readonly string[]): string => (words.length === 0 ? ' ' : ` ${words.join(' ')} `)

/** The columns that hold words of an asset. */
export const wordColumns = ['words_public_id', 'words_names', 'words_filename', 'words_tags', 'words_values'] as const

/** What an asset is called as a file: as it was uploaded, or the last part of its public id. */
export const filenameOf = ({ originalFilename, publicId }: AssetRecord): string =>
  originalFilename ?? publicId.slice(publicId.lastIndexOf('/') + 1)

/** The cells of {@link wordColumns}. */
export function wordCells(asset: AssetRecord): Row {
  const values = [...Object.values(asset.context), ...Object.values(asset.metadata).flatMap(textsOf)]
  return {
    words_public_id: wordsCell(wordsOf(asset.publicId)),
    words_names: wordsCell(wordsOf(asset.displayName)),
    words_filename: wordsCell(wordsOf(filenameOf(asset))),
    words_tags: wordsCell(asset.tags.flatMap(wordsOf)),
    words_values: wordsCell(values.flatMap(wordsOf)),
  }
}

/** Every word of an asset, each once. */
export function termsOf(asset: AssetRecord): readonly string[] {
  const cells = Object.values(wordCells(asset)).filter((cell) => typeof cell === 'string')
  return [...new Set(cells.flatMap((cell) => cell.split(' ')))].filter((word) => word !== '')
}

/** The texts of a value of structured metadata. */
export const textsOf = (value: MetadataValue): readonly string[] =>
  typeof value === 'object' ? value : [String(value)]

/** One value of a key of the context, or of a field of structured metadata. */
export interface StoredValue {
  readonly name: string
  readonly position: number
  readonly value: string | number
}

/** Every value of an asset's context and structured metadata. */
export function valuesOf(asset: AssetRecord): readonly StoredValue[] {
  const context = Object.entries(asset.context).map(([name, value]): StoredValue => ({
    name: `context.${name}`,
    position: 0,
    value,
  }))
  const metadata = Object.entries(asset.metadata).flatMap(([name, value]) =>
    (typeof value === 'object' ? value : [value]).map((one, position): StoredValue => ({
      name: `metadata.${name}`,
      position,
      value: one,
    })),
  )
  return [...context, ...metadata]
}

/** The cell of the name of a value: long ones by their hash. */
export const valueNameCell = (name: string): string => (storedBytes(name) <= 200 ? name : `#${hashOf(name)}`)

const numeric = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/

/** A cell that sorts numbers before texts, numbers by size, texts as they are compared. */
export function rankCell(value: string | number): string {
  if (typeof value === 'string' && !numeric.test(value)) return `t${nameCell(value)}`
  return `n${numberText(Number(value))}`
}

/** 16 hex digits that sort as the numbers do: the bits of a double, turned so that negative ones come first. */
function numberText(number: number): string {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(number === 0 ? 0 : number)
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0
  for (let index = 0; index < 8; index++)
    bytes[index] = (bytes[index] ?? 0) ^ (isNegative ? 0xff : index === 0 ? 0x80 : 0)
  return bytes.toString('hex')
}

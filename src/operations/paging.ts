import { refusal, type Refusal } from '../domain/errors.ts'
import type { Page } from '../store/store.ts'

/** How many records are read from the store at a time. */
export const batchLength = 1000

/** Reads a paged list of the store to its end. */
export async function listAll<T>(list: (page: Page<T>) => Promise<readonly T[]>): Promise<readonly T[]> {
  const all: T[] = []
  for (;;) {
    const last = all.at(-1)
    const batch = await list({ limit: batchLength, ...(last !== undefined && { after: last }) })
    all.push(...batch)
    if (batch.length < batchLength) return all
  }
}

/** Writes a position as an opaque text. */
export const writeCursor = (position: readonly string[]): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url')

/** Reads what {@link writeCursor} wrote. @throws Refusal `invalid_fields` for any other text */
export function parseCursor(cursor: string): readonly string[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(position) && position.every((one) => typeof one === 'string')) return position
  } catch {
    // Not a cursor of ours: refused below, as any other text.
  }
  throw invalidCursor(cursor)
}

/** The refusal of a cursor that this list didn't give. */
export const invalidCursor = (cursor: string): Refusal =>
  refusal('invalid_fields', undefined, { fields: [{ name: 'cursor', value: cursor }] })

/** One page of a list that is in memory; null: all of it. Pages count from 1. */
export function pageOf<Item>(
  all: readonly Item[],
  page: { readonly number: number; readonly size: number } | null,
): readonly Item[] {
  return page === null ? all : all.slice((page.number - 1) * page.size, page.number * page.size)
}

/** Tells whether any of some texts has a part in it, in any case; an absent part is in everything. */
export const hasPart = (part: string | undefined, ...texts: readonly string[]): boolean =>
  part === undefined || texts.some((text) => text.toLowerCase().includes(part.normalize('NFC').toLowerCase()))

/** Orders items by what a key reads of them; those that are alike in it are by their ids, or against them. */
export const compareBy =
  <Item extends { readonly id: string }>(keyOf: (item: Item) => string | number, isDescending: boolean) =>
  (one: Item, other: Item): number =>
    (isDescending ? -1 : 1) * (compare(keyOf(one), keyOf(other)) || compare(one.id, other.id))

const compare = <T extends string | number>(one: T, other: T): number => (one === other ? 0 : one < other ? -1 : 1)

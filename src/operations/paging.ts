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

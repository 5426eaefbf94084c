import type { Noun, Records } from '../../src/domain/records.ts'
import type { AccountNoun, Transaction } from '../../src/store/store.ts'

/** One record of a noun in three states: as made, as changed, and what must be there first. */
export interface Sample<N extends Noun> {
  readonly first: Records[N]
  readonly then: Records[N]
  readonly needs?: (transaction: Transaction) => Promise<void>
}

/** A sample of each of some nouns. */
export type Samples<N extends AccountNoun> = { readonly [Each in N]: Sample<Each> }

/** An instant after all others of the samples. */
export const later = 1_800_000_000_000

/** A record and the same one with something changed. */
export const changed = <T extends object>(first: T, but: Partial<T>) => ({ first, then: { ...first, ...but } })

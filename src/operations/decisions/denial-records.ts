import type { Author } from '../../domain/change.ts'
import type { Denial } from '../../domain/errors.ts'
import type { AccountId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'

/** One denial, as it was answered. */
export interface DenialRecord {
  /** Names it; nobody guesses one. */
  readonly id: string
  readonly accountId: AccountId
  readonly by: Author
  readonly at: Instant
  /** The method and the path that were called. */
  readonly request: string
  readonly denial: Denial
}

/** How many denials are remembered. */
export const mostDenials = 10_000

/** Remembers the newest denials of this process, to explain them to whoever was denied. */
export class DenialRecords {
  readonly #newId: () => string
  readonly #recordById = new Map<string, DenialRecord>()

  constructor(newId: () => string) {
    this.#newId = newId
  }

  /** Remembers a denial; the oldest one is forgotten for it when there are {@link mostDenials}. @returns its id */
  keep(record: Omit<DenialRecord, 'id'>): string {
    const id = this.#newId()
    const [oldest] = this.#recordById.keys()
    if (oldest !== undefined && this.#recordById.size >= mostDenials) this.#recordById.delete(oldest)
    this.#recordById.set(id, { ...record, id })
    return id
  }

  find(id: string): DenialRecord | undefined {
    return this.#recordById.get(id)
  }
}

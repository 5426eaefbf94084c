import type { Author } from '../../domain/change.ts'
import type { AccountId, EnvironmentId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { KeyKind, Principal } from '../../domain/principal.ts'
import { hourOf, monthOf, type KeyUse, type Month, type UsageCount } from '../../domain/usage.ts'
import { AccountUnknown } from '../../store/errors.ts'
import type { UsageStore } from '../../store/store.ts'

/** One request whose sender is known. */
export interface UsedKey {
  readonly accountId: AccountId
  readonly by: Author
  /** The environment that the key belongs to; null for keys of the account. */
  readonly environmentId: EnvironmentId | null
  readonly operation: string
  readonly at: Instant
}

/** Part of a file of an environment. */
export interface SentBytes {
  readonly accountId: AccountId
  readonly environmentId: EnvironmentId
  readonly bytes: number
  readonly at: Instant
}

/** What is counted of every request. */
export const requestsMetric = 'requests'

/** The bytes of files that were sent. */
export const bandwidthMetric = 'bandwidth'

/** A count that goes on. */
type Counter = Omit<UsageCount, 'value'> & { value: number }

/** What one account used since it was last written down. */
interface Pending {
  readonly countByPlace: Map<string, Counter>
  readonly useByKey: Map<string, KeyUse>
}

/**
 * Counts requests and notes the last use of keys, in memory: a request costs two look-ups in maps. Written down every
 * few seconds and when the server closes; what a process counted in its last seconds is lost when it is killed.
 */
export class UsageMeter {
  readonly #store: Pick<UsageStore, 'addUsage'>
  #pendingByAccount = new Map<AccountId, Pending>()
  #writing: Promise<void> = Promise.resolve()
  /** The month of the hour counted last: writing a month takes longer than counting. */
  #last: { readonly hour: Instant; readonly month: Month } = { hour: 0, month: monthOf(0) }

  constructor(store: Pick<UsageStore, 'addUsage'>) {
    this.#store = store
  }

  /** Counts a request. Sign-ins of people are no use of a key. */
  note({ accountId, by, environmentId, operation, at }: UsedKey): void {
    const pending = this.#pendingOf(accountId)
    addCount(pending, { environmentId, month: this.#monthAt(at), metric: requestsMetric, value: 1 })
    if (isKey(by)) addUse(pending, { kind: by.type, id: by.id, at: hourOf(at), operation })
  }

  /** Counts bytes of files that were sent, whoever asked for them. */
  noteSent({ accountId, environmentId, bytes, at }: SentBytes): void {
    const month = this.#monthAt(at)
    addCount(this.#pendingOf(accountId), { environmentId, month, metric: bandwidthMetric, value: bytes })
  }

  #monthAt(at: Instant): Month {
    const hour = hourOf(at)
    if (hour !== this.#last.hour) this.#last = { hour, month: monthOf(at) }
    return this.#last.month
  }

  /**
   * Writes down what was counted until now; calls go one after the other.
   *
   * @throws StoreUnavailable; what couldn't be written is kept for the next time
   */
  flush(): Promise<void> {
    const writing = this.#writing.catch(() => undefined).then(() => this.#write())
    this.#writing = writing
    return writing
  }

  async #write(): Promise<void> {
    const all = this.#pendingByAccount
    this.#pendingByAccount = new Map()
    let failure: { readonly error: unknown } | undefined
    for (const [accountId, pending] of all) {
      try {
        await this.#store.addUsage(accountId, {
          keyUses: [...pending.useByKey.values()],
          counts: [...pending.countByPlace.values()],
        })
      } catch (error) {
        if (error instanceof AccountUnknown) continue
        failure = { error }
        this.#keep(accountId, pending)
      }
    }
    if (failure !== undefined) throw failure.error
  }

  #keep(accountId: AccountId, { countByPlace, useByKey }: Pending): void {
    const pending = this.#pendingOf(accountId)
    for (const count of countByPlace.values()) addCount(pending, count)
    for (const use of useByKey.values()) addUse(pending, use)
  }

  #pendingOf(accountId: AccountId): Pending {
    const known = this.#pendingByAccount.get(accountId)
    if (known !== undefined) return known
    const pending = { countByPlace: new Map(), useByKey: new Map() }
    this.#pendingByAccount.set(accountId, pending)
    return pending
  }
}

const isKey = (by: Author): by is Extract<Principal, { readonly type: KeyKind }> =>
  by.type === 'api_key' || by.type === 'account_key'

function addCount({ countByPlace }: Pending, count: UsageCount): void {
  const place = `${count.month}:${count.metric}:${count.environmentId ?? ''}`
  const known = countByPlace.get(place)
  if (known === undefined) countByPlace.set(place, { ...count })
  else known.value += count.value
}

function addUse({ useByKey }: Pending, use: KeyUse): void {
  const key = `${use.kind}:${use.id}`
  const known = useByKey.get(key)
  if (known === undefined || known.at <= use.at) useByKey.set(key, use)
}

import type { Catalogue } from '../domain/catalogue.ts'
import { systemCatalogue } from '../domain/catalogue/system-catalogue.ts'
import type { Change, ChangeEntry } from '../domain/change.ts'
import { refusal } from '../domain/errors.ts'
import type { AccountId } from '../domain/ids.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import type { Store } from '../store/store.ts'

/** How many entries of the change log are read at a time. */
const tailLength = 500

/** A node that couldn't follow the change log for this long stops answering (design, section distribution). */
export const staleAfterMs = 5000

/**
 * The engines of the accounts that this node serves: loaded when first asked for, then kept in step with the change log.
 * What this node writes is applied at once, what others write by {@link Accounts.follow}.
 */
export class Accounts {
  readonly #store: Store
  readonly #now: () => number
  readonly #engineById = new Map<AccountId, Promise<Engine>>()
  #catalogue: Promise<Catalogue> | null = null
  #installationRevision = 0
  #followedAt: number

  /** @param now a clock in milliseconds that never goes back */
  constructor(store: Store, now: () => number) {
    this.#store = store
    this.#now = now
    this.#followedAt = now()
  }

  /** The catalogue in force. */
  catalogue(): Promise<Catalogue> {
    this.#catalogue ??= this.#store.findCatalogue().then((imported) => imported ?? systemCatalogue)
    return this.#catalogue
  }

  /**
   * The engine of an account, loaded if need be.
   *
   * @throws Refusal `unavailable` when this node has been out of step for {@link staleAfterMs}
   * @throws AccountUnknown
   */
  async engineOf(accountId: AccountId): Promise<Engine> {
    if (this.#now() - this.#followedAt > staleAfterMs) await this.follow()
    const known = this.#engineById.get(accountId)
    if (known !== undefined) return known
    const loading = this.#load(accountId)
    this.#engineById.set(accountId, loading)
    loading.catch(() => this.#engineById.delete(accountId))
    return loading
  }

  /** The engine, when it is loaded already: for callers that can't wait. */
  isLoaded(accountId: AccountId): boolean {
    return this.#engineById.has(accountId)
  }

  /** Applies what this node has just written. */
  async applied(entry: ChangeEntry): Promise<void> {
    const engine = await this.#engineById.get(entry.accountId)
    if (engine === undefined) return
    if (entry.revision > engine.revision + 1) await this.#readTail(engine, entry.accountId)
    else engine.apply(entry)
  }

  /**
   * Brings an engine to at least a revision.
   *
   * @throws Refusal `unavailable` when the log hasn't come that far: the answer is "not yet", never an old allow
   */
  async atLeast(accountId: AccountId, revision: number): Promise<Engine> {
    const engine = await this.engineOf(accountId)
    if (engine.revision < revision) await this.#readTail(engine, accountId)
    if (engine.revision < revision) throw refusal('unavailable', undefined)
    return engine
  }

  /** Reads what others have written since; called every 250 ms. */
  async follow(): Promise<void> {
    const startedAt = this.#now()
    const installationRevision = await this.#store.installationRevision()
    if (installationRevision !== this.#installationRevision) this.#forgetAll(installationRevision)
    const revisions = await this.#store.revisions()
    for (const [accountId, loading] of this.#engineById) {
      const engine = await loading
      if ((revisions.get(accountId) ?? 0) > engine.revision) await this.#readTail(engine, accountId)
    }
    this.#followedAt = startedAt
  }

  /** Another catalogue changes what every role means: the engines are made anew. */
  #forgetAll(installationRevision: number): void {
    this.#catalogue = null
    this.#engineById.clear()
    this.#installationRevision = installationRevision
  }

  async #load(accountId: AccountId): Promise<Engine> {
    const engine = createEngine(await this.catalogue())
    for await (const { noun, records, revision } of this.#store.load(accountId)) {
      engine.load(
        records.map((after) => ({ noun, before: null, after }) as Change),
        revision,
      )
    }
    return engine
  }

  async #readTail(engine: Engine, accountId: AccountId): Promise<void> {
    for (;;) {
      const entries = await this.#store.changesAfter(accountId, engine.revision, tailLength)
      for (const entry of entries) engine.apply(entry)
      if (entries.length < tailLength) return
    }
  }
}

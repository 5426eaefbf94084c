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
 * What this node writes is applied at once, what others write by {@link Accounts.follow}. An engine that can't be kept
 * in step is forgotten, and loaded anew when it is next asked for.
 */
export class Accounts {
  readonly #store: Store
  readonly #now: () => number
  readonly #engineById = new Map<AccountId, Engine>()
  readonly #loadingById = new Map<AccountId, Promise<Engine>>()
  #catalogue: Promise<Catalogue> | null = null
  /** Of the catalogue that was read last; null before. */
  #installationRevision: number | null = null
  #followedAt: number
  #following: Promise<void> = Promise.resolve()
  /** A look that has been asked for and hasn't begun. */
  #nextLook: Promise<void> | null = null

  /** @param now a clock in milliseconds that never goes back */
  constructor(store: Store, now: () => number) {
    this.#store = store
    this.#now = now
    this.#followedAt = now()
  }

  /** The catalogue in force. */
  catalogue(): Promise<Catalogue> {
    if (this.#catalogue !== null) return this.#catalogue
    const reading = this.#readCatalogue()
    this.#catalogue = reading
    reading.catch(() => {
      if (this.#catalogue === reading) this.#catalogue = null
    })
    return reading
  }

  /**
   * The engine of an account, loaded if need be.
   *
   * @throws Refusal `unavailable` when this node has been out of step for {@link staleAfterMs}
   * @throws AccountUnknown
   */
  async engineOf(accountId: AccountId): Promise<Engine> {
    if (this.#isStale()) await this.#catchUp()
    return this.#engineById.get(accountId) ?? this.#loadOnce(accountId)
  }

  /** The accounts of the store whose engine isn't in memory: what is asked of them first waits for it. */
  async listUnloaded(): Promise<readonly AccountId[]> {
    const revisions = await this.#store.revisions()
    return [...revisions.keys()].filter((accountId) => !this.#engineById.has(accountId))
  }

  /** Applies what this node has just written. It is written whatever happens here, so this never fails. */
  async applied(entry: ChangeEntry): Promise<void> {
    const { accountId, revision } = entry
    const engine = this.#engineById.get(accountId) ?? (await this.#loadingById.get(accountId)?.catch(() => undefined))
    if (engine === undefined) return
    try {
      if (revision > engine.revision + 1) await this.#readTail(engine, accountId)
      else engine.apply(entry)
    } catch {
      this.#forget(accountId, engine)
    }
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

  /**
   * The engine at exactly a revision, for who holds up all other writers of the account. An engine that is ahead knows
   * what never came to be, as when a backup was restored, and is forgotten.
   *
   * @throws Refusal `unavailable`
   */
  async exactly(accountId: AccountId, revision: number): Promise<Engine> {
    const engine = await this.atLeast(accountId, revision)
    if (engine.revision === revision) return engine
    this.#forget(accountId, engine)
    const anew = await this.atLeast(accountId, revision)
    if (anew.revision !== revision) throw refusal('unavailable', undefined)
    return anew
  }

  /**
   * Reads what others have written until now; called every 250 ms. Calls that come while a look is under way share the
   * next one, so that each sees what was written before it.
   *
   * @throws StoreUnavailable when nothing can be read; one account alone never keeps the others from being followed
   */
  follow(): Promise<void> {
    this.#nextLook ??= this.#following
      .catch(() => undefined)
      .then(() => {
        this.#nextLook = null
        this.#following = this.#look()
        return this.#following
      })
    return this.#nextLook
  }

  #isStale(): boolean {
    return this.#now() - this.#followedAt > staleAfterMs
  }

  async #catchUp(): Promise<void> {
    try {
      await this.follow()
    } catch (cause) {
      throw refusal('unavailable', undefined, { cause })
    }
    if (this.#isStale()) throw refusal('unavailable', undefined)
  }

  async #look(): Promise<void> {
    const startedAt = this.#now()
    const installationRevision = await this.#store.installationRevision()
    const isOther = this.#installationRevision !== null && this.#installationRevision !== installationRevision
    if (isOther) this.#forgetAll()
    const known = [...this.#engineById].map(([accountId, engine]) => ({ accountId, engine, before: engine.revision }))
    const revisions = await this.#store.revisions()
    for (const { accountId, engine, before } of known) {
      const stored = revisions.get(accountId) ?? 0
      // The store's revision was asked for after `before`: a lower one means that the store isn't the one it was.
      if (stored < before) this.#forget(accountId, engine)
      else if (stored > engine.revision) await this.#bringUp(engine, accountId)
    }
    this.#followedAt = startedAt
  }

  async #bringUp(engine: Engine, accountId: AccountId): Promise<void> {
    try {
      await this.#readTail(engine, accountId)
    } catch {
      // Whoever asks for it next loads it anew, and learns what is wrong.
      this.#forget(accountId, engine)
    }
  }

  #forget(accountId: AccountId, engine: Engine): void {
    if (this.#engineById.get(accountId) === engine) this.#engineById.delete(accountId)
  }

  /** Another catalogue changes what every role means: the engines are made anew. */
  #forgetAll(): void {
    this.#catalogue = null
    this.#installationRevision = null
    this.#engineById.clear()
    this.#loadingById.clear()
  }

  /** The revision is read first: should the catalogue be replaced in between, the next look sees a newer one. */
  async #readCatalogue(): Promise<Catalogue> {
    const revision = await this.#store.installationRevision()
    const imported = await this.#store.findCatalogue()
    this.#installationRevision = revision
    return imported ?? systemCatalogue
  }

  /** Everyone who asks while an engine is loaded waits for the same one. */
  #loadOnce(accountId: AccountId): Promise<Engine> {
    const known = this.#loadingById.get(accountId)
    if (known !== undefined) return known
    const isMine = (): boolean => this.#loadingById.get(accountId) === loading
    const loading: Promise<Engine> = this.#load(accountId)
      .then((engine) => {
        // What was loaded before another catalogue came into force is of no use.
        if (!isMine()) return this.engineOf(accountId)
        this.#engineById.set(accountId, engine)
        return engine
      })
      .finally(() => {
        if (isMine()) this.#loadingById.delete(accountId)
      })
    this.#loadingById.set(accountId, loading)
    return loading
  }

  /** Loading takes its time, so the log is read to its end once more. */
  async #load(accountId: AccountId): Promise<Engine> {
    const engine = createEngine(await this.catalogue())
    for await (const { noun, records, revision } of this.#store.load(accountId)) {
      engine.load(
        records.map((after) => ({ noun, before: null, after }) as Change),
        revision,
      )
    }
    await this.#readTail(engine, accountId)
    return engine
  }

  /** @throws StoreUnavailable; anything else leaves the engine between two revisions, so it is forgotten */
  async #readTail(engine: Engine, accountId: AccountId): Promise<void> {
    for (;;) {
      const entries = await this.#store.changesAfter(accountId, engine.revision, tailLength)
      try {
        for (const entry of entries) engine.apply(entry)
      } catch (error) {
        this.#forget(accountId, engine)
        throw error
      }
      if (entries.length < tailLength) return
    }
  }
}

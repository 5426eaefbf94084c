import type { Instant } from '../../domain/instant.ts'
import { GrowingIntegers } from './growing.ts'
import { TargetIndex } from './target-index.ts'

/** Where an assignment counts, packed with its number: see {@link target}. */
export type Target = number

/** The kinds of target, in the top bits. */
export const targetKind = { account: 0, environment: 1, folder: 2, collection: 3 } as const

/** Packs a kind and a number (0 for the account and for `all` environments; below 2^29). */
export const target = (kind: keyof typeof targetKind, number: number): Target => (targetKind[kind] << 29) | number

/** The number of a target, without its kind. */
export const targetNumber = (packed: Target): number => packed & 0x1fffffff

/** Set in the second word of an assignment that has an expiry. */
export const expiringFlag = 1 << 30

/** The role number in the second word. */
export const roleNumberMask = expiringFlag - 1

/** Holders with more assignments than this get an index by target (reference figures: decisions cost 4-8 ns each). */
const indexThreshold = 64

/** One holder's part of the slab: positions count words, two an assignment. */
export interface Run {
  readonly number: number
  offset: number
  length: number
  /** Where the assignments of the account and of environments end; those of folders and collections come after them. */
  globalLength: number
  capacity: number
  /** Its assignments by target, once the run is long. */
  byTarget: TargetIndex | null
}

/**
 * All assignments of an account, two integers each (target; role and flag), in one array with a run for each holder.
 * Adding and removing touch one run; a run that outgrows its place moves to the end, and the array is packed anew when
 * half of it is waste.
 */
export class AssignmentRuns {
  readonly #slab = new GrowingIntegers()
  /** One role may stand on one target twice, given for `all` and for the environment: each has its own end. */
  readonly #expiries = new Map<string, Instant[]>()
  readonly #runs = new Set<Run>()
  #nextRun = 0
  #end = 0
  #waste = 0
  #count = 0

  /** How many assignments there are. */
  get count(): number {
    return this.#count
  }

  /** Bytes held by the array of assignments, slack included. */
  get bytes(): number {
    return this.#slab.values.byteLength
  }

  /** The array itself, for hot loops. */
  get words(): Int32Array {
    return this.#slab.values
  }

  /** A number for a new run. */
  nextNumber(): number {
    return this.#nextRun++
  }

  newRun(): Run {
    return { number: this.nextNumber(), offset: 0, length: 0, globalLength: 0, capacity: 0, byTarget: null }
  }

  add(run: Run, at: Target, role: number, expiresAt: Instant | null): void {
    if (run.length === run.capacity) this.#relocate(run)
    const second = secondWord(role, expiresAt)
    const words = this.#slab.values
    let position = run.offset + run.length
    if (isGlobal(at)) {
      const firstOther = run.offset + run.globalLength
      words.copyWithin(position, firstOther, firstOther + 2)
      position = firstOther
      run.globalLength += 2
    }
    words[position] = at
    words[position + 1] = second
    run.length += 2
    this.#count++
    if (expiresAt !== null) this.#addExpiry(expiryKey(run, at, role), expiresAt)
    if (run.byTarget !== null) run.byTarget.add(at, second)
    else if (run.length > 2 * indexThreshold) run.byTarget = this.#indexOf(run)
  }

  /** Removes one assignment; nothing happens when there is none. */
  remove(run: Run, at: Target, role: number, expiresAt: Instant | null): void {
    const words = this.#slab.values
    const second = secondWord(role, expiresAt)
    const end = run.offset + run.length
    let position = run.offset
    while (position < end && (words[position] !== at || words[position + 1] !== second)) position += 2
    if (position >= end) return
    if (isGlobal(at)) {
      const lastGlobal = run.offset + run.globalLength - 2
      words.copyWithin(position, lastGlobal, lastGlobal + 2)
      position = lastGlobal
      run.globalLength -= 2
    }
    words.copyWithin(position, end - 2, end)
    run.length -= 2
    this.#count--
    if (expiresAt !== null) this.#removeExpiry(expiryKey(run, at, role), expiresAt)
    if (run.byTarget !== null) run.byTarget = run.length > 2 * indexThreshold ? this.#indexOf(run) : null
  }

  /** Every assignment of a run, in no order. */
  *all(run: Run): Iterable<{ readonly at: Target; readonly role: number; readonly expiresAt: Instant | null }> {
    const seen = new Map<string, number>()
    for (let position = run.offset; position < run.offset + run.length; position += 2) {
      const [at = 0, second = 0] = this.#slab.values.subarray(position, position + 2)
      const role = second & roleNumberMask
      if (second === role) yield { at, role, expiresAt: null }
      else {
        const key = expiryKey(run, at, role)
        const nth = seen.get(key) ?? 0
        seen.set(key, nth + 1)
        yield { at, role, expiresAt: this.#expiries.get(key)?.[nth] ?? Number.NEGATIVE_INFINITY }
      }
    }
  }

  /** Removes every assignment of a run. */
  removeAll(run: Run): void {
    const words = this.#slab.values
    for (let position = run.offset; position < run.offset + run.length; position += 2) {
      const second = words[position + 1] ?? 0
      if ((second & expiringFlag) !== 0)
        this.#expiries.delete(expiryKey(run, words[position] ?? 0, second & roleNumberMask))
    }
    this.#count -= run.length / 2
    this.#waste += run.capacity
    this.#runs.delete(run)
    run.length = 0
    run.globalLength = 0
    run.capacity = 0
    run.byTarget = null
  }

  /**
   * @returns when an assignment with {@link expiringFlag} ends, the last end when it stands more than once; an unknown
   *   one has ended already
   */
  expiry(run: Run, at: Target, role: number): Instant {
    return Math.max(...(this.#expiries.get(expiryKey(run, at, role)) ?? []))
  }

  #addExpiry(key: string, expiresAt: Instant): void {
    const ends = this.#expiries.get(key)
    if (ends === undefined) this.#expiries.set(key, [expiresAt])
    else ends.push(expiresAt)
  }

  #removeExpiry(key: string, expiresAt: Instant): void {
    const ends = this.#expiries.get(key)
    if (ends === undefined) return
    if (ends.length === 1) this.#expiries.delete(key)
    else ends.splice(Math.max(ends.indexOf(expiresAt), 0), 1)
  }

  #relocate(run: Run): void {
    if (this.#waste > 4096 && this.#waste * 2 > this.#end) this.#pack()
    const capacity = run.capacity === 0 ? 4 : run.capacity * 2
    this.#slab.reserve(this.#end + capacity)
    this.#slab.values.copyWithin(this.#end, run.offset, run.offset + run.length)
    this.#waste += run.capacity
    run.offset = this.#end
    run.capacity = capacity
    this.#end += capacity
    this.#runs.add(run)
  }

  #pack(): void {
    const old = this.#slab.values.slice(0, this.#end)
    this.#end = 0
    for (const run of this.#runs) {
      this.#slab.values.set(old.subarray(run.offset, run.offset + run.length), this.#end)
      run.offset = this.#end
      this.#end += run.capacity
    }
    this.#waste = 0
  }

  #indexOf({ offset, length }: Run): TargetIndex {
    return new TargetIndex(this.#slab.values.subarray(offset, offset + length))
  }
}

/** Tells whether a target is the account or an environment. */
export const isGlobal = (at: Target): boolean => at >>> 29 <= targetKind.environment

const secondWord = (role: number, expiresAt: Instant | null): number =>
  expiresAt === null ? role : role | expiringFlag

const expiryKey = (run: Run, at: Target, role: number): string => `${run.number}:${at}:${role}`

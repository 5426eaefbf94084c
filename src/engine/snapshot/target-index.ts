/** No target has this number: its kind would be a fifth one. */
const free = -1

/**
 * The assignments of one long run by target (`Target` of `assignment-runs.ts`): pairs of words in a table that is hashed by target, the next free pair taken
 * where two meet. One look-up touches memory in one place, which is what it costs.
 */
export class TargetIndex {
  #pairs = new Int32Array(0)
  #bits = 0
  #count = 0

  /** Indexes pairs of target and second word. */
  constructor(words: Int32Array) {
    this.#resize(words.length)
    for (let at = 0; at < words.length; at += 2) this.add(words[at] ?? 0, words[at + 1] ?? 0)
  }

  /** The first position at which pairs with a target may stand; see {@link TargetIndex.next}. */
  start(at: number): number {
    return (Math.imul(at, 0x9e3779b1) >>> (32 - this.#bits)) << 1
  }

  /** The position of the next pair with a target, from `position` on; -1 when there are no more. */
  find(at: number, position: number): number {
    const pairs = this.#pairs
    const end = pairs.length
    for (let place = position === end ? 0 : position; pairs[place] !== free;) {
      if (pairs[place] === at) return place
      place = place + 2 === end ? 0 : place + 2
    }
    return -1
  }

  /** The second word of the pair at a position. */
  second(position: number): number {
    return this.#pairs[position + 1] ?? 0
  }

  /** All pairs, in no order. */
  *[Symbol.iterator](): Iterator<readonly [at: number, second: number]> {
    for (let place = 0; place < this.#pairs.length; place += 2) {
      const [at = free, second = 0] = this.#pairs.subarray(place, place + 2)
      if (at !== free) yield [at, second]
    }
  }

  add(at: number, second: number): void {
    if (this.#count * 4 >= this.#pairs.length) this.#resize(this.#pairs.length >> 1)
    let place = this.start(at)
    while (this.#pairs[place] !== free) place = place + 2 === this.#pairs.length ? 0 : place + 2
    this.#pairs[place] = at
    this.#pairs[place + 1] = second
    this.#count++
  }

  /** Makes room for at least as many words again as `length`, and puts all pairs into their new places. */
  #resize(length: number): void {
    const old = this.#pairs
    this.#bits = 32 - Math.clz32(Math.max(length, 8))
    this.#pairs = new Int32Array(2 << this.#bits).fill(free)
    this.#count = 0
    for (let at = 0; at < old.length; at += 2) if (old[at] !== free) this.add(old[at] ?? 0, old[at + 1] ?? 0)
  }
}

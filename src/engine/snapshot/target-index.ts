/** Stands where no pair does. */
const free = 0

/**
 * The assignments of one long run by target (`Target` of `assignment-runs.ts`): pairs of words in a table that is hashed
 * by target, the next free place taken where two meet. A byte of each target's hash lies apart, close together: most
 * look-ups end there, and touch no pair.
 */
export class TargetIndex {
  #marks = new Uint8Array(0)
  #pairs = new Int32Array(0)
  #bits = 0
  #count = 0

  /** Indexes pairs of target and second word. */
  constructor(words: Int32Array) {
    this.#resize(words.length)
    for (let at = 0; at < words.length; at += 2) this.add(words[at] ?? 0, words[at + 1] ?? 0)
  }

  /** Where the first pair with a target is, -1 when there is none; see {@link TargetIndex.next}. */
  find(at: number): number {
    const hash = hashOf(at)
    return this.#seek(at, hash, hash >>> (32 - this.#bits))
  }

  /** Where the next pair with a target is, after one that was found; -1 when there are no more. */
  next(at: number, place: number): number {
    return this.#seek(at, hashOf(at), (place + 1) & (this.#marks.length - 1))
  }

  /** The second word of the pair at a place. */
  second(place: number): number {
    return this.#pairs[2 * place + 1] ?? 0
  }

  /** All pairs, in no order. */
  *[Symbol.iterator](): Iterator<readonly [at: number, second: number]> {
    for (const [place, mark] of this.#marks.entries()) {
      if (mark !== free) yield [this.#pairs[2 * place] ?? 0, this.second(place)]
    }
  }

  add(at: number, second: number): void {
    if (this.#count * 2 >= this.#marks.length) this.#resize(this.#marks.length)
    const hash = hashOf(at)
    let place = hash >>> (32 - this.#bits)
    while (this.#marks[place] !== free) place = (place + 1) & (this.#marks.length - 1)
    this.#marks[place] = markOf(hash)
    this.#pairs[2 * place] = at
    this.#pairs[2 * place + 1] = second
    this.#count++
  }

  #seek(at: number, hash: number, from: number): number {
    const marks = this.#marks
    const last = marks.length - 1
    const wanted = markOf(hash)
    for (let place = from; ; place = (place + 1) & last) {
      const mark = marks[place]
      if (mark === free) return -1
      if (mark === wanted && this.#pairs[2 * place] === at) return place
    }
  }

  /** Makes room for twice as many pairs as `length`, or more, and puts all into their new places. */
  #resize(length: number): void {
    const [marks, pairs] = [this.#marks, this.#pairs]
    this.#bits = 33 - Math.clz32(Math.max(length, 8) - 1)
    this.#marks = new Uint8Array(1 << this.#bits)
    this.#pairs = new Int32Array(2 << this.#bits)
    this.#count = 0
    for (const [place, mark] of marks.entries()) {
      if (mark !== free) this.add(pairs[2 * place] ?? 0, pairs[2 * place + 1] ?? 0)
    }
  }
}

const hashOf = (at: number): number => Math.imul(at ^ (at >>> 15), 0x9e3779b1)

/** Bits of a hash that say nothing of the place; never {@link free}. */
const markOf = (hash: number): number => (hash & 0xff) | 1

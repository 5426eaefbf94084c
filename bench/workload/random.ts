/** A stream of pseudo-random numbers that a seed and a name fix; parts of a workload with names of their own don't shift each other. */
export class Random {
  #state: number

  constructor(seed: number, part: string) {
    let state = seed ^ 0x9e3779b9
    for (let at = 0; at < part.length; at++) state = Math.imul(state ^ part.charCodeAt(at), 0x01000193)
    this.#state = state
  }

  /** From 0 to 1, exclusive (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** An integer from 0 to `end`, exclusive. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** @throws RangeError on an empty list */
  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)]
    if (picked === undefined) throw new RangeError('nothing to pick from')
    return picked
  }

  /** `count` different elements in random order; all of them when there are fewer. */
  pickSome<T>(list: readonly T[], count: number): T[] {
    const left = [...list]
    const picked: T[] = []
    while (picked.length < count && left.length > 0) picked.push(...left.splice(this.below(left.length), 1))
    return picked
  }

  /** A position in `shares`, each as probable as its share of the sum. */
  share(shares: readonly number[]): number {
    let rest = this.next() * shares.reduce((sum, one) => sum + one, 0)
    for (const [position, one] of shares.entries()) {
      rest -= one
      if (rest < 0) return position
    }
    return shares.length - 1
  }
}

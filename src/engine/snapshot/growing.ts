/** An array of 32-bit integers that grows by half when it is full. */
export class GrowingIntegers {
  #values: Int32Array<ArrayBuffer>

  constructor(capacity = 1024) {
    this.#values = new Int32Array(capacity)
  }

  /** The storage itself, for hot loops; replaced whenever it grows, so never kept across a write. */
  get values(): Int32Array {
    return this.#values
  }

  /** Makes positions up to `length` valid; new ones hold 0. */
  reserve(length: number): void {
    if (length <= this.#values.length) return
    const grown = new Int32Array(Math.max(length, this.#values.length + (this.#values.length >> 1)))
    grown.set(this.#values)
    this.#values = grown
  }

  /** Takes over values from the first position on. */
  restore(values: Int32Array): void {
    this.reserve(values.length)
    this.#values.set(values)
  }

  get(position: number): number {
    return this.#values[position] ?? 0
  }

  set(position: number, value: number): void {
    this.reserve(position + 1)
    this.#values[position] = value
  }
}

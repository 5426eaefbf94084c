/** Gives texts numbers from 1 up, each once and never again; a deleted text that comes back gets a new one. */
export class Numbered {
  readonly #numberById = new Map<string, number>()
  readonly #ids: string[] = ['']

  /** How many texts have a number now. */
  get count(): number {
    return this.#numberById.size
  }

  /** @returns 0 when unknown */
  number(id: string): number {
    return this.#numberById.get(id) ?? 0
  }

  /** The number of an id, made when it is new. */
  obtain(id: string): number {
    const known = this.#numberById.get(id)
    if (known !== undefined) return known
    const number = this.#ids.length
    this.#numberById.set(id, number)
    this.#ids.push(id)
    return number
  }

  /** @returns the empty text for a number that stands for nothing any more */
  id(number: number): string {
    return this.#ids[number] ?? ''
  }

  delete(id: string): void {
    const number = this.#numberById.get(id)
    if (number === undefined) return
    this.#numberById.delete(id)
    this.#ids[number] = ''
  }

  /** All texts by number; empty for numbers that stand for nothing. */
  texts(): readonly string[] {
    return this.#ids
  }

  /** Takes over the texts of another; for one that has none yet. */
  restore(texts: readonly string[]): void {
    for (const [number, text] of texts.entries()) {
      this.#ids[number] = text
      if (text !== '') this.#numberById.set(text, number)
    }
  }

  /** Ids and numbers in the order the ids came. */
  entries(): Iterable<[string, number]> {
    return this.#numberById.entries()
  }
}

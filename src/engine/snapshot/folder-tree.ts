import { folderId, type FolderId } from '../../domain/ids.ts'
import type { ColumnReader, ColumnWriter } from './columns.ts'
import { GrowingIntegers } from './growing.ts'
import { IdTable } from './id-table.ts'

/** Folder depth that the store and the engine accept; deeper input is refused, and a longer chain is a broken tree. */
export const maximumFolderDepth = 200

/**
 * The folders of one account as a parent array of integers, so that a move is one store and every assignment on a
 * folder covers what lies beneath it at once. Folder numbers start at 1 and are not used again.
 */
export class FolderTree {
  readonly #numberById = new IdTable()
  readonly #idByNumber: string[] = ['']
  readonly #nameByNumber: string[] = ['']
  /** Two integers a folder, the parent's number and the environment's: whoever reads one reads the other as well. */
  readonly #nodes = new GrowingIntegers()
  #shape = 0
  #names = 0

  /** How many folders there are. */
  get count(): number {
    return this.#numberById.size
  }

  /** Numbers are below this; removed folders leave holes. */
  get numberEnd(): number {
    return this.#idByNumber.length
  }

  /** Raised by every change of the tree's shape, so that an order made of it can tell that it is stale. */
  get shape(): number {
    return this.#shape
  }

  /** Raised whenever an id comes to stand for another folder, or for none any more. */
  get names(): number {
    return this.#names
  }

  /** @returns 0 when the folder doesn't exist */
  number(id: string): number {
    return this.#numberById.get(id)
  }

  id(number: number): FolderId {
    return folderId(this.#idByNumber[number] ?? '')
  }

  name(number: number): string {
    return this.#nameByNumber[number] ?? ''
  }

  /** The environment's number; 0 for a hole. */
  environment(number: number): number {
    return this.#nodes.get(2 * number + 1)
  }

  /** The parent's number; 0 at the top. */
  parent(number: number): number {
    return this.#nodes.get(2 * number)
  }

  /** The numbers of all folders, in no order. */
  *numbers(): IterableIterator<number> {
    for (let number = 1; number < this.numberEnd; number++) if (this.#idByNumber[number] !== '') yield number
  }

  /** The parent of folder `n` at `2 * n`, its environment at `2 * n + 1`; for hot loops. */
  get nodes(): Int32Array {
    return this.#nodes.values
  }

  /** Adds a folder, or renames and moves one; the parent may arrive later than the child. */
  put(id: string, environment: number, parentId: string | null, name: string): number {
    const number = this.obtain(id)
    const parent = parentId === null ? 0 : this.obtain(parentId)
    this.#nameByNumber[number] = name
    this.#nodes.set(2 * number, parent)
    this.#nodes.set(2 * number + 1, environment)
    this.#shape++
    return number
  }

  /** The number of a folder, made when it was only mentioned so far; such a folder lies in no environment yet. */
  obtain(id: string): number {
    const known = this.number(id)
    return known === 0 ? this.#claim(id) : known
  }

  delete(id: string): void {
    const number = this.number(id)
    if (number === 0) return
    this.#numberById.delete(id)
    this.#idByNumber[number] = ''
    this.#nameByNumber[number] = ''
    this.#nodes.set(2 * number, 0)
    this.#nodes.set(2 * number + 1, 0)
    this.#shape++
    this.#names++
  }

  /**
   * Writes a folder's number and those of all above it, itself first, into `chain`.
   *
   * @returns how many there are; -1 when the chain is longer than {@link maximumFolderDepth}, as in a broken tree
   */
  chainInto(chain: Int32Array, number: number): number {
    const nodes = this.#nodes.values
    let length = 0
    for (let at = number; at !== 0; at = nodes[2 * at] ?? 0) {
      if (length === maximumFolderDepth) return -1
      chain[length++] = at
    }
    return length
  }

  /** Writes all folders; see {@link FolderTree.restore}. */
  save(writer: ColumnWriter): void {
    writer.texts(this.#idByNumber)
    writer.texts(this.#nameByNumber)
    const nodes = this.#nodes.values
    const column = (offset: number): Int32Array =>
      new Int32Array(this.numberEnd).map((_, number) => nodes[2 * number + offset] ?? 0)
    writer.integers(column(0))
    writer.integers(column(1))
  }

  /** Reads what {@link FolderTree.save} wrote into a tree without folders, with the same numbers. */
  restore(reader: ColumnReader): void {
    const ids = reader.texts()
    this.#numberById.reserve(ids.length)
    for (const [number, id] of ids.entries()) {
      this.#idByNumber[number] = id
      if (id !== '') this.#numberById.set(id, number)
    }
    for (const [number, name] of reader.texts().entries()) this.#nameByNumber[number] = name
    const [parents, environments] = [reader.integers(), reader.integers()]
    this.#nodes.reserve(2 * parents.length)
    const nodes = this.#nodes.values
    for (let number = 0; number < parents.length; number++) {
      nodes[2 * number] = parents[number] ?? 0
      nodes[2 * number + 1] = environments[number] ?? 0
    }
    this.#shape++
    this.#names++
  }

  #claim(id: string): number {
    const number = this.#idByNumber.length
    this.#numberById.set(id, number)
    this.#names++
    this.#idByNumber.push(id)
    this.#nameByNumber.push('')
    this.#nodes.reserve(2 * number + 2)
    return number
  }
}

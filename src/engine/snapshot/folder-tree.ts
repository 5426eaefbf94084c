import { folderId, type FolderId } from '../../domain/ids.ts'
import type { ColumnReader, ColumnWriter } from './columns.ts'
import { GrowingIntegers } from './growing.ts'

/** Folder depth that the store and the engine accept; deeper input is refused, and a longer chain is a broken tree. */
export const maximumFolderDepth = 200

/**
 * The folders of one account as a parent array of integers, so that a move is one store and every assignment on a
 * folder covers what lies beneath it at once. Folder numbers start at 1 and are not used again.
 */
export class FolderTree {
  readonly #numberById = new Map<string, number>()
  readonly #idByNumber: string[] = ['']
  readonly #nameByNumber: string[] = ['']
  readonly #parents = new GrowingIntegers()
  readonly #environments = new GrowingIntegers()
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
    return this.#numberById.get(id) ?? 0
  }

  id(number: number): FolderId {
    return folderId(this.#idByNumber[number] ?? '')
  }

  name(number: number): string {
    return this.#nameByNumber[number] ?? ''
  }

  /** The environment's number; 0 for a hole. */
  environment(number: number): number {
    return this.#environments.get(number)
  }

  /** The parent's number; 0 at the top. */
  parent(number: number): number {
    return this.#parents.get(number)
  }

  /** The numbers of all folders, in no order. */
  numbers(): IterableIterator<number> {
    return this.#numberById.values()
  }

  /** The parent array itself, for hot loops. */
  get parents(): Int32Array {
    return this.#parents.values
  }

  /** Adds a folder, or renames and moves one; the parent may arrive later than the child. */
  put(id: string, environment: number, parentId: string | null, name: string): number {
    const number = this.obtain(id)
    const parent = parentId === null ? 0 : this.obtain(parentId)
    this.#nameByNumber[number] = name
    this.#environments.set(number, environment)
    if (this.#parents.get(number) !== parent) this.#parents.set(number, parent)
    this.#shape++
    return number
  }

  /** The number of a folder, made when it was only mentioned so far; such a folder lies in no environment yet. */
  obtain(id: string): number {
    return this.#numberById.get(id) ?? this.#claim(id)
  }

  delete(id: string): void {
    const number = this.#numberById.get(id)
    if (number === undefined) return
    this.#numberById.delete(id)
    this.#idByNumber[number] = ''
    this.#nameByNumber[number] = ''
    this.#parents.set(number, 0)
    this.#environments.set(number, 0)
    this.#shape++
    this.#names++
  }

  /**
   * Writes a folder's number and those of all above it, itself first, into `chain`.
   *
   * @returns how many there are; -1 when the chain is longer than {@link maximumFolderDepth}, as in a broken tree
   */
  chainInto(chain: Int32Array, number: number): number {
    const parents = this.#parents.values
    let length = 0
    for (let at = number; at !== 0; at = parents[at] ?? 0) {
      if (length === maximumFolderDepth) return -1
      chain[length++] = at
    }
    return length
  }

  /** Writes all folders; see {@link FolderTree.restore}. */
  save(writer: ColumnWriter): void {
    writer.texts(this.#idByNumber)
    writer.texts(this.#nameByNumber)
    writer.integers(this.#parents.values.subarray(0, this.numberEnd))
    writer.integers(this.#environments.values.subarray(0, this.numberEnd))
  }

  /** Reads what {@link FolderTree.save} wrote into a tree without folders, with the same numbers. */
  restore(reader: ColumnReader): void {
    for (const [number, id] of reader.texts().entries()) {
      this.#idByNumber[number] = id
      if (id !== '') this.#numberById.set(id, number)
    }
    for (const [number, name] of reader.texts().entries()) this.#nameByNumber[number] = name
    this.#parents.restore(reader.integers())
    this.#environments.restore(reader.integers())
    this.#shape++
    this.#names++
  }

  #claim(id: string): number {
    const number = this.#idByNumber.length
    this.#numberById.set(id, number)
    this.#names++
    this.#idByNumber.push(id)
    this.#nameByNumber.push('')
    this.#parents.reserve(number + 1)
    this.#environments.reserve(number + 1)
    return number
  }
}

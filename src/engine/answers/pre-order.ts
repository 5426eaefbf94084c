import type { FolderTree } from '../snapshot/folder-tree.ts'
import type { Range } from './ranges.ts'

/**
 * All folders of an account in tree order: environments one after the other, siblings by id, each folder before what
 * lies in it. So a folder with all beneath it is one stretch. Made anew when it is asked for after the tree has changed
 * its shape; the order depends on ids alone, so that every node has the same.
 */
export class PreOrder {
  readonly #tree: FolderTree
  #shape = -1
  /** Sorted by id, kept from one time to the next: sorting what is nearly sorted is quick. */
  #byId: number[] = []
  #order = new Int32Array(0)
  #positions = new Int32Array(0)
  #ends = new Int32Array(0)
  #environments = new Map<number, Range>()

  constructor(tree: FolderTree) {
    this.#tree = tree
  }

  /** The folder at a position. */
  at(position: number): number {
    this.#refresh()
    return this.#order[position] ?? 0
  }

  /** Where a folder stands. */
  position(folder: number): number {
    this.#refresh()
    return this.#positions[folder] ?? 0
  }

  /** A folder with all beneath it. */
  rangeOf(folder: number): Range {
    this.#refresh()
    const start = this.#positions[folder] ?? 0
    return { start, end: this.#ends[start] ?? start }
  }

  /** All folders of an environment. */
  environmentRange(environment: number): Range {
    this.#refresh()
    return this.#environments.get(environment) ?? { start: 0, end: 0 }
  }

  #refresh(): void {
    if (this.#shape === this.#tree.shape) return
    this.#shape = this.#tree.shape
    this.#sort()
    this.#build()
  }

  #sort(): void {
    const tree = this.#tree
    const kept = new Set(this.#byId)
    const standing = this.#byId.filter((number) => tree.environment(number) !== 0)
    for (const number of tree.numbers()) {
      if (!kept.has(number) && tree.environment(number) !== 0) standing.push(number)
    }
    this.#byId = standing.sort((a, b) => (tree.id(a) < tree.id(b) ? -1 : 1))
  }

  #build(): void {
    const tree = this.#tree
    const firstChild = new Int32Array(tree.numberEnd)
    const nextSibling = new Int32Array(tree.numberEnd)
    const firstRoot = new Map<number, number>()
    for (let index = this.#byId.length - 1; index >= 0; index--) {
      const number = this.#byId[index] ?? 0
      const parent = tree.parent(number)
      if (parent === 0) {
        const environment = tree.environment(number)
        nextSibling[number] = firstRoot.get(environment) ?? 0
        firstRoot.set(environment, number)
      } else {
        nextSibling[number] = firstChild[parent] ?? 0
        firstChild[parent] = number
      }
    }
    this.#order = new Int32Array(this.#byId.length)
    this.#ends = new Int32Array(this.#byId.length)
    this.#positions = new Int32Array(tree.numberEnd)
    this.#environments = new Map()
    let position = 0
    for (const [environment, root] of [...firstRoot].sort(([a], [b]) => a - b)) {
      const start = position
      position = this.#place(root, position, firstChild, nextSibling)
      this.#environments.set(environment, { start, end: position })
    }
  }

  /** Walks the trees from a first root and its siblings, without recursion. @returns the next free position */
  #place(root: number, start: number, firstChild: Int32Array, nextSibling: Int32Array): number {
    let position = start
    const open: number[] = []
    for (let number = root; number !== 0;) {
      this.#positions[number] = position
      this.#order[position++] = number
      const child = firstChild[number] ?? 0
      if (child !== 0) {
        open.push(number)
        number = child
        continue
      }
      this.#ends[this.#positions[number] ?? 0] = position
      while ((nextSibling[number] ?? 0) === 0 && open.length > 0) {
        number = open.pop() ?? 0
        this.#ends[this.#positions[number] ?? 0] = position
      }
      number = nextSibling[number] ?? 0
    }
    return position
  }
}

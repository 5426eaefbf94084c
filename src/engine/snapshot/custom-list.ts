import { printExpression, printPolicy } from '../language/print.ts'
import { compileConditions, compilePolicy } from '../language/compile.ts'
import { programOf, stepLength, type Program } from '../language/program.ts'
import type { Expression, Policy } from '../language/ast.ts'
import type { CustomPolicy } from './custom-policy.ts'
import type { FolderTree } from './folder-tree.ts'
import { GrowingIntegers } from './growing.ts'
import type { SharedTests } from './shared-tests.ts'

/** What stands for a policy's slot when it isn't a single one. */
export const slotSieve = { any: -1, several: -2 } as const

/**
 * What the walk reads of a policy, by position in its row. `end` is where the next row begins; `entryBelow` is for
 * questions that `ancestor` was found above, `entry` for those that nothing was looked for above.
 */
export const column = { end: 0, actions: 1, slot: 2, ancestor: 3, isWide: 4, entry: 5, entryBelow: 6 } as const

/** The `ancestor` of a policy that looks for none. */
export const anywhere = 0

/** The `ancestor` of a policy that looks for a folder that doesn't exist. */
const nowhere = -1

const rowLength = 7

/** Policies of one effect, in the order they came, as rows of integers that lie side by side. */
export class CustomList {
  readonly #tests: SharedTests
  readonly #policies: CustomPolicy[] = []
  #rows = new GrowingIntegers(0)
  #length = 0
  /** Which names of folders `ancestor` was read from; null while no policy looks for one. */
  #names: number | null = null

  constructor(tests: SharedTests) {
    this.#tests = tests
  }

  /** By number of row. */
  get policies(): readonly CustomPolicy[] {
    return this.#policies
  }

  /** How many integers {@link CustomList.rows} holds; 0 when there is no policy. */
  get length(): number {
    return this.#length
  }

  /** One row after the other, each with its programs behind it; for hot loops. */
  rows(folders: FolderTree): Int32Array {
    if (this.#names !== null && this.#names !== folders.names) this.#findAncestors(folders)
    return this.#rows.values
  }

  /** Puts a policy at the end. */
  put(custom: CustomPolicy): void {
    this.#policies.push(custom)
    this.#append(custom)
  }

  /** Takes a policy out. */
  take(custom: CustomPolicy): void {
    this.#policies.splice(this.#policies.indexOf(custom), 1)
    const old = this.#rows.values.subarray(0, this.#length)
    this.#rows = new GrowingIntegers(0)
    this.#length = 0
    this.#names = null
    for (const left of this.#policies) this.#append(left)
    this.#releaseAll(old)
  }

  #append(custom: CustomPolicy): void {
    const program = this.#compile(custom.rest)
    const below = custom.ancestor === null ? program : this.#compile(custom.restBelow)
    const start = this.#length + rowLength
    const isBelowApart = below !== program
    const end = start + program.steps.length + (isBelowApart ? below.steps.length : 0)
    this.#rows.reserve(end)
    const rows = this.#rows.values
    const isWide = !custom.isEverywhere || (custom.slots !== null && custom.slots.length !== 1)
    rows.set([end, custom.actions, slotOf(custom), anywhere, isWide ? 1 : 0], this.#length)
    rows[this.#length + column.entry] = place(program, rows, start)
    rows[this.#length + column.entryBelow] = isBelowApart
      ? place(below, rows, start + program.steps.length)
      : place(program, rows, start)
    if (custom.ancestor !== null) this.#names = -1
    this.#length = end
  }

  #compile(rest: Policy): Program {
    const isScopeMet = [rest.principal, rest.action, rest.resource].every(({ operator }) => operator === 'any')
    if (isScopeMet) return programOf(rest.conditions, (test) => this.#number(test))
    const policy = compilePolicy(rest)
    const number = this.#tests.obtain(printPolicy(rest), () => (request) => policy.evaluate(request))
    return { steps: [number, -1, -2], entry: 0 }
  }

  #number(expression: Expression): number {
    const compile = () => compileConditions({ conditions: [{ kind: 'when', expression }] })
    return this.#tests.obtain(printExpression(expression), compile)
  }

  /** After the rest has been put anew, so that tests that are still used are never let go. */
  #releaseAll(rows: Int32Array): void {
    for (let at = 0; at < rows.length; at = rows[at] ?? rows.length) {
      const end = rows[at] ?? rows.length
      for (let step = at + rowLength; step < end; step += stepLength) this.#tests.release(rows[step] ?? 0)
    }
  }

  #findAncestors(folders: FolderTree): void {
    const rows = this.#rows.values
    let at = 0
    for (const { ancestor } of this.#policies) {
      const number = ancestor === null ? anywhere : folders.number(ancestor)
      rows[at + column.ancestor] = ancestor !== null && number === 0 ? nowhere : number
      at = rows[at + column.end] ?? this.#length
    }
    this.#names = folders.names
  }
}

const slotOf = ({ slots }: CustomPolicy): number => {
  if (slots === null) return slotSieve.any
  return slots.length === 1 ? (slots[0] ?? slotSieve.several) : slotSieve.several
}

/** Writes a program's steps to a place. @returns where it begins there */
function place({ steps, entry }: Program, rows: Int32Array, start: number): number {
  for (let at = 0; at < steps.length; at += stepLength) {
    const [test = 0, whenTrue = 0, whenFalse = 0] = steps.slice(at, at + stepLength)
    rows.set([test, moved(whenTrue, start), moved(whenFalse, start)], start + at)
  }
  return moved(entry, start)
}

const moved = (position: number, by: number): number => (position < 0 ? position : position + by)

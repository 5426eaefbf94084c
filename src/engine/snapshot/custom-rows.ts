import type { Expression, Policy } from '../language/ast.ts'
import { compileConditions, compilePolicy } from '../language/compile.ts'
import { printExpression, printPolicy } from '../language/print.ts'
import { fails, holds, programOf, stepLength, type Program } from '../language/program.ts'
import type { CustomPolicy } from './custom-policy.ts'
import type { FolderTree } from './folder-tree.ts'
import { GrowingIntegers } from './growing.ts'
import { SharedTests } from './shared-tests.ts'

/** The policies of one principal, group or of anyone, with where their rows are: those of forbids, then those of permits. */
export interface CustomBucket {
  readonly forbids: CustomPolicy[]
  readonly permits: CustomPolicy[]
  /** The actions that any of its forbids, of its permits speaks of: most questions need look no further. */
  forbidden: number
  permitted: number
  offset: number
  /** Where the rows of forbids end, from `offset` on. */
  forbidLength: number
  length: number
  capacity: number
  /** The names of folders that `ancestor` was read from; null while no policy looks for one. */
  names: number | null
}

/** Makes a bucket without policies. */
export const emptyBucket = (): CustomBucket => ({
  ...{ forbids: [], permits: [], forbidden: 0, permitted: 0 },
  ...{ offset: 0, forbidLength: 0, length: 0, capacity: 0, names: null },
})

/** What stands for a policy's slot when it isn't a single one. */
export const slotSieve = { any: -1, several: -2 } as const

/**
 * What the walk reads of a policy, by position in its row. `size` is how far it is to the next row; `isWide` is 1 where
 * the policy itself must be asked whether it concerns a place or type; `entry` and `entryBelow` are where the program
 * begins that is followed for a resource that lies in no folder, and for one in folders.
 */
export const column = { size: 0, actions: 1, slot: 2, ancestor: 3, isWide: 4, entry: 5, entryBelow: 6 } as const

/** The `ancestor` of a policy that looks for none. */
export const anywhere = 0

/** The `ancestor` of a policy that looks for a folder that doesn't exist. */
const nowhere = -1

const headLength = 7

/** Custom policies as rows of integers, all in one array, a bucket's side by side: most are passed over by their row. */
export class CustomRows {
  /** What the programs in the rows are made of. */
  readonly tests = new SharedTests()
  readonly #slab = new GrowingIntegers()
  readonly #buckets = new Set<CustomBucket>()
  #end = 0
  #waste = 0

  /** The array itself, for hot loops; first see to {@link CustomRows.refresh}. */
  get words(): Int32Array {
    return this.#slab.values
  }

  /** Brings a bucket's rows up to what folder ids stand for now. */
  refresh(bucket: CustomBucket, folders: FolderTree): void {
    if (bucket.names === null || bucket.names === folders.names) return
    const { values } = this.#slab
    let row = bucket.offset
    for (const { ancestor } of [...bucket.forbids, ...bucket.permits]) {
      const number = ancestor === null ? anywhere : folders.number(ancestor)
      values[row + column.ancestor] = ancestor !== null && number === 0 ? nowhere : number
      row += values[row + column.size] ?? 0
    }
    bucket.names = folders.names
  }

  /** Puts a policy behind those of its effect. */
  put(bucket: CustomBucket, custom: CustomPolicy): void {
    const row = this.#rowOf(custom)
    while (bucket.length + row.length > bucket.capacity) this.#relocate(bucket, row.length)
    const { values } = this.#slab
    const at = bucket.offset + (custom.isForbid ? bucket.forbidLength : bucket.length)
    values.copyWithin(at + row.length, at, bucket.offset + bucket.length)
    values.set(row, at)
    listFor(bucket, custom).push(custom)
    bucket.length += row.length
    if (custom.isForbid) {
      bucket.forbidLength += row.length
      bucket.forbidden |= custom.actions
    } else bucket.permitted |= custom.actions
    if (custom.ancestor !== null) bucket.names = -1
  }

  /** Takes a policy out. */
  take(bucket: CustomBucket, custom: CustomPolicy): void {
    const { values } = this.#slab
    const list = listFor(bucket, custom)
    const number = list.indexOf(custom)
    let at = bucket.offset + (custom.isForbid ? 0 : bucket.forbidLength)
    for (let before = 0; before < number; before++) at += values[at + column.size] ?? 0
    const size = values[at + column.size] ?? 0
    for (let step = at + headLength; step < at + size; step += stepLength) this.tests.release(values[step] ?? 0)
    values.copyWithin(at, at + size, bucket.offset + bucket.length)
    list.splice(number, 1)
    bucket.length -= size
    if (custom.isForbid) {
      bucket.forbidLength -= size
      bucket.forbidden = actionsIn(list)
    } else bucket.permitted = actionsIn(list)
  }

  #rowOf(custom: CustomPolicy): readonly number[] {
    const program = this.#compile(custom.rest)
    const below = custom.ancestor === null ? null : this.#compile(custom.restBelow)
    const entry = moved(program.entry, headLength)
    const belowAt = headLength + program.steps.length
    const isWide = !custom.isEverywhere || (custom.slots !== null && custom.slots.length !== 1)
    const entryBelow = below === null ? entry : moved(below.entry, belowAt)
    const steps = [...movedSteps(program, headLength), ...(below === null ? [] : movedSteps(below, belowAt))]
    const head = [custom.actions, slotOf(custom), anywhere, isWide ? 1 : 0, entry, entryBelow]
    return [headLength + steps.length, ...head, ...steps]
  }

  #compile(rest: Policy): Program {
    const isScopeMet = [rest.principal, rest.action, rest.resource].every(({ operator }) => operator === 'any')
    if (isScopeMet) return programOf(rest.conditions, (test) => this.#numberOf(test))
    const policy = compilePolicy(rest)
    const number = this.tests.obtain(printPolicy(rest), () => (request) => policy.evaluate(request))
    return { steps: [number, holds, fails], entry: 0 }
  }

  #numberOf(expression: Expression): number {
    const compile = () => compileConditions({ conditions: [{ kind: 'when', expression }] })
    return this.tests.obtain(printExpression(expression), compile)
  }

  #relocate(bucket: CustomBucket, room: number): void {
    if (this.#waste > 4096 && this.#waste * 2 > this.#end) this.#pack()
    const capacity = Math.max(2 * bucket.capacity, bucket.length + room)
    this.#slab.reserve(this.#end + capacity)
    this.#slab.values.copyWithin(this.#end, bucket.offset, bucket.offset + bucket.length)
    this.#waste += bucket.capacity
    bucket.offset = this.#end
    bucket.capacity = capacity
    this.#end += capacity
    this.#buckets.add(bucket)
  }

  #pack(): void {
    const old = this.#slab.values.slice(0, this.#end)
    this.#end = 0
    for (const bucket of this.#buckets) {
      this.#slab.values.set(old.subarray(bucket.offset, bucket.offset + bucket.length), this.#end)
      bucket.offset = this.#end
      this.#end += bucket.capacity
    }
    this.#waste = 0
  }
}

const listFor = (bucket: CustomBucket, { isForbid }: CustomPolicy): CustomPolicy[] =>
  isForbid ? bucket.forbids : bucket.permits

const actionsIn = (customs: readonly CustomPolicy[]): number => customs.reduce((sum, { actions }) => sum | actions, 0)

const slotOf = ({ slots }: CustomPolicy): number => {
  if (slots === null) return slotSieve.any
  return slots.length === 1 ? (slots[0] ?? slotSieve.several) : slotSieve.several
}

/** In a row, steps are counted from where the row begins, so that it may lie anywhere. */
const moved = (position: number, by: number): number => (position < 0 ? position : position + by)

const movedSteps = ({ steps }: Program, by: number): readonly number[] =>
  steps.map((number, at) => (at % stepLength === 0 ? number : moved(number, by)))

import { reaches } from '../../domain/scope.ts'
import { anywhere, column, slotSieve, type CustomList } from '../snapshot/custom-list.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import type { Evaluation } from './evaluation.ts'
import { accountPlace, type Question } from './question.ts'

/** Goes through the custom policies that may concern a question: those for anyone, its principal's, its groups'. */
export class CustomWalk {
  readonly #question: Question
  readonly #evaluation: Evaluation

  constructor(question: Question, evaluation: Evaluation) {
    this.#question = question
    this.#evaluation = evaluation
  }

  /**
   * Tries every forbid, always to the end.
   *
   * @param met gets those that hold
   * @returns true when one holds, or can't be evaluated and so might have held
   */
  forbids(met: CustomPolicy[]): boolean {
    const { holder, snapshot } = this.#question
    let isForbidden = this.#tryForbids(snapshot.customs.forAnyone.forbids, met)
    if (holder.customs !== null && this.#tryForbids(holder.customs.forbids, met)) isForbidden = true
    for (const { customs } of holder.groups) {
      if (customs !== null && this.#tryForbids(customs.forbids, met)) isForbidden = true
    }
    return isForbidden
  }

  /** Tries the permits, up to the first that holds unless `isWhole`. @param met gets those that hold */
  permits(met: CustomPolicy[], isWhole: boolean): void {
    const { holder, snapshot } = this.#question
    if (this.#tryPermits(snapshot.customs.forAnyone.permits, met, isWhole)) return
    if (holder.customs !== null && this.#tryPermits(holder.customs.permits, met, isWhole)) return
    for (const { customs } of holder.groups) {
      if (customs !== null && this.#tryPermits(customs.permits, met, isWhole)) return
    }
  }

  #tryForbids(list: CustomList, met: CustomPolicy[]): boolean {
    const { length } = list
    if (length === 0) return false
    const rows = list.rows(this.#question.snapshot.folders)
    let isForbidden = false
    for (let row = 0, number = 0; row < length; row = rows[row] ?? length, number++) {
      if (!this.#passes(rows, row)) continue
      const custom = list.policies[number]
      const holds = custom === undefined ? false : this.#holds(custom, rows, row)
      if (holds === false) continue
      isForbidden = true
      if (holds && custom !== undefined) met.push(custom)
    }
    return isForbidden
  }

  /** @returns true when one is enough and has been found */
  #tryPermits(list: CustomList, met: CustomPolicy[], isWhole: boolean): boolean {
    const { length } = list
    if (length === 0) return false
    const rows = list.rows(this.#question.snapshot.folders)
    for (let row = 0, number = 0; row < length; row = rows[row] ?? length, number++) {
      if (!this.#passes(rows, row)) continue
      const custom = list.policies[number]
      if (custom === undefined || this.#holds(custom, rows, row) !== true) continue
      met.push(custom)
      if (!isWhole) return true
    }
    return false
  }

  /** The first sieve; neither ever drops a policy that could hold or fault. */
  #passes(rows: Int32Array, row: number): boolean {
    const question = this.#question
    if (((rows[row + column.actions] ?? 0) & question.action) === 0) return false
    const only = rows[row + column.slot] ?? slotSieve.several
    if (only !== question.slot && only >= 0) return false
    const ancestor = rows[row + column.ancestor] ?? anywhere
    return ancestor === anywhere || question.chainLength === 0 || (ancestor > 0 && question.hasAncestor(ancestor))
  }

  #holds(custom: CustomPolicy, rows: Int32Array, row: number): boolean | null {
    const { environment, chainLength } = this.#question
    const isSure = rows[row + column.isWide] === 0 && environment !== accountPlace
    if (!isSure && !this.#mayConcern(custom)) return false
    const entry = rows[row + (chainLength > 0 ? column.entryBelow : column.entry)] ?? 0
    return this.#evaluation.follows(custom.id, rows, entry)
  }

  /** The second sieve, for what the rows don't hold. */
  #mayConcern({ slots, isEverywhere, reach }: CustomPolicy): boolean {
    const { slot, environment, request } = this.#question
    if (slots !== null && !slots.includes(slot)) return false
    return (isEverywhere && environment !== accountPlace) || reaches(reach, request.scope)
  }
}

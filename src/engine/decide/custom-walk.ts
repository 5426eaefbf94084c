import { reaches } from '../../domain/scope.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import { anywhere, column, slotSieve, type CustomBucket } from '../snapshot/custom-rows.ts'
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
    let isForbidden = this.#tryForbids(snapshot.customs.forAnyone, met)
    if (holder.customs !== null && this.#tryForbids(holder.customs, met)) isForbidden = true
    const { groups } = holder
    for (let position = 0; position < groups.length; position++) {
      const customs = groups[position]?.customs ?? null
      if (customs !== null && this.#tryForbids(customs, met)) isForbidden = true
    }
    return isForbidden
  }

  /** Tries the permits, up to the first that holds unless `isWhole`. @param met gets those that hold */
  permits(met: CustomPolicy[], isWhole: boolean): void {
    const { holder, snapshot } = this.#question
    if (this.#tryPermits(snapshot.customs.forAnyone, met, isWhole)) return
    if (holder.customs !== null && this.#tryPermits(holder.customs, met, isWhole)) return
    const { groups } = holder
    for (let position = 0; position < groups.length; position++) {
      const customs = groups[position]?.customs ?? null
      if (customs !== null && this.#tryPermits(customs, met, isWhole)) return
    }
  }

  #tryForbids(bucket: CustomBucket, met: CustomPolicy[]): boolean {
    const { action, slot } = this.#question
    if ((bucket.forbidden & action) === 0) return false
    const { offset, forbidLength, forbids } = bucket
    const words = this.#wordsFor(bucket)
    let isForbidden = false
    let number = -1
    for (let row = offset; row < offset + forbidLength; row += words[row] ?? forbidLength) {
      number++
      if (((words[row + column.actions] ?? 0) & action) === 0) continue
      const only = words[row + column.slot] ?? slotSieve.several
      if ((only !== slot && only >= 0) || !this.#mayHold(words, row)) continue
      const custom = forbids[number]
      if (custom === undefined || this.#isOutside(custom, words, row)) continue
      isForbidden = true
      if (this.#evaluation.judge(custom.id) === true) met.push(custom)
    }
    return isForbidden
  }

  /** @returns true when one is enough and has been found */
  #tryPermits(bucket: CustomBucket, met: CustomPolicy[], isWhole: boolean): boolean {
    const { action, slot } = this.#question
    if ((bucket.permitted & action) === 0) return false
    const { offset, forbidLength, length, permits } = bucket
    const words = this.#wordsFor(bucket)
    let number = -1
    for (let row = offset + forbidLength; row < offset + length; row += words[row] ?? length) {
      number++
      if (((words[row + column.actions] ?? 0) & action) === 0) continue
      const only = words[row + column.slot] ?? slotSieve.several
      if ((only !== slot && only >= 0) || !this.#mayHold(words, row)) continue
      const custom = permits[number]
      if (custom === undefined || this.#isOutside(custom, words, row)) continue
      if (this.#evaluation.judge(custom.id) !== true) continue
      met.push(custom)
      if (!isWhole) return true
    }
    return false
  }

  #wordsFor(bucket: CustomBucket): Int32Array {
    const { customs, folders } = this.#question.snapshot
    if (bucket.names !== null) customs.rows.refresh(bucket, folders)
    return customs.rows.words
  }

  /** Tells whether a policy may hold or have a fault, as far as its row tells. Most go no further. */
  #mayHold(words: Int32Array, row: number): boolean {
    const question = this.#question
    if (question.chainLength === 0) return this.#evaluation.mayHold(words, row, words[row + column.entry] ?? 0)
    const ancestor = words[row + column.ancestor] ?? anywhere
    if (ancestor !== anywhere && (ancestor < 0 || !question.hasAncestor(ancestor))) return false
    return this.#evaluation.mayHold(words, row, words[row + column.entryBelow] ?? 0)
  }

  /** Tells whether a question is not one for a policy, by what its row doesn't hold. */
  #isOutside({ slots, reach }: CustomPolicy, words: Int32Array, row: number): boolean {
    const { slot, environment, request } = this.#question
    if (words[row + column.isWide] === 0 && environment !== accountPlace) return false
    return (slots !== null && !slots.includes(slot)) || !reaches(reach, request.scope)
  }
}

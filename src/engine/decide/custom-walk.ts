import { reaches } from '../../domain/scope.ts'
import { slotSieve, type CustomBucket, type CustomPolicy, type CustomSieve } from '../snapshot/custom-policy.ts'
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
    for (const { customs } of holder.groups) {
      if (customs !== null && this.#tryForbids(customs, met)) isForbidden = true
    }
    return isForbidden
  }

  /** Tries the permits, up to the first that holds unless `isWhole`. @param met gets those that hold */
  permits(met: CustomPolicy[], isWhole: boolean): void {
    const { holder, snapshot } = this.#question
    if (this.#tryPermits(snapshot.customs.forAnyone, met, isWhole)) return
    if (holder.customs !== null && this.#tryPermits(holder.customs, met, isWhole)) return
    for (const { customs } of holder.groups) {
      if (customs !== null && this.#tryPermits(customs, met, isWhole)) return
    }
  }

  #tryForbids({ forbids, forbidSieve }: CustomBucket, met: CustomPolicy[]): boolean {
    let isForbidden = false
    for (let position = 0; position < forbids.length; position++) {
      if (!this.#passes(forbidSieve, position)) continue
      const custom = forbids[position]
      if (custom === undefined || !this.#mayConcern(custom)) continue
      const holds = this.#holds(custom)
      if (holds === true) met.push(custom)
      if (holds !== false) isForbidden = true
    }
    return isForbidden
  }

  /** @returns true when one is enough and has been found */
  #tryPermits({ permits, permitSieve }: CustomBucket, met: CustomPolicy[], isWhole: boolean): boolean {
    for (let position = 0; position < permits.length; position++) {
      if (!this.#passes(permitSieve, position)) continue
      const custom = permits[position]
      if (custom === undefined || !this.#mayConcern(custom) || this.#holds(custom) !== true) continue
      met.push(custom)
      if (!isWhole) return true
    }
    return false
  }

  /** The first sieve. A policy whose first condition fails is passed over, as it neither holds nor faults. */
  #passes({ uses, needs }: CustomSieve, position: number): boolean {
    const { action, slot } = this.#question
    if (((uses[2 * position] ?? 0) & action) === 0) return false
    const only = uses[2 * position + 1] ?? slotSieve.several
    if (only !== slot && only >= 0) return false
    const needed = needs[position] ?? null
    return needed === null || !this.#evaluation.lacks(needed)
  }

  /** The second sieve; neither ever drops a policy that could hold or fault. */
  #mayConcern(custom: CustomPolicy): boolean {
    const question = this.#question
    const { slots } = custom
    if (slots !== null && slots.length !== 1 && !slots.includes(question.slot)) return false
    const isReached = custom.isEverywhere && question.environment !== accountPlace
    if (!isReached && !reaches(custom.reach, question.request.scope)) return false
    if (custom.ancestor === null || question.chainLength === 0) return true
    const folder = question.snapshot.folders.number(custom.ancestor)
    return folder !== 0 && question.hasAncestor(folder)
  }

  #holds(custom: CustomPolicy): boolean | null {
    const isBelow = custom.ancestor !== null && this.#question.chainLength > 0
    return this.#evaluation.holds(custom.id, isBelow ? custom.restBelow : custom.rest)
  }
}

import { reaches } from '../../domain/scope.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import type { Evaluation } from './evaluation.ts'
import type { Question } from './question.ts'

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

  #tryForbids(customs: readonly CustomPolicy[], met: CustomPolicy[]): boolean {
    let isForbidden = false
    for (const custom of customs) {
      if (!this.#mayConcern(custom)) continue
      const holds = this.#evaluation.holds(custom.id, custom.compiled)
      if (holds === true) met.push(custom)
      if (holds !== false) isForbidden = true
    }
    return isForbidden
  }

  /** @returns true when one is enough and has been found */
  #tryPermits(customs: readonly CustomPolicy[], met: CustomPolicy[], isWhole: boolean): boolean {
    for (const custom of customs) {
      if (!this.#mayConcern(custom) || this.#evaluation.holds(custom.id, custom.compiled) !== true) continue
      met.push(custom)
      if (!isWhole) return true
    }
    return false
  }

  /** A sieve that never drops a policy that could hold or fault. */
  #mayConcern(custom: CustomPolicy): boolean {
    const question = this.#question
    if ((custom.actions & question.action) === 0) return false
    if (custom.slots !== null && !custom.slots.includes(question.slot)) return false
    if (!reaches(custom.reach, question.request.scope)) return false
    if (custom.ancestor === null || question.chainLength === 0) return true
    const folder = question.snapshot.folders.number(custom.ancestor)
    return folder !== 0 && question.hasAncestor(folder)
  }
}

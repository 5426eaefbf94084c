import { reaches } from '../../domain/scope.ts'
import type { CustomBucket, CustomPolicy } from '../snapshot/custom-policies.ts'
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
    let isForbidden = false
    this.#each('forbids', (custom) => {
      const holds = this.#evaluation.holds(custom.id, custom.compiled)
      if (holds === true) met.push(custom)
      isForbidden ||= holds !== false
      return false
    })
    return isForbidden
  }

  /** Tries the permits, up to the first that holds unless `isWhole`. @param met gets those that hold */
  permits(met: CustomPolicy[], isWhole: boolean): void {
    this.#each('permits', (custom) => {
      if (this.#evaluation.holds(custom.id, custom.compiled) === true) met.push(custom)
      return met.length > 0 && !isWhole
    })
  }

  #each(kind: keyof CustomBucket, tryOne: (custom: CustomPolicy) => boolean): void {
    const { holder, snapshot } = this.#question
    if (this.#tryAll(snapshot.customs.forAnyone[kind], tryOne)) return
    if (holder.customs !== null && this.#tryAll(holder.customs[kind], tryOne)) return
    for (const { customs } of holder.groups) {
      if (customs !== null && this.#tryAll(customs[kind], tryOne)) return
    }
  }

  #tryAll(customs: readonly CustomPolicy[], tryOne: (custom: CustomPolicy) => boolean): boolean {
    for (const custom of customs) {
      if (this.#mayConcern(custom) && tryOne(custom)) return true
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

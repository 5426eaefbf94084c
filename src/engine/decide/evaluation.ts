import type { PolicyFault } from '../../domain/decision.ts'
import type { PolicyId } from '../../domain/ids.ts'
import { Fault, type CompiledPolicy, type EvaluationRequest } from '../language/compile.ts'
import type { Question } from './question.ts'
import { viewOf } from './view.ts'

const noFaults: readonly PolicyFault[] = Object.freeze([])

/** Evaluates conditions for one question after another, and keeps the faults of the present one. */
export class Evaluation {
  readonly #question: Question
  #view: EvaluationRequest | null | undefined
  #faults: PolicyFault[] | null = null

  constructor(question: Question) {
    this.#question = question
  }

  /** Each policy at most once, in the order they were met. */
  get faults(): readonly PolicyFault[] {
    return this.#faults ?? noFaults
  }

  /** Forgets the question before. */
  start(): void {
    this.#view = undefined
    this.#faults = null
  }

  /** Tells whether a policy holds; null when it can't be evaluated, which is noted as a fault. */
  holds(id: PolicyId, policy: CompiledPolicy): boolean | null {
    // The view is made once, and only when a condition needs it: most decisions don't.
    this.#view ??= viewOf(this.#question) ?? null
    if (this.#view === null) return this.#fault(id, 'the context is not a record of Cedar values')
    const outcome = policy.evaluate(this.#view)
    return outcome instanceof Fault ? this.#fault(id, outcome.message) : outcome
  }

  #fault(policyId: PolicyId, message: string): null {
    this.#faults ??= []
    if (!this.#faults.some((fault) => fault.policyId === policyId)) this.#faults.push({ policyId, message })
    return null
  }
}

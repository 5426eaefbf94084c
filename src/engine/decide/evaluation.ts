import type { PolicyFault } from '../../domain/decision.ts'
import type { PolicyId } from '../../domain/ids.ts'
import { Fault } from '../language/compile.ts'
import type { Evaluable } from '../snapshot/custom-policy.ts'
import type { Question } from './question.ts'
import { View } from './view.ts'

const noFaults: readonly PolicyFault[] = Object.freeze([])

/** Evaluates conditions for one question after another, and keeps the faults of the present one. */
export class Evaluation {
  readonly #view: View
  /** Null until a condition of the present question has to be evaluated: most decisions need none. */
  #isReady: boolean | null = null
  #faults: PolicyFault[] | null = null
  /** What {@link Evaluation.lacks} was asked last: many policies in a row often ask for the same. */
  #soughtName: string | null = null
  #isLacking = false

  constructor(question: Question) {
    this.#view = new View(question)
  }

  /** Each policy at most once, in the order they were met. */
  get faults(): readonly PolicyFault[] {
    return this.#faults ?? noFaults
  }

  /** Forgets the question before. */
  start(): void {
    this.#isReady = null
    this.#faults = null
    this.#soughtName = null
  }

  /** Tells whether a policy holds; null when it can't be evaluated, which is noted as a fault. */
  holds(id: PolicyId, policy: Evaluable): boolean | null {
    this.#isReady ??= this.#makeReady()
    if (!this.#isReady) return this.#fault(id, 'the context or an attribute of the resource is not a Cedar value')
    const outcome = policy.evaluate(this.#view)
    return outcome instanceof Fault ? this.#fault(id, outcome.message) : outcome
  }

  /** Tells whether the resource certainly lacks an attribute; false, too, when nothing can be evaluated. */
  lacks(name: string): boolean {
    if (name === this.#soughtName) return this.#isLacking
    this.#isReady ??= this.#makeReady()
    this.#soughtName = name
    this.#isLacking = this.#isReady && !this.#view.hasAttribute(name)
    return this.#isLacking
  }

  #makeReady(): boolean {
    this.#view.start()
    return this.#view.isCedar()
  }

  #fault(policyId: PolicyId, message: string): null {
    this.#faults ??= []
    if (!this.#faults.some((fault) => fault.policyId === policyId)) this.#faults.push({ policyId, message })
    return null
  }
}

import type { PolicyFault } from '../../domain/decision.ts'
import type { PolicyId } from '../../domain/ids.ts'
import { Fault, type CompiledPolicy } from '../language/compile.ts'
import { holds } from '../language/program.ts'
import type { SharedTests } from '../snapshot/shared-tests.ts'
import type { Question } from './question.ts'
import { View } from './view.ts'

const noFaults: readonly PolicyFault[] = Object.freeze([])

/** What a test came to, beside the question it was found for. */
const outcomes = { isFalse: 0, isTrue: 1, isFault: 2 } as const

/** What comes of reading something that isn't a Cedar value, whatever was made of it. */
const noValue = new Fault('the context or an attribute of the resource is not a Cedar value')

/** Stands where no test has a fault. */
const noTest = -1

/** Above this many questions, what was remembered of them is wiped off and counting begins again. */
const lastTurn = 2 ** 29 - 1

/** Evaluates conditions for one question after another, and keeps the faults of the present one. */
export class Evaluation {
  readonly #view: View
  readonly #tests: SharedTests
  /** False until a condition of the present question has to be evaluated: most decisions need none. */
  #isReady = false
  #faults: PolicyFault[] | null = null
  /** For each shared test the turn it was made in, times four, and what it came to. */
  #outcomes = new Int32Array(16)
  /** Counts the questions that evaluated anything. */
  #turn = 0
  readonly #faultByTest: (Fault | undefined)[] = []
  /** The test with a fault that ended the program followed last. */
  #faulty = noTest

  constructor(question: Question) {
    this.#view = new View(question)
    this.#tests = question.snapshot.customs.rows.tests
  }

  /** Each policy at most once, in the order they were met. */
  get faults(): readonly PolicyFault[] {
    return this.#faults ?? noFaults
  }

  /** Forgets the question before. */
  start(): void {
    this.#isReady = false
    this.#faults = null
  }

  /** Tells whether a policy holds; null when it can't be evaluated, which is noted as a fault. */
  holds(id: PolicyId, policy: Pick<CompiledPolicy, 'evaluate'>): boolean | null {
    if (!this.#isReady) this.#makeReady()
    const found = policy.evaluate(this.#view)
    const outcome = this.#view.hasReadNoValue() ? noValue : found
    return outcome instanceof Fault ? this.#fault(id, outcome.message) : outcome
  }

  /**
   * Follows a program of the policy in a row through its tests, each of which is made once for a question.
   *
   * @returns true when the policy may hold or have a fault, which {@link Evaluation.judge} tells; false: neither
   */
  mayHold(words: Int32Array, row: number, entry: number): boolean {
    if (!this.#isReady) this.#makeReady()
    const turn = this.#turn << 2
    const outcomeOf = this.#outcomes
    let at = entry
    while (at >= 0) {
      const test = words[row + at] ?? 0
      let outcome = (outcomeOf[test] ?? 0) - turn
      if (outcome < 0) outcome = this.#find(test)
      if (outcome === outcomes.isFault) {
        this.#faulty = test
        return true
      }
      at = words[row + at + (outcome === outcomes.isTrue ? 1 : 2)] ?? 0
    }
    this.#faulty = noTest
    return at === holds
  }

  /** Says of the policy whose program was just followed whether it holds; null when it has a fault, which is noted. */
  judge(id: PolicyId): true | null {
    return this.#faulty === noTest ? true : this.#fault(id, this.#faultByTest[this.#faulty]?.message ?? '')
  }

  #find(test: number): number {
    const told = this.#tests.test(test)(this.#view)
    const found = this.#view.hasReadNoValue() ? noValue : told
    if (found instanceof Fault) this.#faultByTest[test] = found
    const outcome = found === true ? outcomes.isTrue : found === false ? outcomes.isFalse : outcomes.isFault
    this.#outcomes[test] = (this.#turn << 2) | outcome
    return outcome
  }

  #makeReady(): void {
    if (this.#outcomes.length < this.#tests.end || this.#turn === lastTurn) {
      this.#outcomes = new Int32Array(2 * this.#tests.end)
      this.#turn = 0
    }
    this.#turn++
    this.#isReady = true
    this.#view.start()
  }

  #fault(policyId: PolicyId, message: string): null {
    this.#faults ??= []
    if (!this.#faults.some((fault) => fault.policyId === policyId)) this.#faults.push({ policyId, message })
    return null
  }
}

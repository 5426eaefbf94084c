import type { Test } from '../language/compile.ts'

/**
 * The tests that custom policies are made of, each once however many policies have it: what one comes to for a question
 * need be found once. Equal tests have equal texts. Numbers of tests that no policy has any more are used again.
 */
export class SharedTests {
  readonly #numberByText = new Map<string, number>()
  readonly #texts: string[] = []
  readonly #tests: Test[] = []
  readonly #uses: number[] = []
  readonly #free: number[] = []

  /** Numbers are below this. */
  get end(): number {
    return this.#tests.length
  }

  /** The number of a test, for one use more of it; `compile` makes it when it is new. */
  obtain(text: string, compile: () => Test): number {
    const known = this.#numberByText.get(text)
    const number = known ?? this.#free.pop() ?? this.#tests.length
    if (known === undefined) {
      this.#numberByText.set(text, number)
      this.#texts[number] = text
      this.#tests[number] = compile()
      this.#uses[number] = 0
    }
    this.#uses[number] = (this.#uses[number] ?? 0) + 1
    return number
  }

  /** Gives up one use of a test. */
  release(number: number): void {
    const left = (this.#uses[number] ?? 0) - 1
    this.#uses[number] = left
    if (left > 0) return
    this.#numberByText.delete(this.#texts[number] ?? '')
    this.#texts[number] = ''
    this.#tests[number] = never
    this.#free.push(number)
  }

  /** The test of a number. */
  test(number: number): Test {
    return this.#tests[number] ?? never
  }
}

const never: Test = () => false

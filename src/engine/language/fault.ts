/** What an expression has instead of a value when it can't be evaluated; returned, never thrown. */
export class Fault {
  /** For people who mend the policy; it may hold names and values of the policy and the request. */
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** Tells whether an outcome is a fault. */
export const isFault = (outcome: unknown): outcome is Fault => outcome instanceof Fault

/** What is wrong with a policy that someone wants to store. */
export interface PolicyProblem {
  /** The part of the policy that is wrong; `parse` when the text is not Cedar. */
  readonly kind: 'principal' | 'action' | 'resource' | 'condition' | 'parse'
  readonly message: string
  /** UTF-16 units from the start of the text. */
  readonly offset: number
  readonly length: number
}

import type { House } from '../house.ts'
import type { Access } from '../operation.ts'

/** Somebody who isn't signed in yet. */
export interface Visitor {
  /** The network address, as attempts are counted by it. */
  readonly address: string
  /** What the browser calls itself. */
  readonly agent: string
  readonly requestId: string | null
  /** The session the request came with, if it is one; signing in ends it. */
  readonly sessionId: string | null
}

/** An operation by which somebody comes in; it belongs to no account until it is known who that is. */
export interface Visiting<Input, Output> {
  readonly kind: 'public'
  readonly name: string
  readonly summary: string
  readonly access: Extract<Access<Input>, { type: 'anyone' }>
  readonly run: (input: Input, house: House, visitor: Visitor) => Promise<Output>
}

/** Declares one. */
export const visiting = <Input, Output>(
  declaration: Omit<Visiting<Input, Output>, 'kind'>,
): Visiting<Input, Output> => ({
  kind: 'public',
  ...declaration,
})

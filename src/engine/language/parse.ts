import type { Policy } from './ast.ts'
import { parsePolicy } from './parse-policy.ts'
import { printPolicy } from './print.ts'
import { TokenReader } from './reader.ts'
import type { ParseFault } from './tokens.ts'
import { ParseStop } from './tokens.ts'

export type { ParseFault } from './tokens.ts'

/** The longest policy, in bytes of UTF-8, both as it is written and in the one form that `printPolicy` gives it. */
export const policyTextLimitBytes = 10_000

/** The longest text of several policies, in bytes of UTF-8. */
export const policiesTextLimitBytes = 1_000_000

/** What a text of policies turned out to be: all of its policies in order, or where it went wrong. */
export type ParseOutcome = { readonly policies: readonly Policy[] } | { readonly errors: readonly ParseFault[] }

/**
 * Reads a text of Cedar policies; templates are refused.
 *
 * The text is taken whole or not at all. Depth and size are bounded, so that no text can exhaust the stack.
 *
 * @returns the policies, none for an empty text; else at least one error, in the order of the text
 * @see https://docs.cedarpolicy.com/policies/syntax-grammar.html (read 2026-08-22)
 */
export function parsePolicies(text: string): ParseOutcome {
  try {
    return { policies: readPolicies(text) }
  } catch (stop) {
    if (!(stop instanceof ParseStop)) throw stop
    return { errors: [faultOf(text, stop)] }
  }
}

function readPolicies(text: string): readonly Policy[] {
  if (bytesOf(text) > policiesTextLimitBytes) {
    throw new ParseStop(`a text of policies holds at most ${policiesTextLimitBytes} bytes`, 0, 0)
  }
  if (!text.isWellFormed()) throw new ParseStop('this character is half a character', firstLoneSurrogate(text), 1)
  const policies: Policy[] = []
  const reader = new TokenReader(text)
  while (reader.next.kind !== 'end') {
    const policy = parsePolicy(reader)
    const { offset, length } = policy.span
    const bytes = Math.max(bytesOf(text.slice(offset, offset + length)), bytesOf(printPolicy(policy)))
    if (bytes > policyTextLimitBytes) {
      throw new ParseStop(`a policy holds at most ${policyTextLimitBytes} bytes`, offset, length)
    }
    policies.push(policy)
  }
  return policies
}

const bytesOf = (text: string): number => Buffer.byteLength(text)

/** The position where the text and its repaired form first differ. */
function firstLoneSurrogate(text: string): number {
  const repaired = text.toWellFormed()
  let position = 0
  while (text.charCodeAt(position) === repaired.charCodeAt(position)) position += 1
  return position
}

function faultOf(text: string, { message, offset, length }: ParseStop): ParseFault {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { message, offset, length, line, column: offset - before.lastIndexOf('\n') }
}

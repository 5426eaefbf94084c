import { principalEntityType, type Principal } from '../../domain/principal.ts'
import type { Parameter } from '../../domain/role.ts'
import type { Policy } from '../language/ast.ts'
import { parsePolicies } from '../language/parse.ts'
import { printPolicies } from '../language/print.ts'
import { substitute } from '../language/substitute.ts'
import { placeholders } from '../snapshot/permission-rows.ts'

/** Writes a permission's statements for one folder or collection: in place of the placeholder, never by pasting text. */
export const bindPlaceholders = (statements: string, parameter: Parameter): string =>
  rewrite(statements, (policy) => substitute(policy, new Map([[placeholders[parameter.type], parameter.id]])))

/**
 * Writes a permission's statements for whoever has them: one principal, or everyone in a group. The original system
 * writes the type in lower case here, which isn't valid Cedar (facts 7.10, Q14).
 */
export const bindPrincipal = (statements: string, principal: Principal): string =>
  rewrite(statements, (policy) => ({
    ...policy,
    principal: {
      operator: principal.type === 'group' ? 'in' : '==',
      entity: { type: `Cloudinary::${principalEntityType[principal.type]}`, id: principal.id },
    },
  }))

function rewrite(text: string, change: (policy: Policy) => Policy): string {
  const parsed = parsePolicies(text)
  if ('errors' in parsed) throw new SyntaxError(`not a statement: ${text}`)
  return printPolicies(parsed.policies.map(change))
}

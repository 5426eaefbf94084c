import type { ActionConstraint, Annotation, Condition, EntityUid, Expression, Policy, ScopeConstraint } from './ast.ts'
import { isPlainName } from './names.ts'
import { quoted, quotedPattern } from './strings.ts'

/** Writes one policy on one line, in the one form all equal policies share; parsing it gives the policy back. */
export function printPolicy(policy: Policy): string {
  const annotations = policy.annotations.map(printAnnotation).join('')
  const principal = printScope('principal', policy.principal)
  const resource = printScope('resource', policy.resource)
  const conditions = policy.conditions.map(printCondition).join('')
  return `${annotations}${policy.effect}(${principal}, ${printAction(policy.action)}, ${resource})${conditions};`
}

/** Writes policies, one a line. */
export const printPolicies = (policies: readonly Policy[]): string => policies.map(printPolicy).join('\n')

/** Writes the name of an entity as Cedar does: `User::"vera"`. */
export const printEntity = ({ type, id }: EntityUid): string => `${type}::${quoted(id)}`

const printAnnotation = ({ name, value }: Annotation): string =>
  `@${name}${value === null ? '' : `(${quoted(value)})`} `

function printScope(variable: string, constraint: ScopeConstraint): string {
  switch (constraint.operator) {
    case 'any':
      return variable
    case '==':
    case 'in':
      return `${variable} ${constraint.operator} ${printEntity(constraint.entity)}`
    case 'is':
      return `${variable} is ${constraint.type}`
    case 'is in':
      return `${variable} is ${constraint.type} in ${printEntity(constraint.entity)}`
  }
}

function printAction(constraint: ActionConstraint): string {
  if (constraint.operator === 'any') return 'action'
  if (constraint.operator === '==') return `action == ${printEntity(constraint.entity)}`
  return `action in [${constraint.entities.map(printEntity).join(', ')}]`
}

const printCondition = ({ kind, expression }: Condition): string => ` ${kind} { ${printExpression(expression)} }`

/** How tightly each kind of expression holds together; a part that holds less than its place asks gets brackets. */
const ranks = { if: 0, or: 1, and: 2, relation: 3, sum: 4, product: 5, unary: 6, member: 7 } as const

type Rank = (typeof ranks)[keyof typeof ranks]

/** Writes an expression, with brackets only where they are needed. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? quoted(expression.value) : String(expression.value)
    case 'entity':
      return printEntity(expression.uid)
    case 'variable':
      return expression.name
    case 'and':
      return expression.operands.map((operand) => printAt(operand, ranks.relation)).join(' && ')
    case 'or':
      return expression.operands.map((operand) => printAt(operand, ranks.and)).join(' || ')
    case 'not':
    case 'negate':
      return printSigned(expression)
    case 'binary':
      return printBinary(expression)
    case 'if':
      return `if ${printExpression(expression.condition)} then ${printExpression(expression.whenTrue)} else ${printExpression(expression.whenFalse)}`
    case 'is': {
      const within = expression.within === null ? '' : ` in ${printAt(expression.within, ranks.sum)}`
      return `${printAt(expression.operand, ranks.sum)} is ${expression.type}${within}`
    }
    case 'has':
      return `${printAt(expression.operand, ranks.sum)} has ${printPath(expression.path)}`
    case 'like':
      return `${printAt(expression.operand, ranks.sum)} like ${quotedPattern(expression.pieces)}`
    case 'attribute':
      return `${printAt(expression.operand, ranks.member)}${printAttribute(expression.name)}`
    case 'set':
      return `[${printList(expression.elements)}]`
    case 'record':
      return `{${expression.entries.map(([name, value]) => `${quoted(name)}: ${printExpression(value)}`).join(', ')}}`
    case 'method':
      return `${printAt(expression.operand, ranks.member)}.${expression.name}(${printList(expression.parameters)})`
    case 'call':
      return `${expression.name}(${printList(expression.parameters)})`
  }
}

const printList = (expressions: readonly Expression[]): string => expressions.map(printExpression).join(', ')

function printAt(expression: Expression, place: Rank): string {
  const text = printExpression(expression)
  return rankOf(expression) < place ? `(${text})` : text
}

function rankOf(expression: Expression): Rank {
  switch (expression.kind) {
    case 'if':
    case 'or':
    case 'and':
      return ranks[expression.kind]
    case 'is':
    case 'has':
    case 'like':
      return ranks.relation
    case 'binary':
      return expression.operator === '*' ? ranks.product : isSum(expression.operator) ? ranks.sum : ranks.relation
    case 'not':
    case 'negate':
      return ranks.unary
    case 'literal':
      return isNegative(expression) ? ranks.unary : ranks.member
    default:
      return ranks.member
  }
}

const isSum = (operator: string): boolean => operator === '+' || operator === '-'

const isNegative = ({ value }: Expression & { kind: 'literal' }): boolean =>
  (typeof value === 'number' || typeof value === 'bigint') && value < 0

function printBinary({ operator, left, right }: Expression & { kind: 'binary' }): string {
  if (operator === '*') return `${printAt(left, ranks.product)} * ${printAt(right, ranks.unary)}`
  if (isSum(operator)) return `${printAt(left, ranks.sum)} ${operator} ${printAt(right, ranks.product)}`
  return `${printAt(left, ranks.sum)} ${operator} ${printAt(right, ranks.sum)}`
}

const maxSigns = 4

/** Cedar takes at most four signs in a row and never mixes the two, and `-1` is a literal where `-(1)` is a negation. */
function printSigned({ kind, operand }: Expression & { kind: 'not' | 'negate' }): string {
  let innermost = operand
  let signs = 1
  while (innermost.kind === kind && signs < maxSigns) {
    innermost = innermost.operand
    signs += 1
  }
  const text = printExpression(innermost)
  const row = (kind === 'not' ? '!' : '-').repeat(signs)
  return row + (mayFollowSign(kind, signs, innermost) ? text : `(${text})`)
}

function mayFollowSign(kind: 'not' | 'negate', signs: number, operand: Expression): boolean {
  if (kind === 'not' || operand.kind !== 'literal') return rankOf(operand) === ranks.member
  return isNegative(operand)
    ? signs < maxSigns
    : typeof operand.value === 'string' || typeof operand.value === 'boolean'
}

const printAttribute = (name: string): string => (isPlainName(name) ? `.${name}` : `[${quoted(name)}]`)

function printPath(path: readonly string[]): string {
  return path.every(isPlainName) ? path.join('.') : quoted(path.join('.'))
}

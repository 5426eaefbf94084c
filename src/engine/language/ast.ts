/** The name of one entity: its full type (`Cloudinary::Folder`) and its id. Also the value an entity has in Cedar. */
export interface EntityUid {
  readonly type: string
  readonly id: string
}

/** A stretch of a policy text, in UTF-16 units. */
export interface Span {
  readonly offset: number
  readonly length: number
}

/** Where a policy and the three parts of its scope stand in the text it was parsed from. */
export interface PolicySpan extends Span {
  readonly principal: Span
  readonly action: Span
  readonly resource: Span
}

/** What a policy demands of its principal or its resource. */
export type ScopeConstraint =
  | { readonly operator: 'any' }
  | { readonly operator: '=='; readonly entity: EntityUid }
  | { readonly operator: 'in'; readonly entity: EntityUid }
  | { readonly operator: 'is'; readonly type: string }
  | { readonly operator: 'is in'; readonly type: string; readonly entity: EntityUid }

/** What a policy demands of its action; `in` is met by any one of the entities, so an empty list is never met. */
export type ActionConstraint =
  | { readonly operator: 'any' }
  | { readonly operator: '=='; readonly entity: EntityUid }
  | { readonly operator: 'in'; readonly entities: readonly EntityUid[] }

/** One `@name("value")` before a policy; the value is null for a bare `@name`. */
export interface Annotation {
  readonly name: string
  readonly value: string | null
}

/** One `when { … }` or `unless { … }`. */
export interface Condition {
  readonly kind: 'when' | 'unless'
  readonly expression: Expression
}

/** One parsed policy. Equal texts up to spacing, comments and parentheses give equal policies but for `span`. */
export interface Policy {
  readonly effect: 'permit' | 'forbid'
  readonly annotations: readonly Annotation[]
  readonly principal: ScopeConstraint
  readonly action: ActionConstraint
  readonly resource: ScopeConstraint
  readonly conditions: readonly Condition[]
  readonly span: PolicySpan
}

/** The four names an expression may use. */
export type Variable = 'principal' | 'action' | 'resource' | 'context'

/** Operators between two values that aren't logical. */
export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'in'

/**
 * A Cedar expression.
 *
 * `and` and `or` hold a whole chain, two operands or more. Integers are numbers while safe, else bigints. The path of
 * `has` holds one name, or several for `has a.b.c`. The pieces of `like` are the literal texts around its wildcards, one
 * piece more than there are wildcards.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly value: boolean | string | number | bigint }
  | { readonly kind: 'entity'; readonly uid: EntityUid }
  | { readonly kind: 'variable'; readonly name: Variable }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not' | 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'if'
      readonly condition: Expression
      readonly whenTrue: Expression
      readonly whenFalse: Expression
    }
  | { readonly kind: 'is'; readonly operand: Expression; readonly type: string; readonly within: Expression | null }
  | { readonly kind: 'has'; readonly operand: Expression; readonly path: readonly string[] }
  | { readonly kind: 'like'; readonly operand: Expression; readonly pieces: readonly string[] }
  | { readonly kind: 'attribute'; readonly operand: Expression; readonly name: string }
  | { readonly kind: 'set'; readonly elements: readonly Expression[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [name: string, value: Expression])[] }
  | {
      readonly kind: 'method'
      readonly name: string
      readonly operand: Expression
      readonly parameters: readonly Expression[]
    }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] }

/** Lists the expressions directly inside one, in the order they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'entity':
    case 'variable':
      return []
    case 'and':
    case 'or':
      return expression.operands
    case 'not':
    case 'negate':
    case 'has':
    case 'like':
    case 'attribute':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'if':
      return [expression.condition, expression.whenTrue, expression.whenFalse]
    case 'is':
      return expression.within === null ? [expression.operand] : [expression.operand, expression.within]
    case 'set':
      return expression.elements
    case 'record':
      return expression.entries.map(([, value]) => value)
    case 'method':
      return [expression.operand, ...expression.parameters]
    case 'call':
      return expression.parameters
  }
}

/** Tells whether two names are the same entity. */
export const isSameEntity = (one: EntityUid, other: EntityUid): boolean =>
  one === other || (one.id === other.id && one.type === other.type)

import type { Expression } from './ast.ts'
import { compileShape, readAttribute } from './compile-shape.ts'
import type { Evaluate, Test } from './evaluation.ts'
import { testOf, unexpected } from './evaluation.ts'
import { applyExtension, extension } from './extensions.ts'
import { Fault } from './fault.ts'
import {
  arithmetic,
  attribute,
  containment,
  emptiness,
  equality,
  likeness,
  membership,
  negation,
  order,
  overlap,
  presence,
  tag,
  typeTest,
} from './operators.ts'
import type { Value } from './values.ts'
import { SetValue } from './values.ts'

/** Compiles an expression that must be a boolean. */
export function compileTest(expression: Expression): Test {
  return compileBoolean(expression) ?? testOf(compileValue(expression))
}

/** Compiles an expression of any type. */
export function compileValue(expression: Expression): Evaluate {
  const test = compileBoolean(expression)
  if (test !== undefined) return test
  const constant = constantOf(expression)
  if (constant !== undefined) return () => constant
  switch (expression.kind) {
    case 'variable':
      return compileVariable(expression.name)
    case 'negate':
      return negation(compileValue(expression.operand))
    case 'binary':
      return compileArithmetic(expression)
    case 'if':
      return compileIf(expression)
    case 'attribute':
      return readAttribute(expression) ?? attribute(compileValue(expression.operand), expression.name)
    case 'set':
      return compileSet(expression.elements.map(compileValue))
    case 'record':
      return compileRecord(expression.entries.map(([name, value]) => [name, compileValue(value)] as const))
    case 'call':
      return extension(expression.name, expression.parameters.map(compileValue))
    case 'method':
      return compileMethod(expression)
    default:
      throw new Error(`no compiler for \`${expression.kind}\``)
  }
}

/** Compiles what can only have a boolean; `undefined` for the rest. */
function compileBoolean(expression: Expression): Test | undefined {
  const shape = compileShape(expression)
  if (shape !== undefined) return shape
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.map(compileTest).reduceRight((right, left) => join(expression.kind, left, right))
    case 'not':
      return compileNot(compileTest(expression.operand))
    case 'is': {
      const within = expression.within === null ? null : compileValue(expression.within)
      return typeTest(compileValue(expression.operand), expression.type, within)
    }
    case 'has':
      return presence(compileValue(expression.operand), expression.path)
    case 'like':
      return likeness(compileValue(expression.operand), expression.pieces)
    case 'binary':
      return compileRelation(expression)
    case 'method':
      return compileSetMethod(expression)
    default:
      return undefined
  }
}

function join(kind: Expression['kind'], left: Test, right: Test): Test {
  if (kind === 'and') {
    return (request) => {
      const value = left(request)
      return value === true ? right(request) : value
    }
  }
  return (request) => {
    const value = left(request)
    return value === false ? right(request) : value
  }
}

function compileNot(operand: Test): Test {
  return (request) => {
    const value = operand(request)
    return typeof value === 'boolean' ? !value : value
  }
}

function compileRelation({ operator, left, right }: Expression & { kind: 'binary' }): Test | undefined {
  if (operator === '+' || operator === '-' || operator === '*') return undefined
  const one = compileValue(left)
  const other = compileValue(right)
  if (operator === '==' || operator === '!=') return equality(one, other, operator === '==')
  return operator === 'in' ? membership(one, other) : order(one, other, operator)
}

function compileArithmetic({ operator, left, right }: Expression & { kind: 'binary' }): Evaluate {
  if (operator !== '+' && operator !== '-' && operator !== '*') throw new Error(`\`${operator}\` is a relation`)
  return arithmetic(compileValue(left), compileValue(right), operator)
}

function compileSetMethod({ name, operand, parameters }: Expression & { kind: 'method' }): Test | undefined {
  const [parameter] = parameters
  if (name === 'isEmpty') return emptiness(compileValue(operand))
  if (parameter === undefined) return undefined
  if (name === 'contains') return containment(compileValue(operand), compileValue(parameter))
  if (name === 'containsAll' || name === 'containsAny') {
    return overlap(compileValue(operand), compileValue(parameter), name === 'containsAll')
  }
  return undefined
}

function compileMethod({ name, operand, parameters }: Expression & { kind: 'method' }): Evaluate {
  const values = [operand, ...parameters].map(compileValue)
  const [first, second] = values
  if ((name === 'hasTag' || name === 'getTag') && first !== undefined && second !== undefined) {
    return tag(first, second, name === 'hasTag')
  }
  return extension(name, values)
}

function compileVariable(name: (Expression & { kind: 'variable' })['name']): Evaluate {
  switch (name) {
    case 'principal':
      return (request) => request.principal
    case 'action':
      return (request) => request.action
    case 'resource':
      return (request) => request.resource
    case 'context':
      return (request) => request.context
  }
}

function compileIf({ condition, whenTrue, whenFalse }: Expression & { kind: 'if' }): Evaluate {
  const test = compileTest(condition)
  const onTrue = compileValue(whenTrue)
  const onFalse = compileValue(whenFalse)
  return (request) => {
    const value = test(request)
    if (typeof value !== 'boolean') return unexpected('a boolean', value)
    return value ? onTrue(request) : onFalse(request)
  }
}

function compileSet(elements: readonly Evaluate[]): Evaluate {
  return (request) => {
    const values: Value[] = []
    for (const element of elements) {
      const value = element(request)
      if (value instanceof Fault) return value
      values.push(value)
    }
    return new SetValue(values)
  }
}

function compileRecord(entries: readonly (readonly [string, Evaluate])[]): Evaluate {
  return (request) => {
    const record = new Map<string, Value>()
    for (const [name, evaluate] of entries) {
      const value = evaluate(request)
      if (value instanceof Fault) return value
      record.set(name, value)
    }
    return record
  }
}

/** The value of what no request can change, calculated once; a fault too, such as that of `decimal("x")`. */
function constantOf(expression: Expression): Value | Fault | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'entity':
      return expression.uid
    case 'set': {
      const values = expression.elements.map(constantOf)
      return values.every(isValue) ? new SetValue(values) : undefined
    }
    case 'call': {
      const values = expression.parameters.map(constantOf)
      return values.every(isValue) ? applyExtension(expression.name, values) : undefined
    }
    default:
      return undefined
  }
}

const isValue = (value: Value | Fault | undefined): value is Value => value !== undefined && !(value instanceof Fault)

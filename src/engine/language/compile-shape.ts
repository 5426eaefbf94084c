import type { EntityUid, Expression, Variable } from './ast.ts'
import { isSameEntity } from './ast.ts'
import type { Evaluate, EvaluationRequest, Test } from './evaluation.ts'
import { entityOf, unexpected, unknownEntity } from './evaluation.ts'
import { Fault } from './fault.ts'
import { isWithin } from './operators.ts'
import { SetValue, type Value } from './values.ts'

/**
 * Compiles the shapes most policies are made of without the general operators' detours: an attribute of a variable that
 * is there, or is compared with a text, a set of a variable that contains a text, a variable compared with an entity.
 *
 * @returns `undefined` for every other shape
 */
export function compileShape(expression: Expression): Test | undefined {
  if (expression.kind === 'literal') return compileLiteral(expression)
  if (expression.kind === 'binary') return compileComparison(expression)
  if (expression.kind === 'has') return compilePresence(expression)
  return expression.kind === 'method' && expression.name === 'contains' ? compileContains(expression) : undefined
}

/** Compiles an attribute of a variable; `undefined` for an attribute of anything else. */
export function readAttribute({ operand, name: written }: Expression & { kind: 'attribute' }): Evaluate | undefined {
  if (operand.kind !== 'variable') return undefined
  const name = asKey(written)
  const missing = new Fault(`\`${operand.name}\` has no attribute \`${name}\``)
  if (operand.name === 'context') return (request) => request.context.get(name) ?? missing
  if (operand.name === 'resource') {
    return (request) => {
      const { resourceAttributes: known } = request
      return (known === undefined ? attributeOf(request, request.resource, name) : known.get(name)) ?? missing
    }
  }
  const uidOf = entityOf(operand.name)
  return (request) => attributeOf(request, uidOf(request), name) ?? missing
}

function attributeOf({ entities }: EvaluationRequest, uid: EntityUid, name: string): Value | Fault | undefined {
  const entity = entities.find(uid)
  return entity === undefined ? unknownEntity(uid) : entity.attributes.get(name)
}

/** A text that has been a key is one and the same wherever it is, so that comparing it takes no time. */
const asKey = (name: string): string => Object.keys({ [name]: true })[0] ?? name

function compileLiteral({ value }: Expression & { kind: 'literal' }): Test | undefined {
  return typeof value === 'boolean' ? () => value : undefined
}

function compilePresence({ operand, path }: Expression & { kind: 'has' }): Test | undefined {
  const [written, ...others] = path
  if (operand.kind !== 'variable' || written === undefined || others.length > 0) return undefined
  const name = asKey(written)
  if (operand.name === 'context') return (request) => request.context.has(name)
  if (operand.name === 'resource') {
    return (request) => {
      const known = request.resourceAttributes ?? request.entities.find(request.resource)?.attributes
      return known?.has(name) ?? false
    }
  }
  const uidOf = entityOf(operand.name)
  return (request) => request.entities.find(uidOf(request))?.attributes.has(name) ?? false
}

function compileContains({ operand, parameters }: Expression & { kind: 'method' }): Test | undefined {
  const [element] = parameters
  if (operand.kind !== 'attribute' || element?.kind !== 'literal') return undefined
  const read = readAttribute(operand)
  if (read === undefined) return undefined
  const { value } = element
  return (request) => {
    const set = read(request)
    return set instanceof SetValue ? set.has(value) : unexpected('a set', set)
  }
}

function compileComparison({ operator, left, right }: Expression & { kind: 'binary' }): Test | undefined {
  if (operator === '==' || operator === '!=') return compileEquality(left, right, operator === '==')
  if (operator !== 'in' || left.kind !== 'variable' || right.kind !== 'entity') return undefined
  if (left.name === 'context') return undefined
  const uidOf = entityOf(left.name)
  const { uid } = right
  return (request) => isWithin(uidOf(request), uid, request.entities)
}

function compileEquality(left: Expression, right: Expression, isWanted: boolean): Test | undefined {
  if (right.kind === 'literal' && left.kind === 'attribute') {
    const read = readAttribute(left)
    if (read === undefined) return undefined
    const { value } = right
    return (request) => {
      const found = read(request)
      return found instanceof Fault ? found : (found === value) === isWanted
    }
  }
  if (right.kind !== 'entity' || left.kind !== 'variable' || isContext(left.name)) return undefined
  const uidOf = entityOf(left.name)
  const { uid } = right
  return (request) => isSameEntity(uidOf(request), uid) === isWanted
}

const isContext = (name: Variable): name is 'context' => name === 'context'

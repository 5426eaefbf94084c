import type { EntityUid } from './ast.ts'
import { isSameEntity } from './ast.ts'
import type { Evaluate, EvaluationRequest, Test } from './evaluation.ts'
import { attributesOf, toEntity, toInteger, toSet, unexpected, unknownEntity } from './evaluation.ts'
import { Fault } from './fault.ts'
import type { Integer } from './integers.ts'
import { add, multiply, subtract } from './integers.ts'
import type { EntityStore, Value } from './values.ts'
import { isEntityUid, isEqual, isInteger, SetValue } from './values.ts'

/** Both operands have a value before either is looked at. */
function both(left: Evaluate, right: Evaluate, judge: (left: Value, right: Value) => boolean | Fault): Test {
  return (request) => {
    const one = left(request)
    if (one instanceof Fault) return one
    const other = right(request)
    return other instanceof Fault ? other : judge(one, other)
  }
}

/** Compiles `==` and `!=`. */
export function equality(left: Evaluate, right: Evaluate, isWanted: boolean): Test {
  return both(left, right, (one, other) => isEqual(one, other) === isWanted)
}

/** Compiles an order of integers, datetimes or durations; both sides must be of one type. */
export function order(left: Evaluate, right: Evaluate, operator: keyof typeof orders): Test {
  const isMet = orders[operator]
  return both(left, right, (one, other) => {
    if (isInteger(one)) return isInteger(other) ? isMet(one, other) : unexpected('an integer', other)
    const from = instantOf(one)
    if (from === undefined) return unexpected('an integer, a datetime or a duration', one)
    const to = instantOf(other)
    if (to === undefined || from.kind !== to.kind) return unexpected(`a ${from.kind}`, other)
    return isMet(from.milliseconds, to.milliseconds)
  })
}

const orders = {
  '<': (left: Integer, right: Integer) => left < right,
  '<=': (left: Integer, right: Integer) => left <= right,
  '>': (left: Integer, right: Integer) => left > right,
  '>=': (left: Integer, right: Integer) => left >= right,
} as const

const instantOf = (value: Value) => (typeof value === 'object' && 'milliseconds' in value ? value : undefined)

/** Compiles `+`, `-` and `*`. */
export function arithmetic(left: Evaluate, right: Evaluate, operator: '+' | '-' | '*'): Evaluate {
  const calculate = operator === '+' ? add : operator === '-' ? subtract : multiply
  return (request) => {
    const one = toInteger(left(request))
    if (one instanceof Fault) return one
    const other = toInteger(right(request))
    if (other instanceof Fault) return other
    return calculate(one, other) ?? new Fault(`\`${one} ${operator} ${other}\` does not fit in 64 bits`)
  }
}

/** Compiles a minus sign. */
export function negation(operand: Evaluate): Evaluate {
  return (request) => {
    const value = toInteger(operand(request))
    if (value instanceof Fault) return value
    return subtract(0, value) ?? new Fault(`\`-(${value})\` does not fit in 64 bits`)
  }
}

/** Tells whether an entity is another one or lies in it. */
export const isWithin = (child: EntityUid, ancestor: EntityUid, entities: EntityStore): boolean =>
  isSameEntity(child, ancestor) || entities.isIn(child, ancestor)

/** Compiles `in`, whose right side is an entity or a set of entities. */
export function membership(left: Evaluate, right: Evaluate): Test {
  return (request) => {
    const child = left(request)
    if (child instanceof Fault) return child
    const ancestors = right(request)
    if (ancestors instanceof Fault) return ancestors
    return isEntityUid(child) ? isInAny(child, ancestors, request) : unexpected('an entity', child)
  }
}

function isInAny(child: EntityUid, ancestors: Value, { entities }: EvaluationRequest): boolean | Fault {
  if (isEntityUid(ancestors)) return isWithin(child, ancestors, entities)
  if (!(ancestors instanceof SetValue)) return unexpected('an entity or a set of entities', ancestors)
  let isFound = false
  for (const ancestor of ancestors) {
    // A wrong element is a fault even after a match.
    if (!isEntityUid(ancestor)) return unexpected('an entity', ancestor)
    isFound ||= isWithin(child, ancestor, entities)
  }
  return isFound
}

/** Compiles `is`, and `is … in`. */
export function typeTest(operand: Evaluate, type: string, within: Evaluate | null): Test {
  const isIn = within === null ? null : membership(operand, within)
  return (request) => {
    const value = toEntity(operand(request))
    if (value instanceof Fault) return value
    return value.type === type && (isIn === null || isIn(request))
  }
}

/** Compiles `like`. */
export function likeness(operand: Evaluate, pieces: readonly string[]): Test {
  const matches = matcher(pieces)
  return (request) => {
    const value = operand(request)
    return typeof value === 'string' ? matches(value) : unexpected('a string', value)
  }
}

/** Each piece between wildcards is taken at its first place after the one before: that leaves most room for the rest. */
function matcher(pieces: readonly string[]): (text: string) => boolean {
  const [first = '', ...others] = pieces
  const last = others.pop()
  if (last === undefined) return (text) => text === first
  if (others.length === 0 && last === '') return (text) => text.startsWith(first)
  return (text) => {
    if (!text.startsWith(first)) return false
    let position = first.length
    for (const piece of others) {
      const found = text.indexOf(piece, position)
      if (found === -1) return false
      position = found + piece.length
    }
    return text.length - last.length >= position && text.endsWith(last)
  }
}

/** Compiles the attribute of a record or an entity. */
export function attribute(operand: Evaluate, name: string): Evaluate {
  const missing = new Fault(`the attribute \`${name}\` is not there`)
  return (request) => {
    const value = operand(request)
    const attributes = attributesOf(value, request.entities)
    if (attributes instanceof Fault) return attributes
    if (attributes === undefined) return isFaultless(value) ? unknownEntity(value) : missing
    return attributes.get(name) ?? missing
  }
}

const isFaultless = (value: Value | Fault): value is EntityUid => !(value instanceof Fault) && isEntityUid(value)

/** Compiles `has`: every name of the path is an attribute of what the names before it lead to. */
export function presence(operand: Evaluate, path: readonly string[]): Test {
  return (request) => {
    let value: Value | Fault | undefined = operand(request)
    for (const name of path) {
      const attributes = attributesOf(value, request.entities)
      if (attributes instanceof Fault) return attributes
      value = attributes?.get(name)
      if (value === undefined) return false
    }
    return true
  }
}

/** Compiles `hasTag` (a test) and `getTag` (a value). */
export function tag(operand: Evaluate, name: Evaluate, isTest: boolean): Evaluate {
  return (request) => {
    const uid = operand(request)
    if (uid instanceof Fault) return uid
    const key = name(request)
    if (key instanceof Fault) return key
    if (!isEntityUid(uid)) return unexpected('an entity', uid)
    if (typeof key !== 'string') return unexpected('a string', key)
    const entity = request.entities.find(uid)
    const value = entity?.tags?.get(key)
    if (isTest) return value !== undefined
    return value ?? (entity === undefined ? unknownEntity(uid) : new Fault(`the tag \`${key}\` is not there`))
  }
}

/** Compiles `contains`. */
export function containment(operand: Evaluate, element: Evaluate): Test {
  return both(operand, element, (set, value) => (set instanceof SetValue ? set.has(value) : unexpected('a set', set)))
}

/** Compiles `containsAll` and `containsAny`. */
export function overlap(operand: Evaluate, others: Evaluate, isAll: boolean): Test {
  return both(operand, others, (set, other) => {
    if (!(set instanceof SetValue)) return unexpected('a set', set)
    if (!(other instanceof SetValue)) return unexpected('a set', other)
    for (const element of other) if (set.has(element) !== isAll) return !isAll
    return isAll
  })
}

/** Compiles `isEmpty`. */
export function emptiness(operand: Evaluate): Test {
  return (request) => {
    const set = toSet(operand(request))
    return set instanceof Fault ? set : set.size === 0
  }
}

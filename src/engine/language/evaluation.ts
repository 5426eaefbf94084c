import type { EntityUid, Variable } from './ast.ts'
import { Fault } from './fault.ts'
import type { Attributes, EntityStore, Value } from './values.ts'
import { isEntityUid, isInteger, isRecord, SetValue, typeName } from './values.ts'
import type { Integer } from './integers.ts'

/** All that a policy is evaluated against. */
export interface EvaluationRequest {
  readonly principal: EntityUid
  readonly action: EntityUid
  readonly resource: EntityUid
  readonly context: Attributes
  readonly entities: EntityStore
  /** What `entities` knows of `resource`, from whoever has it at hand. */
  readonly resourceAttributes?: Attributes
}

/** A compiled expression. */
export type Evaluate = (request: EvaluationRequest) => Value | Fault

/** A compiled expression that has a boolean or a fault. */
export type Test = (request: EvaluationRequest) => boolean | Fault

/** Makes the fault of a value of the wrong type; a fault passes unchanged. */
export const unexpected = (wanted: string, value: Value | Fault): Fault =>
  value instanceof Fault ? value : new Fault(`expected ${wanted}, but this is ${typeName(value)}`)

/** Makes the fault of an entity that the store doesn't know. */
export const unknownEntity = ({ type, id }: EntityUid): Fault =>
  new Fault(`the entity \`${type}::"${id}"\` is not known`)

/** Makes a test of an expression whose value may be of any type. */
export function testOf(evaluate: Evaluate): Test {
  return (request) => {
    const value = evaluate(request)
    return typeof value === 'boolean' ? value : unexpected('a boolean', value)
  }
}

/** Gives the entity a variable names; `context` names none. */
export function entityOf(variable: Exclude<Variable, 'context'>): (request: EvaluationRequest) => EntityUid {
  if (variable === 'principal') return (request) => request.principal
  if (variable === 'resource') return (request) => request.resource
  return (request) => request.action
}

/** The value when it is an entity, else a fault. */
export const toEntity = (value: Value | Fault): EntityUid | Fault =>
  !(value instanceof Fault) && isEntityUid(value) ? value : unexpected('an entity', value)

/** The value when it is an integer, else a fault. */
export const toInteger = (value: Value | Fault): Integer | Fault =>
  !(value instanceof Fault) && isInteger(value) ? value : unexpected('an integer', value)

/** The value when it is a set, else a fault. */
export const toSet = (value: Value | Fault): SetValue | Fault =>
  value instanceof SetValue ? value : unexpected('a set', value)

/** The attributes of a record or a known entity; `undefined` for an unknown entity, a fault for other values. */
export function attributesOf(value: Value | Fault, entities: EntityStore): Attributes | Fault | undefined {
  if (value instanceof Fault) return value
  if (isRecord(value)) return value
  return isEntityUid(value) ? entities.find(value)?.attributes : unexpected('a record or an entity', value)
}

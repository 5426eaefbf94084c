import type { ContextValue } from '../../domain/context.ts'
import type { EntityUid } from './ast.ts'
import { isSameEntity } from './ast.ts'
import type { DateTime, Duration } from './datetime.ts'
import { parseDateTime, parseDuration } from './datetime.ts'
import type { Decimal } from './decimal.ts'
import { parseDecimal } from './decimal.ts'
import type { Integer } from './integers.ts'
import { integerOf } from './integers.ts'
import type { IpAddress } from './ip-address.ts'
import { parseIpAddress } from './ip-address.ts'

/** The attributes of an entity, and the value a Cedar record has. */
export type Attributes = ReadonlyMap<string, Value>

/** Every value an expression can have. An entity's value is its name; integers have one form each. */
export type Value =
  boolean | string | Integer | EntityUid | SetValue | Attributes | Decimal | IpAddress | DateTime | Duration

type Primitive = boolean | string | Integer

/** What the store says of one entity. Its parents need not be known to the store. */
export interface Entity {
  readonly uid: EntityUid
  readonly attributes: Attributes
  readonly parents: readonly EntityUid[]
  readonly tags?: Attributes
}

/** Where expressions look entities up. */
export interface EntityStore {
  /** `undefined` when nothing is known of it. */
  find(uid: EntityUid): Entity | undefined
  /** Tells whether the ancestor is a parent, or a parent's parent and so on; equal names need not be answered. */
  isIn(child: EntityUid, ancestor: EntityUid): boolean
}

/** Up to so many elements are looked through one by one, which takes less time than to make a table of them. */
const fewElements = 8

/** A Cedar set: order and repetition don't count. */
export class SetValue {
  readonly kind = 'set'
  /** Each once. */
  readonly #primitives: Primitive[] = []
  #table: Set<Primitive> | undefined
  // Entities, records, sets and extension values by their key; absent in the usual set of texts.
  #others: Map<string, Value> | undefined

  constructor(elements: Iterable<Value>) {
    for (const element of elements) {
      if (typeof element === 'object') (this.#others ??= new Map()).set(keyOf(element), element)
      else if (!this.#hasPrimitive(element)) this.#addPrimitive(element)
    }
  }

  get size(): number {
    return this.#primitives.length + (this.#others?.size ?? 0)
  }

  has(element: Value): boolean {
    if (typeof element !== 'object') return this.#hasPrimitive(element)
    return this.#others?.has(keyOf(element)) ?? false
  }

  *[Symbol.iterator](): IterableIterator<Value> {
    yield* this.#primitives
    if (this.#others !== undefined) yield* this.#others.values()
  }

  #hasPrimitive(element: Primitive): boolean {
    if (this.#table !== undefined) return this.#table.has(element)
    for (const one of this.#primitives) if (one === element) return true
    return false
  }

  #addPrimitive(element: Primitive): void {
    this.#primitives.push(element)
    if (this.#table !== undefined) this.#table.add(element)
    else if (this.#primitives.length > fewElements) this.#table = new Set(this.#primitives)
  }
}

/** Tells whether a value is an entity's name. */
export const isEntityUid = (value: Value): value is EntityUid => typeof value === 'object' && 'type' in value

/** Tells whether a value is a record. */
export const isRecord = (value: Value): value is Attributes => value instanceof Map

/** Tells whether a value is an integer. */
export const isInteger = (value: Value): value is Integer => typeof value === 'number' || typeof value === 'bigint'

/** Cedar's `==`: values of different types are unequal, never an error. */
export function isEqual(one: Value, other: Value): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object') return false
  if (isEntityUid(one)) return isEntityUid(other) && isSameEntity(one, other)
  return keyOf(one) === keyOf(other)
}

/** Says what kind of value it is, for messages. */
export function typeName(value: Value): string {
  if (typeof value === 'boolean') return 'a boolean'
  if (typeof value === 'string') return 'a string'
  if (isInteger(value)) return 'an integer'
  if (isEntityUid(value)) return `an entity of type \`${value.type}\``
  if (isRecord(value)) return 'a record'
  return `a ${value.kind}`
}

/** How many lists and records a value of JSON may have inside one another. */
export const maxValueDepth = 64

/**
 * Makes a value of JSON as contexts carry it.
 *
 * Cedar's own escapes are understood: `{"__entity": {"type", "id"}}` and `{"__extn": {"fn", "arg"}}`.
 *
 * @param room how many levels deep it may be, {@link maxValueDepth} unless told
 * @returns `undefined` when a number is not an integer of 64 bits, an escape is not well-formed, it is too deep, or it is null
 */
export function valueOf(json: ContextValue | null, room = maxValueDepth): Value | undefined {
  if (typeof json === 'string' || typeof json === 'boolean') return json
  if (json === null) return undefined
  if (typeof json === 'bigint') return integerOf(json)
  if (typeof json === 'number') return Number.isSafeInteger(json) ? json + 0 : undefined
  if (isList(json)) return setOf(json, room)
  if (json['__entity'] !== undefined) return entityOf(json['__entity'])
  if (json['__extn'] !== undefined) return extensionOf(json['__extn'])
  return recordOf(json, room)
}

/** Makes a record of a JSON object, as contexts are; `undefined` as in {@link valueOf}. */
export function recordOf(json: Readonly<Record<string, ContextValue>>, room = maxValueDepth): Attributes | undefined {
  if (room === 0) return undefined
  const record = new Map<string, Value>()
  for (const name in json) {
    const member = json[name]
    if (!Object.hasOwn(json, name)) continue
    const value = member === undefined ? undefined : valueOf(member, room - 1)
    if (value === undefined) return undefined
    record.set(name, value)
  }
  return record
}

function setOf(json: readonly ContextValue[], room: number): SetValue | undefined {
  if (room === 0) return undefined
  const elements: Value[] = []
  for (const element of json) {
    const value = valueOf(element, room - 1)
    if (value === undefined) return undefined
    elements.push(value)
  }
  return new SetValue(elements)
}

// `Array.isArray` doesn't narrow a readonly array out of a union.
const isList = (json: ContextValue): json is readonly ContextValue[] => Array.isArray(json)

function entityOf(json: ContextValue): Value | undefined {
  if (typeof json !== 'object' || isList(json)) return undefined
  const { type, id } = json
  return typeof type === 'string' && typeof id === 'string' ? { type, id } : undefined
}

function extensionOf(json: ContextValue): Value | undefined {
  if (typeof json !== 'object' || isList(json)) return undefined
  const { fn, arg } = json
  if (typeof arg !== 'string') return undefined
  if (fn === 'decimal') return parseDecimal(arg)
  if (fn === 'ip') return parseIpAddress(arg)
  if (fn === 'datetime') return parseDateTime(arg)
  if (fn === 'duration') return parseDuration(arg)
  return undefined
}

/** A text that equal values share and unequal ones don't; every part is preceded by its length, so none can run over. */
function keyOf(value: Value): string {
  if (typeof value === 'string') return `s${value.length}:${value}`
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value !== 'object') return `i${value};`
  if (isEntityUid(value)) return `e${value.type.length}:${value.type}${value.id.length}:${value.id}`
  if (value instanceof SetValue) return `S${[...value].map(keyOf).sort().join('')}.`
  if (isRecord(value)) return recordKey(value)
  switch (value.kind) {
    case 'decimal':
      return `d${value.units};`
    case 'ip':
      return `a${value.version}:${value.address}/${value.prefix};`
    case 'datetime':
      return `m${value.milliseconds};`
    case 'duration':
      return `u${value.milliseconds};`
  }
}

function recordKey(record: Attributes): string {
  const members = [...record].map(([name, value]) => `${name.length}:${name}${keyOf(value)}`)
  return `R${members.sort().join('')}.`
}

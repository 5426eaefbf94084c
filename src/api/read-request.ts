import type { z } from 'zod'
import { refusal, type RefusedField } from '../domain/errors.ts'
import type { EnvironmentId } from '../domain/ids.ts'
import { mostFields } from './echo.ts'

/** One request taken apart; names in path and query may repeat or carry brackets. */
export interface RequestParts {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  /** Null when there is none. */
  readonly body: unknown
  /** The body is a form: its values are texts, as in a query. */
  readonly isForm?: boolean
  /** The environment that the address names, in the families where it names one. */
  readonly environmentId?: EnvironmentId
}

/** Which field stands where. */
export interface FieldPlaces {
  readonly path: readonly string[]
  readonly query: readonly string[]
  readonly body: readonly string[]
}

/**
 * Reads the fields an endpoint declares, each from its own place, and nothing else. In a query or a form an empty text
 * counts as absent, and `name[]` as `name`. A field that may stand in query and body, and stands in both, must be the same.
 *
 * @throws Refusal `missing_fields` with every field that lacks, else `invalid_fields` with every field that is wrong
 */
export function readFields<Request extends z.ZodObject>(
  request: Request,
  places: FieldPlaces,
  parts: RequestParts,
): z.output<Request> {
  const query = pickTexts(parts.query, places.query)
  const body = pickBody(parts, places.body)
  return parse(request, { query, body, path: pick(parts.path, places.path) })
}

/**
 * As {@link readFields} where every field that isn't in the path may stand in query or body, as the vendor's Admin and
 * Upload API has it. Whether an empty text is a value, each field says itself; `name[]` is a list even of one.
 *
 * @param path the names of the fields in the path
 * @throws Refusal as {@link readFields}
 */
export function readLooseFields<Request extends z.ZodObject>(
  request: Request,
  path: readonly string[],
  parts: RequestParts,
): z.output<Request> {
  const names = Object.keys(request.shape).filter((name) => !path.includes(name))
  const query = pickLists(parts.query, names)
  const sent = recordOf(parts.body)
  const body = parts.isForm === true ? pickLists(sent, names) : pick(sent, names)
  return parse(request, { query, body, path: pick(parts.path, path) }, isEmpty)
}

type Sent = Readonly<Record<string, unknown>>

/** @param isMissing tells of a value that a field refused whether that means that it isn't there */
function parse<Request extends z.ZodObject>(
  request: Request,
  { query, body, path }: { readonly query: Sent; readonly body: Sent; readonly path: Sent },
  isMissing = isAbsent,
): z.output<Request> {
  refuseTwoValues(query, body)
  const wire = { ...query, ...body, ...path }
  const result = request.safeParse(wire)
  if (result.success) return result.data
  throw refusalOf(result.error.issues, wire, isMissing)
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const isEmpty = (value: unknown): boolean => isAbsent(value) || value === ''

function pickBody({ body, isForm = false }: RequestParts, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (names.length === 0) return {}
  const sent = recordOf(body)
  return isForm ? pickTexts(sent, names) : pick(sent, names)
}

function recordOf(body: unknown): Readonly<Record<string, unknown>> {
  if (body === null || body === undefined) return {}
  if (isRecord(body)) return body
  throw refusal('invalid_fields', undefined, { more: { reason: 'the body must be a JSON object' } })
}

/** Which of two values would count is nothing to guess at. */
function refuseTwoValues(query: Readonly<Record<string, unknown>>, body: Readonly<Record<string, unknown>>): void {
  const fields = Object.keys(query)
    .filter((name) => Object.hasOwn(body, name) && !isSame(body[name], query[name]))
    .map((name) => ({ name, value: [query[name], body[name]] }))
  if (fields.length > 0) throw refusal('invalid_fields', undefined, { fields })
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const pick = (from: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(from, name)).map((name) => [name, from[name]]))

/** As {@link pick} for texts: brackets are taken off, a name that then stands twice has all its values. */
function pickTexts(
  from: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const found = new Map<string, unknown[]>()
  for (const [key, value] of Object.entries(from)) {
    const name = key.replace(/\[\d*\]$/, '')
    const values = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter((one) => one !== '')
    if (names.includes(name)) found.set(name, [...(found.get(name) ?? []), ...values])
  }
  const present = [...found].filter(([, values]) => values.length > 0)
  return Object.fromEntries(present.map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
}

/** As {@link pick}: a name in brackets is a list, one that stands twice too, and all values stay. */
function pickLists(
  from: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const found = new Map<string, unknown>()
  for (const [key, value] of Object.entries(from)) {
    const name = key.replace(/\[\d*\]$/, '')
    if (!names.includes(name)) continue
    const isList = name !== key || Array.isArray(value) || found.has(name)
    found.set(name, isList ? [found.get(name) ?? [], value].flat() : value)
  }
  return Object.fromEntries(found)
}

/** What lacks goes before what is wrong: a request that lacks a field can't be understood at all. */
function refusalOf(issues: readonly z.core.$ZodIssue[], wire: unknown, isMissing: (value: unknown) => boolean): Error {
  const found = issues.map(({ path }) => placeIn(wire, path))
  const missing = found.filter(({ value }) => isMissing(value))
  const named = (missing.length > 0 ? missing : withoutRepetition(found)).slice(0, mostFields)
  const fields = named.map(({ path, value }): RefusedField => ({
    name: path.map(String).join('.'),
    ...(missing.length === 0 && { value }),
  }))
  return refusal(missing.length > 0 ? 'missing_fields' : 'invalid_fields', undefined, { fields })
}

/** One thing that is wrong, in the request as it was sent. */
interface Found {
  readonly path: readonly PropertyKey[]
  readonly value: unknown
  /** How many steps of the path there are: fewer when a list or an object was sent as one text. */
  readonly depth: number
}

function placeIn(wire: unknown, path: readonly PropertyKey[]): Found {
  let value = wire
  for (const [depth, step] of path.entries()) {
    if (typeof value !== 'object' || value === null) return { path, value, depth }
    value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
  }
  return { path, value, depth: path.length }
}

/** A list that was sent as one text is one wrong value, however many of its items are wrong. */
function withoutRepetition(found: readonly Found[]): readonly Found[] {
  const texts = new Set<string>()
  return found.filter(({ path, depth }) => {
    if (depth === path.length) return true
    const text = path.slice(0, depth).map(String).join('.')
    const isRepeated = texts.has(text)
    texts.add(text)
    return !isRepeated
  })
}

// The routes that a server really has, read from its router, and requests for each endpoint made from its own schema.
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { fillPath, readPath } from '../../src/api/endpoint-path.ts'

/** One route, as the router has it. */
export interface LiveRoute {
  readonly method: string
  readonly url: string
}

/** Reads every route of a server; HEAD goes with GET. */
export function readLiveRoutes(app: FastifyInstance): readonly LiveRoute[] {
  const routes: LiveRoute[] = []
  const above: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', text = '', methods = ''] =
      /^((?:│ {3}| {4})*)(?:├|└)── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (text === '') continue
    const depth = indent.length / 4
    above.length = depth
    above.push(text)
    const url = above
      .join('')
      .replace(/^\/\//, '/')
      .replace(/([^/])\*$/, '$1/*')
    for (const method of methods.split(', ')) if (method !== '' && method !== 'HEAD') routes.push({ method, url })
  }
  return routes
}

/** Fields that say the same wherever they stand. */
export type KnownFields = Readonly<Record<string, string>>

/** A request for an endpoint, as small as its schema takes. */
export interface SampleRequest {
  readonly method: Endpoint['method']
  readonly url: string
  readonly payload?: object
}

/** Makes one; `known` fields are as given. */
export function sampleRequest(
  endpoint: Endpoint,
  known: KnownFields,
  own: Readonly<Record<string, unknown>> = {},
): SampleRequest {
  const schema = z.toJSONSchema(endpoint.request, { io: 'output', unrepresentable: 'any', reused: 'inline' }) as Schema
  const words = new Map(
    readPath(endpoint.path).flatMap((step) =>
      step.type === 'field' && step.words !== null ? [[step.name, step.words[0]]] : [],
    ),
  )
  const valueOf = (name: string): unknown =>
    own[name] ?? words.get(name) ?? known[name] ?? sampleOf(schema.properties?.[name] ?? {}, name)
  const sent = (names: readonly string[]): readonly (readonly [string, unknown])[] =>
    names.filter((name) => name in own || schema.required?.includes(name) === true).map((name) => [name, valueOf(name)])
  const query = new URLSearchParams(
    sent(endpoint.fields.query).map(([name, value]): [string, string] => [name, textOf(value)]),
  )
  const path = fillPath(endpoint.path, (name) => textOf(valueOf(name)))
  return {
    method: endpoint.method,
    url: query.size === 0 ? path : `${path}?${query.toString()}`,
    ...(endpoint.fields.body.length > 0 && { payload: Object.fromEntries(sent(endpoint.fields.body)) }),
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly minimum?: number
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

function sampleOf(schema: Schema, name: string): unknown {
  const { type, anyOf, oneOf, items, properties = {}, required = [] } = schema
  const [first] = anyOf ?? oneOf ?? []
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  if (first !== undefined) return sampleOf((anyOf ?? oneOf)?.find((one) => one.type === 'string') ?? first, name)
  if (type === 'array')
    return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => sampleOf(items ?? {}, name))
  if (type === 'object') return Object.fromEntries(required.map((one) => [one, sampleOf(properties[one] ?? {}, one)]))
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (type === 'boolean') return false
  return schema.format === 'date' ? '2026-11-22' : schema.format === 'email' ? 'x@example.com' : 'x'
}

import { z } from 'zod'

/** A JSON schema, as much as is looked at. */
export interface JsonSchema {
  readonly [name: string]: unknown
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly description?: string
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly $ref?: string
}

/** A schema with its named parts taken out. */
export interface SplitSchema {
  readonly schema: JsonSchema
  /** By their names; they refer to each other as OpenAPI components. */
  readonly named: Readonly<Record<string, JsonSchema>>
}

/**
 * Writes a schema of `api/` as JSON Schema: what a value looks like once read, whatever shape it was sent in. Fields
 * that aren't named may always be there.
 */
export function toJsonSchema(schema: z.ZodType): SplitSchema {
  const whole = simplify(z.toJSONSchema(schema, options)) as JsonSchema
  const named = Object.entries((whole.$defs ?? {}) as Readonly<Record<string, JsonSchema>>)
  return {
    schema: without(whole, '$schema', '$defs'),
    named: Object.fromEntries(named.map(([name, part]) => [name, without(part, 'id')])),
  }
}

const options = {
  io: 'output',
  reused: 'inline',
  unrepresentable: 'any',
  // The one kind of value that JSON can't hold is a file.
  override: ({ zodSchema, jsonSchema }) => {
    if (zodSchema._zod.def.type === 'custom') Object.assign(jsonSchema, { type: 'string', format: 'binary' })
  },
} satisfies Parameters<typeof z.toJSONSchema>[1]

/** A schema without some of its keywords. */
export const without = (schema: JsonSchema, ...keywords: readonly string[]): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => !keywords.includes(name)))

/** Takes off the limits that say nothing here, and points references at the components. */
function simplify(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplify)
  if (typeof value === 'string') return value.replace(/^#\/\$defs\//, '#/components/schemas/')
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(
    ([name, inner]) => !(name === 'additionalProperties' && inner === false) && !isWholeRange(name, inner),
  )
  return Object.fromEntries(kept.map(([name, inner]) => [name, simplify(inner)]))
}

const isWholeRange = (name: string, value: unknown): boolean =>
  (name === 'minimum' || name === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER

/** Says in a few words what a schema takes. */
export function sayType(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? ''
  if (typeof schema.const === 'string') return `\`${schema.const}\``
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  const members = (schema.anyOf ?? schema.oneOf ?? []).filter((member) => member.type !== 'null')
  if (members.length > 0) return [...new Set(members.map(sayType))].join(' or ')
  if (schema.type === 'array') return `list of ${sayType(schema.items ?? {})}`
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['anything'])
  return types.filter((type) => type !== 'null').join(' or ')
}

import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A JSON Schema with every reference followed. */
export type Schema = Readonly<Record<string, unknown>>

/** One field that an operation takes. */
export interface Field {
  readonly name: string
  readonly isRequired: boolean
  readonly schema: Schema
}

/** One operation as the documents describe it. */
export interface ApiOperation {
  readonly id: string
  readonly family: 'permissions' | 'decisions'
  readonly method: string
  /** With parameters in braces. */
  readonly path: string
  readonly isPublic: boolean
  readonly query: readonly Field[]
  readonly body: readonly Field[]
}

/** The operations there are, and what their answers must look like. */
export interface Api {
  readonly operations: readonly ApiOperation[]
  /** What is wrong with the body of an answer; empty when nothing is. Statuses that no document has are errors. */
  readonly faultsOf: (operation: ApiOperation, status: number, body: unknown) => readonly string[]
  /** The same for the error of a family, at an address where no operation is. */
  readonly errorFaultsOf: (family: ApiOperation['family'], body: unknown) => readonly string[]
}

type Json = Readonly<Record<string, unknown>>

const vendorPath = join(import.meta.dirname, '../../../shared/contract/permissions.openapi.yml')
const ownPath = join(import.meta.dirname, '../../docs/reference/openapi.json')

/**
 * Reads the operations: the Permissions API from the vendor's document where it lies beside the checkout, else from our
 * own; decisions from ours. An answer must be as each document says that has its operation and status.
 */
export function readApi(): Api {
  const own = readDocument(JSON.parse(readFileSync(ownPath, 'utf8')))
  const hasVendors = existsSync(vendorPath)
  if (!hasVendors) console.log("the vendor's OpenAPI document is not beside the checkout: our own stands for it")
  const vendors = hasVendors ? readDocument(parse(readFileSync(vendorPath, 'utf8'))) : null
  const permissions = (vendors ?? own).operations.filter(({ family }) => family === 'permissions')
  const decisions = own.operations.filter(({ path }) => path.startsWith('/api/decisions'))
  const validators = [own, ...(vendors === null ? [] : [vendors])].map((document) => document.validators)
  const faultsOf = (id: string, status: number | 'error', body: unknown): readonly string[] =>
    validators.flatMap((one) => one.get(`${id} ${status}`) ?? []).flatMap((validate) => findFaults(validate, body))
  return {
    operations: [...permissions, ...decisions],
    faultsOf: ({ id }, status, body) => [
      ...(status >= 400 ? faultsOf(id, 'error', body) : []),
      ...faultsOf(id, status, body),
    ],
    errorFaultsOf: (family, body) => faultsOf(family === 'permissions' ? 'getRoles' : 'decide', 'error', body),
  }
}

interface Document {
  readonly operations: readonly ApiOperation[]
  /** By id and status, and by id and `error` for every other refusal. */
  readonly validators: ReadonlyMap<string, ValidateFunction>
}

function readDocument(text: unknown): Document {
  const { paths } = followed(text, text as Json) as { readonly paths: Readonly<Record<string, Json>> }
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  const validators = new Map<string, ValidateFunction>()
  const operations = Object.entries(paths).flatMap(([path, { parameters: shared = [], ...methods }]) =>
    Object.entries(methods).map(([method, described]) => {
      const operation = described as OperationDescribed
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const schema = Object.values(content ?? {})[0]?.schema
        if (schema !== undefined) {
          validators.set(`${operation.operationId} ${status === 'default' ? 'error' : status}`, ajv.compile(schema))
        }
      }
      return readOperation(method, path, operation, shared as readonly ParameterDescribed[])
    }),
  )
  return { operations, validators }
}

interface ParameterDescribed {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: Schema
  readonly content?: ContentDescribed
}

type ContentDescribed = Readonly<Record<string, { readonly schema: Schema }>>

interface OperationDescribed {
  readonly operationId: string
  readonly parameters?: readonly ParameterDescribed[]
  readonly requestBody?: { readonly content: ContentDescribed }
  readonly responses: Readonly<Record<string, { readonly content?: ContentDescribed }>>
}

function readOperation(
  method: string,
  path: string,
  { operationId, parameters = [], requestBody }: OperationDescribed,
  shared: readonly ParameterDescribed[],
): ApiOperation {
  const query = [...shared, ...parameters]
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, required = false, schema, content }) => ({
      name,
      isRequired: required,
      schema: schema ?? Object.values(content ?? {})[0]?.schema ?? {},
    }))
  const body = Object.values(requestBody?.content ?? {})[0]?.schema ?? {}
  return {
    id: operationId,
    family: path.startsWith('/v2/') ? 'permissions' : 'decisions',
    method: method.toUpperCase(),
    path,
    isPublic: path.startsWith('/v2/accounts/permissions/public/'),
    query,
    body: Object.entries(propertiesOf(body)).map(([name, schema]) => ({
      name,
      isRequired: requiredOf(body).includes(name),
      schema: schema as Schema,
    })),
  }
}

/** The properties of an object, those of its parts included. */
function propertiesOf({ properties = {}, allOf = [] }: Schema): Json {
  const parts = (allOf as readonly Schema[]).map(propertiesOf)
  return Object.assign({}, ...parts, properties) as Json
}

function requiredOf({ required = [], allOf = [] }: Schema): readonly unknown[] {
  return [...(required as readonly unknown[]), ...(allOf as readonly Schema[]).flatMap(requiredOf)]
}

const maxFaults = 3

function findFaults(validate: ValidateFunction, body: unknown): readonly string[] {
  if (validate(body)) return []
  return (validate.errors ?? [])
    .slice(0, maxFaults)
    .map(({ instancePath, message = '' }) => `${instancePath} ${message}`)
}

/** A copy with references followed, in the words of JSON Schema: OpenAPI 3.0 says `nullable` for the type null. */
function followed(value: unknown, document: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => followed(item, document))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...own } = value as Json
  if (typeof $ref === 'string') return followed(lookUp($ref, document), document)
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(own).map(([name, content]) => [name, followed(content, document)]),
  )
  return nullable === true && typeof rest.type === 'string' ? { ...rest, type: [rest.type, 'null'] } : rest
}

function lookUp(reference: string, document: Json): unknown {
  let found: unknown = document
  for (const step of reference.slice(2).split('/')) {
    found = (found as Json)[step.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return found
}

import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'

const path = join(dirname(import.meta.dirname), '../../shared/contract/permissions.openapi.yml')

type Json = Readonly<Record<string, unknown>>

/** The vendor's own description of its Permissions API, where there is one beside the checkout. */
export interface VendorContract {
  /** Every operation as `GET /v2/…`, with its id. */
  readonly operations: ReadonlyMap<string, string>
  /**
   * What is wrong with an answer: empty when it is as described. A status that isn't described must at least have the
   * body of an error.
   */
  readonly faultsOf: (operationId: string, status: number, body: unknown) => readonly string[]
}

/** Reads the vendor's contract; null, and a line that says so, when it isn't there. */
export function readVendorContract(): VendorContract | null {
  if (!existsSync(path)) {
    console.log('contract: ../shared/contract/permissions.openapi.yml is absent, so nothing is compared with it')
    return null
  }
  const document = withoutNullable(parse(readFileSync(path, 'utf8'))) as Json
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ ...document, $id: 'contract' })
  const operations = new Map<string, string>()
  const validators = new Map<string, ValidateFunction | null>()
  for (const [route, item] of entries(document.paths)) {
    for (const [method, operation] of entries(item).filter(([name]) => /^(?:get|post|put|delete)$/.test(name))) {
      const id = String((operation as Json).operationId)
      operations.set(`${method.toUpperCase()} ${route}`, id)
      for (const status of Object.keys((operation as { readonly responses: Json }).responses)) {
        validators.set(`${id} ${status}`, validatorOf(ajv, document, { route, method, status }))
      }
    }
  }
  const error = ajv.compile({ $ref: 'contract#/components/schemas/ErrorResponse', required: ['error'] })
  return { operations, faultsOf: (id, status, body) => findFaults(validators.get(`${id} ${status}`), error, body) }
}

const entries = (value: unknown): readonly (readonly [string, unknown])[] => Object.entries(value as Json)

interface Place {
  readonly route: string
  readonly method: string
  readonly status: string
}

/** Null for an answer that is described as having no JSON. */
function validatorOf(ajv: Ajv, document: Json, { route, method, status }: Place): ValidateFunction | null {
  const steps = ['paths', route, method, 'responses', status, 'content', 'application/json', 'schema']
  const isThere = steps.reduce<unknown>((at, step) => (at as Json | undefined)?.[step], document) !== undefined
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
  return isThere ? ajv.compile({ $ref: `contract#/${pointer}` }) : null
}

function findFaults(
  validate: ValidateFunction | null | undefined,
  error: ValidateFunction,
  body: unknown,
): readonly string[] {
  if (validate === null) return []
  const used = validate ?? error
  if (used(body)) return []
  return (used.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

/** OpenAPI 3.0 says `nullable` where JSON Schema lists the type null. */
function withoutNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullable)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...rest } = Object.fromEntries(entries(value).map(([name, one]) => [name, withoutNullable(one)]))
  return nullable === true && typeof rest.type === 'string' ? { ...rest, type: [rest.type, 'null'] } : rest
}

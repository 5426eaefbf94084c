// The vendor's own descriptions of its Admin and Upload API, where they lie beside the checkout.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const folder = join(import.meta.dirname, '../../../shared/contract')
const names = ['admin-and-upload', 'asset-management', 'structured-metadata'] as const

type Json = Readonly<Record<string, unknown>>

/** One operation, in the words of the documents. */
export interface VendorOperation {
  readonly id: string
  readonly method: string
  /** With parameters in braces. */
  readonly path: string
}

/** An answer, as it went out. */
export interface SentAnswer {
  readonly status: number
  /** Without parameters. */
  readonly mediaType: string
  /** Undefined when it isn't JSON. */
  readonly body: unknown
}

/** What the documents say. */
export interface VendorDocuments {
  /** Each once, whatever number of documents has it. */
  readonly operations: readonly VendorOperation[]
  /** The operation that a request is of; `path` is as it was sent, without a query. */
  readonly find: (method: string, path: string) => VendorOperation | undefined
  /** What is wrong with an answer by any of the documents; empty when it is as described. */
  readonly faultsOf: (operation: VendorOperation, answer: SentAnswer) => readonly string[]
}

function readDocuments(): VendorDocuments | null {
  const absent = names.filter((name) => !existsSync(join(folder, `${name}.openapi.yml`)))
  if (absent.length > 0) {
    console.log(`contract: ../shared/contract has no ${absent.join(', ')}, so no answer is held against the vendor's`)
    return null
  }
  const documents = names.map(readDocument)
  const operations = new Map(documents.flatMap((document) => document.operations.map((one) => [one.id, one])))
  const inOrder = [...operations.values()].sort((one, other) => other.literals - one.literals)
  return {
    operations: [...operations.values()],
    find: (method, path) => {
      const plain = path.replaceAll(/%2F/gi, '/')
      return inOrder.find((one) => one.method === method && one.pattern.test(plain))
    },
    faultsOf: ({ id }, answer) => [...new Set(documents.flatMap((document) => document.faultsOf(id, answer)))],
  }
}

interface Described extends VendorOperation {
  readonly pattern: RegExp
  /** How many parts of the path are no parameters: where two paths fit, the one with more is meant. */
  readonly literals: number
  readonly pointer: string
  readonly responses: Json
}

function readDocument(name: string): {
  readonly operations: readonly Described[]
  readonly faultsOf: (id: string, answer: SentAnswer) => readonly string[]
} {
  const document = parse(readFileSync(join(folder, `${name}.openapi.yml`), 'utf8')) as Json
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ ...document, $id: name })
  const operations = describe(document)
  const byId = new Map(operations.map((one) => [one.id, one]))
  const validators = new Map<string, ValidateFunction>()
  return {
    operations,
    faultsOf: (id, { status, mediaType, body }) => {
      const operation = byId.get(id)
      if (operation === undefined) return []
      const response = operation.responses[String(status)] as Json | undefined
      if (response === undefined) return [`the status ${status} isn't declared`]
      const content = entries(response.content)
      if (mediaType === '' && content.length === 0) return []
      const [media] = content.find(([range]) => isWithin(mediaType, range)) ?? []
      if (media === undefined) return [`${mediaType} isn't declared for ${status}`]
      if (body === undefined) return []
      const pointer = [operation.pointer, 'responses', status, 'content', escape(media), 'schema'].join('/')
      const validate = validators.get(pointer) ?? ajv.compile({ $ref: `${name}#${encodeURI(pointer)}` })
      validators.set(pointer, validate)
      if (validate(body)) return []
      return (validate.errors ?? []).map(({ instancePath, message }) => `${status} ${instancePath} ${message ?? ''}`)
    },
  }
}

const entries = (value: unknown): readonly (readonly [string, unknown])[] => Object.entries((value ?? {}) as Json)

const escape = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')

const isWithin = (mediaType: string, range: string): boolean =>
  range.endsWith('/*') ? mediaType.startsWith(range.slice(0, -1)) : mediaType === range

function describe(document: Json): readonly Described[] {
  const resolve = (value: unknown): Json => {
    const { $ref } = value as { readonly $ref?: string }
    if ($ref === undefined) return value as Json
    return resolve(
      $ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, step) => (at as Json)[step], document),
    )
  }
  return entries(document.paths).flatMap(([path, item]) =>
    entries(item).flatMap(([method, described]) => {
      const {
        operationId: id,
        responses,
        parameters = [],
      } = described as {
        readonly operationId?: string
        readonly responses: Json
        readonly parameters?: readonly unknown[]
      }
      if (id === undefined) return []
      const shared = ((item as Json).parameters ?? []) as readonly unknown[]
      const parts = path.slice(1).split('/')
      return [
        {
          ...{ id, path, responses, method: method.toUpperCase() },
          pointer: `/paths/${escape(path)}/${method}`,
          pattern: patternOf(parts, [...shared, ...parameters].map(resolve)),
          literals: parts.filter((part) => !part.startsWith('{')).length,
        },
      ]
    }),
  )
}

/** Parameters that may have slashes in them. */
const deep = ['folder', 'public_id', 'transformation']

function patternOf(parts: readonly string[], parameters: readonly Json[]): RegExp {
  const spelled = parts.map((part) => {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? []
    if (name === undefined) return part
    const { schema } = parameters.find((one) => one.in === 'path' && one.name === name) ?? {}
    const words = (schema as { readonly enum?: readonly string[] } | undefined)?.enum
    return words === undefined ? (deep.includes(name) ? '.+' : '[^/]+') : `(?:${words.join('|')})`
  })
  return new RegExp(`^/${spelled.join('/')}$`)
}

/** The documents; null, and a line that says so, when they aren't there. */
export const vendorDocuments: VendorDocuments | null = readDocuments()

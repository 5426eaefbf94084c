// The vendor's own description of the Admin and Upload API, where there is one beside the checkout.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const path = join(import.meta.dirname, '../../../shared/contract/admin-and-upload.openapi.yml')

type Json = Readonly<Record<string, unknown>>

/** What is wrong with an answer; empty when it is as described, and when there is nothing to compare it with. */
export type FaultsOf = (operationId: string, status: number, body: unknown) => readonly string[]

/** Reads the vendor's contract; without it, a line says so and nothing is ever wrong. */
export function readAssetContract(): FaultsOf {
  if (!existsSync(path)) {
    console.log('contract: ../shared/contract/admin-and-upload.openapi.yml is absent, so nothing is compared with it')
    return () => []
  }
  const document = parse(readFileSync(path, 'utf8')) as Json
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ ...document, $id: 'contract' })
  const pointerById = new Map(operationsOf(document).map(([id, pointer]) => [id, pointer]))
  const validators = new Map<string, ValidateFunction>()
  return (id, status, body) => {
    const pointer = pointerById.get(id)
    if (pointer === undefined) throw new Error(`the contract has no operation ${id}`)
    const name = `${pointer}/responses/${status}/content/application~1json/schema`
    const validate = validators.get(name) ?? ajv.compile({ $ref: `contract#${encodeURI(name)}` })
    validators.set(name, validate)
    if (validate(body)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
  }
}

function operationsOf({ paths }: Json): readonly (readonly [string, string])[] {
  return Object.entries(paths as Json).flatMap(([route, item]) =>
    Object.entries(item as Json).flatMap(([method, operation]) => {
      const { operationId } = operation as { readonly operationId?: string }
      const pointer = `/paths/${route.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`
      return operationId === undefined ? [] : [[operationId, pointer] as const]
    }),
  )
}

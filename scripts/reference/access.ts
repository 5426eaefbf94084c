import type { OperationName } from '../../src/api/operation-types.ts'
import { operations, publicOperations } from '../../src/operations/index.ts'
import type { Access } from '../../src/operations/operation.ts'
import { codes, code } from './markdown.ts'

/** An operation, as much as documents and gates look at. */
export interface DeclaredOperation {
  readonly name: string
  readonly summary: string
  readonly access: Access<never>
  /** Who alone may, whatever anybody holds; null: no such rule. */
  readonly rule: string | null
  readonly hasPlan: boolean
  readonly hasGains: boolean
}

/** Every operation that has an endpoint or could have one, in the order of the registry. */
export function declaredOperations(): readonly DeclaredOperation[] {
  return Object.values({ ...operations, ...publicOperations }).map((operation) => ({
    name: operation.name,
    summary: operation.summary,
    access: operation.access,
    rule: 'refuses' in operation ? operation.refuses.says : null,
    hasPlan: 'plan' in operation,
    hasGains: 'gains' in operation,
  }))
}

/** Says who may run an operation. */
export function sayAccess(name: OperationName): string {
  const operation = declaredOperations().find((one) => one.name === name)
  if (operation === undefined) throw new Error(`no operation \`${name}\``)
  const { access, rule, hasPlan, hasGains } = operation
  if (access.type === 'anyone') return `nothing: ${access.why}`
  if (access.type === 'operator') return `the operator at the machine: ${access.why}`
  const needs = access.needs.map(
    ({ action, on, feature, level, unless }) =>
      `${code(action)} on ${codes(on)}${feature === undefined ? '' : ` ${code(feature)}`} (${level})` +
      (unless === undefined ? '' : `, unless the caller ${unless}`),
  )
  const filter = access.filters
  return [
    needs.join('; '),
    ...(rule === null ? [] : [`only ${rule} may`]),
    ...(filter === undefined ? [] : [`only what the caller may ${code(filter.action)} is shown`]),
    ...(access.parts ?? []).map(
      ({ what, action, feature }) => `${what} is shown to who holds ${code(action)} on ${code(feature)}`,
    ),
    ...(hasGains ? ['whatever somebody gains by it, the caller must hold'] : []),
    ...(hasPlan ? ['the plan may refuse it'] : []),
  ].join('; ')
}

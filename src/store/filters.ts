import { sql } from 'kysely'
import type { EnvironmentId } from '../domain/ids.ts'
import type { Principal } from '../domain/principal.ts'
import type { Parameter } from '../domain/role.ts'
import type { Level, ReachScope } from '../domain/scope.ts'
import { principalTypeCell, reachCell } from './cells.ts'
import type { Cell, Clause } from './row.ts'
import { allOf, anyOf, isEqual, isOneOf } from './row.ts'
import type { AssignmentFilter, CustomPolicyFilter, RoleFilter } from './store.ts'

/** The clauses of a filter of roles. */
export function roleClauses({ kinds, level }: RoleFilter): readonly Clause[] {
  return [...(kinds ? [isOneOf('kind', kinds)] : []), ...(level ? [isEqual('level', level)] : [])]
}

/** The clauses of a filter of assignments. */
export function assignmentClauses(filter: AssignmentFilter): readonly Clause[] {
  const { principals, roleIds, parameter, parameters } = filter
  return [
    ...(principals ? [isPrincipalOf(principals)] : []),
    ...(roleIds ? [isOneOf('role_id', roleIds)] : []),
    ...reachClauses(filter),
    ...(parameter === undefined ? [] : [isParameter(parameter)]),
    ...(parameters ? [isParameterOf(parameters)] : []),
  ]
}

/** The clauses of a filter of custom policies. */
export function customPolicyClauses(filter: CustomPolicyFilter): readonly Clause[] {
  const { isEnabled } = filter
  return [...reachClauses(filter), ...(isEnabled === undefined ? [] : [isEqual('is_enabled', isEnabled ? 1 : 0)])]
}

const environmentCell = (environmentId: EnvironmentId): string => reachCell({ type: 'environment', environmentId })

interface ReachFilter {
  readonly level?: Level
  readonly reach?: ReachScope
  readonly coveringEnvironment?: EnvironmentId
}

function reachClauses({ level, reach, coveringEnvironment }: ReachFilter): readonly Clause[] {
  const clauses: Clause[] = []
  if (level !== undefined) clauses.push(level === 'account' ? isEqual('environment_id', '') : sql`environment_id <> ''`)
  if (reach !== undefined) clauses.push(isEqual('environment_id', reachCell(reach)))
  if (coveringEnvironment !== undefined)
    clauses.push(isOneOf('environment_id', [environmentCell(coveringEnvironment), 'all']))
  return clauses
}

const isParameter = (parameter: Parameter | null): Clause =>
  parameter === null ? isEqual('parameter_id', '') : isParameterOf([parameter])

const isParameterOf = (parameters: readonly Parameter[]): Clause =>
  isPairOf(
    ['parameter_type', 'parameter_id'],
    parameters.map(({ type, id }) => [type, id]),
  )

const isPrincipalOf = (principals: readonly Principal[]): Clause =>
  isPairOf(
    ['principal_type', 'principal_id'],
    principals.map(({ type, id }) => [principalTypeCell(type), id]),
  )

/** `(one, other)` is one of some pairs. Each column is also compared by itself: only so does an index serve it. */
function isPairOf([one, other]: readonly [string, string], pairs: readonly (readonly [Cell, string])[]): Clause {
  const ones = [...new Set(pairs.map(([cell]) => cell))]
  const others = (cell: Cell): readonly string[] => pairs.filter((pair) => pair[0] === cell).map((pair) => pair[1])
  const isEither = ones.map((cell) => sql`(${allOf([isEqual(one, cell), isOneOf(other, others(cell))])})`)
  const each = [isOneOf(one, ones), isOneOf(other, [...new Set(pairs.map((pair) => pair[1]))])]
  return ones.length > 1 ? allOf([...each, anyOf(isEither)]) : allOf(each)
}

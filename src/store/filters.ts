import { sql } from 'kysely'
import type { EnvironmentId } from '../domain/ids.ts'
import type { Principal } from '../domain/principal.ts'
import { principalTypes } from '../domain/principal.ts'
import type { Parameter } from '../domain/role.ts'
import type { Level, ReachScope } from '../domain/scope.ts'
import { principalTypeCell, reachCell } from './cells.ts'
import type { Clause } from './row.ts'
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

function isPrincipalOf(principals: readonly Principal[]): Clause {
  const clauses = principalTypes.flatMap((type) => {
    const ids = principals.filter((each) => each.type === type).map(({ id }) => id)
    if (ids.length === 0) return []
    return [sql`(${allOf([isEqual('principal_type', principalTypeCell(type)), isOneOf('principal_id', ids)])})`]
  })
  return anyOf(clauses)
}

const isParameter = (parameter: Parameter | null): Clause =>
  parameter === null ? isEqual('parameter_id', '') : isParameterOf([parameter])

function isParameterOf(parameters: readonly Parameter[]): Clause {
  const clauses = (['folder', 'collection'] as const).flatMap((type) => {
    const ids = parameters.filter((each) => each.type === type).map(({ id }) => id)
    if (ids.length === 0) return []
    return [sql`(${allOf([isEqual('parameter_type', type), isOneOf('parameter_id', ids)])})`]
  })
  return anyOf(clauses)
}

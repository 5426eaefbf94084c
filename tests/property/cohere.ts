import type { Random } from '../differential/language-random.ts'
import { known } from './account.ts'

/** The fields of a query or a body. */
type Fields = Readonly<Record<string, unknown>>

/** Makes fields that are sound one by one fit each other, as whoever means a request would. */
export function cohere(fields: Fields, operationId: string, random: Random): Fields {
  const repairs = [
    withScope,
    withPrincipal,
    withOneParameter,
    withPlacedRoles,
    withPlacedPrincipals,
    withFittingRole,
    withOneQuestion,
  ]
  return repairs.reduce((repaired, repair) => repair(repaired, operationId, random), fields)
}

const isPrincipalType = (value: unknown): boolean => known.principals.some(({ type }) => type === value)

const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** An account has no environments; lists of policies need one to be of an environment. */
function withScope(fields: Fields, operationId: string, random: Random): Fields {
  const { scope_type: scopeType } = fields
  if (scopeType === 'account') return without(fields, 'scope_id')
  const needsScope = /CustomPolic|EffectivePolicies/.test(operationId)
  if (scopeType !== 'prodenv' || 'scope_id' in fields || !needsScope) return fields
  return { ...fields, scope_id: random.pick(known.environments) }
}

/** A type and an id come together, of one principal. */
function withPrincipal(fields: Fields, _: string, random: Random): Fields {
  if (!isPrincipalType(fields.principal_type)) return without(fields, 'principal_id')
  const { type, id } = random.pick(known.principals)
  return { ...fields, principal_type: type, principal_id: id }
}

/** At most one folder or collection. */
function withOneParameter(fields: Fields): Fields {
  const hasPair = 'param_key' in fields && 'param_value' in fields
  if (hasPair)
    return {
      ...without(fields, 'collection_id', 'folder_id'),
      param_key: ['folder_id'],
      param_value: [known.folders[0]],
    }
  const alone = without(fields, 'param_key', 'param_value')
  return 'folder_id' in alone ? without(alone, 'collection_id') : alone
}

/** Where a role can be had. */
export function placeOf(roleId: string, random: Random): Fields {
  const scopeId = 'env1'
  if (roleId.includes('::account::') || roleId === 'steward') return {}
  if (roleId.includes('collection'))
    return { scope_id: scopeId, policy_parameters: { collection_id: known.collections[0] } }
  if (roleId.includes('folder'))
    return { scope_id: scopeId, policy_parameters: { folder_id: random.pick(known.folders) } }
  return { scope_id: random.pick(known.environments) }
}

function withPlacedRoles({ roles, ...fields }: Fields, operationId: string, random: Random): Fields {
  if (!Array.isArray(roles) || operationId !== 'updatePrincipalRoles')
    return roles === undefined ? fields : { ...fields, roles }
  const placed = roles.map(() => {
    const id = random.pick(known.systemRoles)
    return { id, ...placeOf(id, random) }
  })
  return {
    ...fields,
    operation: fields.operation ?? 'add',
    principal: fields.principal ?? known.principals[0],
    roles: placed,
  }
}

function withPlacedPrincipals({ principals, ...fields }: Fields, operationId: string, random: Random): Fields {
  if (!Array.isArray(principals)) return principals === undefined ? fields : { ...fields, principals }
  if (operationId === 'inspectMultiple')
    return { ...fields, principals: principals.map(() => random.pick(known.principals)) }
  const placed = principals.map(() => {
    const { type, id } = random.pick(known.principals)
    return { principal_type: type, principal_id: id, ...placeOf('cld::role::prodenv::moderator', random) }
  })
  return { ...fields, operation: fields.operation ?? 'add', principals: placed }
}

/** Permissions of the level and the kind of the role; a name of its own. */
function withFittingRole(fields: Fields, operationId: string, random: Random): Fields {
  if (operationId === 'updateRole') return { ...fields, name: `Name ${random.below(100_000)}`, system_policy_ids: [] }
  if (operationId !== 'createRole') return fields
  const isContent = fields.permission_type === 'content'
  const ids = known.permissions.filter((id) =>
    isContent ? id.includes('folder::') : /assets|create_asset/.test(id) && !id.includes('content'),
  )
  const rest = random.chance(0.7) ? without(fields, 'id') : fields
  return { ...rest, name: `Name ${random.below(100_000)}`, scope_type: 'prodenv', system_policy_ids: ids }
}

/** One question or several. */
function withOneQuestion(fields: Fields, operationId: string, random: Random): Fields {
  if (operationId === 'listAllowed') {
    const request = { principal: random.pick(known.principals), resource_type: random.pick(['Folder', 'Asset']) }
    return {
      ...without(fields, 'cursor'),
      ...request,
      action: random.pick(['read', 'delete']),
      environment: 'env1',
      limit: 1 + random.below(3),
    }
  }
  if (operationId !== 'decide') return fields
  const { resource, context } = fields
  const question = () => ({
    principal: random.pick(known.principals),
    action: random.pick(['read', 'update']),
    resource: random.chance(0.5) ? resource : { type: 'Folder', id: random.pick(known.folders) },
    scope: random.chance(0.2) ? { type: 'account' } : { type: 'prodenv', id: random.pick(['env1', 'env2']) },
    ...(context !== undefined && { context }),
  })
  const isAlone = random.chance(0.5)
  return isAlone ? question() : { questions: Array.from({ length: 1 + random.below(3) }, question) }
}

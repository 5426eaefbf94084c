// The gates before the policies, said slowly.
import type { Catalogue } from '../../src/domain/catalogue.ts'
import type { AuthorizationRequest, GateName } from '../../src/domain/decision.ts'
import type { ResourceName } from '../../src/domain/entity.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Scope } from '../../src/domain/scope.ts'
import type { Model } from './worlds-model.ts'

/** The first gate that a question doesn't pass; null when it comes through to the policies. */
export function closedGate(
  model: Model,
  catalogue: Catalogue,
  { principal, resource, scope }: AuthorizationRequest,
): GateName | null {
  if (!isActive(model, principal)) return 'principal_active'
  const [account] = model.all('account')
  if (account?.isActive !== true) return 'account_active'
  if (scope.type === 'environment') {
    const environment = model.find('environment', scope.environmentId)
    if (environment?.isEnabled !== true) return 'environment_enabled'
    if (!isLetIn(model, principal, environment.id)) return 'environment_access'
  }
  return isKnown(model, catalogue, resource, scope) ? null : 'resource_known'
}

function isActive(model: Model, { type, id }: Principal): boolean {
  if (type === 'group') return model.find('group', id) !== undefined
  const record = model.find(type, id)
  return record?.isEnabled === true && !('isPending' in record && record.isPending)
}

function isLetIn(model: Model, { type, id }: Principal, environment: string): boolean {
  if (type === 'api_key') return model.find('api_key', id)?.environmentId === environment
  if (type !== 'user' || model.find('user', id)?.hasAllEnvironments === true) return true
  return model.find('environment_access', `${id}/${environment}`) !== undefined
}

function isKnown(model: Model, catalogue: Catalogue, resource: ResourceName, scope: Scope): boolean {
  const environment = scope.type === 'environment' ? scope.environmentId : null
  if (resource.type.startsWith('Cloudinary::')) return false
  if ('within' in resource) {
    if (resource.type === 'Collection') return environment !== null
    if (resource.within === null) return environment !== null
    return environment !== null && model.find('folder', resource.within)?.environmentId === environment
  }
  const { type, id } = resource
  if (id === null) return true
  switch (type) {
    case 'Folder':
      return environment !== null && model.find('folder', id)?.environmentId === environment
    case 'Collection':
      return environment !== null && model.find('collection', id)?.environmentId === environment
    case 'Asset':
      return false
    case 'User':
      return environment === null && model.find('user', id) !== undefined
    case 'Group':
      return environment === null && model.find('group', id) !== undefined
    case 'ProvisioningKey':
      return environment === null && model.find('account_key', id) !== undefined
    case 'APIKey':
      return environment !== null && model.find('api_key', id)?.environmentId === environment
    case 'Account':
      return model.find('account', id) !== undefined
    case 'ProductEnvironment':
      return model.find('environment', id) !== undefined && (environment === null || environment === id)
    case 'Role':
      return model.find('role', id) !== undefined || catalogue.roles.some((role) => role.id === id)
    case 'SystemPolicy':
      return catalogue.permissions.some((permission) => permission.id === id)
    case 'CustomPolicy':
      return model.find('custom_policy', id) !== undefined
    case 'Feature':
      return catalogue.permissions.some(({ statements }) =>
        statements.some((text) => text.includes(`Feature::"${id}"`)),
      )
    default:
      return true
  }
}

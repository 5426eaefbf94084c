import type { Family } from './endpoint.ts'

/** The names of operations' inputs where the wire's differ by more than the case of their letters. */
const names: Readonly<Record<Family, Readonly<Record<string, string>>>> = {
  permissions: {
    environmentId: 'scope_id',
    level: 'scope_type',
    isContent: 'permission_type',
    kinds: 'permission_type',
    permissionIds: 'system_policy_ids',
    statement: 'policy_statement',
    isEnabled: 'enabled',
    change: 'operation',
    parameter: 'policy_parameters',
    parameters: 'policy_parameters',
    management: 'management_type',
    // Fields inside objects, as the vendor's own errors name them (facts 7.3).
    'principal.type': 'principal_type',
    'principal.id': 'principal_id',
    'principals.type': 'principal_type',
    'principals.id': 'principal_id',
    'roles.id': 'role_id',
  },
  provisioning: {
    environmentId: 'sub_account_id',
    environmentIds: 'sub_account_ids',
    baseEnvironmentId: 'base_sub_account_id',
    isEnabled: 'enabled',
    isPending: 'pending',
    keyId: 'key',
    ownerId: 'owner',
  },
  decisions: {
    environmentId: 'environment',
    keyId: 'key',
    ownerId: 'owner',
    isEnabled: 'enabled',
  },
  session: {
    bundleId: 'access_bundle',
    accountRoleIds: 'account_roles',
    'environmentRoles.roleId': 'environment_roles.role_id',
    groupIds: 'groups',
    environmentIds: 'environments',
  },
  admin: {
    environmentId: 'cloud_name',
    resourceKind: 'resource_type',
    delivery: 'type',
  },
  library: {
    environmentId: 'cloud_name',
  },
}

/** The same for values. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  scope_type: { environment: 'prodenv' },
  principal_type: { api_key: 'apiKey', account_key: 'provisioningKey' },
}

/** Our own families. */
const spellsWholePaths: ReadonlySet<Family> = new Set(['decisions', 'session', 'library'])

/**
 * Spells the name of a field that a refusal is about. In the vendor's families a field inside an object or a list goes by
 * its own name (`roles.0.scope_id` is `scope_id`); in ours by its whole path.
 *
 * @param name of an operation's input, or already the wire's: then it stays
 */
export function wireName(family: Family, name: string): string {
  const known = names[family][name]
  if (known !== undefined) return known
  if (spellsWholePaths.has(family)) return snakeCase(name)
  const steps = name.split('.').filter((step) => !/^\d+$/.test(step))
  return names[family][steps.join('.')] ?? snakeCase(steps.at(-1) ?? name)
}

/** Spells a value that a refusal echoes; one the wire spells in no other way stays. */
export function wireValue(field: string, value: unknown): unknown {
  return typeof value === 'string' ? (values[field]?.[value] ?? value) : value
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

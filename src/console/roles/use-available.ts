import type { UseQueryResult } from '@tanstack/react-query'
import type { CallReply } from '../../api/client.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { tabOf, type ListedPermission, type RoleTab } from './role.ts'

/** The permissions that a role of some kind and level could have; undefined while they aren't known. */
export function useAvailable(
  tab: RoleTab,
  level: 'account' | 'prodenv',
): {
  readonly query: UseQueryResult<CallReply<'getSystemPolicies'>>
  readonly available: readonly ListedPermission[] | undefined
} {
  const permission_type = tab === 'global' ? 'global' : 'content'
  const query = useEndpoint('getSystemPolicies', { permission_type, scope_type: level })
  return { query, available: query.data?.data.filter((one) => tabOf(one) === tab) }
}

/** What permissions are called, by id; an id that isn't known is its own name. */
export function usePermissionNames(): (id: string) => string {
  const catalogue = useEndpoint('getSystemRolesAndPoliciesCatalog', {})
  const names = new Map(catalogue.data?.catalog.system_policies.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}

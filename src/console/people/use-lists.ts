import type { CallReply } from '../../api/client.ts'
import { useSession } from '../calls/session.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'

/** A global role, as forms offer it. */
export type OfferedRole = CallReply<'getRoles'>['data'][number]

/** The global roles of each level; empty while they aren't here. */
export interface OfferedRoles {
  readonly account: readonly OfferedRole[]
  readonly environment: readonly OfferedRole[]
  /** The name of a role, or its id while it isn't known. */
  readonly nameOf: (roleId: string) => string
  readonly error: Error | null
}

/** Asks for the global roles that can be given. */
export function useOfferedRoles(isWanted = true): OfferedRoles {
  const query = useEndpoint('getRoles', { permission_type: 'global' }, { isWanted })
  const roles = query.data?.data ?? []
  return {
    account: roles.filter(({ scope_type }) => scope_type === 'account'),
    environment: roles.filter(({ scope_type }) => scope_type === 'prodenv'),
    nameOf: (roleId) => roles.find(({ id }) => id === roleId)?.name ?? roleId,
    error: query.error,
  }
}

/** An environment by its name. */
export interface NamedEnvironment {
  readonly id: string
  readonly name: string
}

/** The environments of the account, or for who may not list them, those that are open. */
export interface Environments {
  readonly all: readonly NamedEnvironment[]
  /** The name of an environment, or its id where it isn't known; `all` has `allLabel`. */
  readonly nameOf: (id: string) => string
}

/** Asks for the environments that can be chosen. */
export function useEnvironments(allLabel: string): Environments {
  const { environments } = useSession()
  const query = useEndpoint('getProductEnvironments', {})
  const all = query.data?.sub_accounts.map(({ id, name }) => ({ id, name })) ?? environments
  return { all, nameOf: (id) => (id === 'all' ? allLabel : (all.find((one) => one.id === id)?.name ?? id)) }
}

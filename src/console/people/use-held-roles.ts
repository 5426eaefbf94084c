import { useEndpoint } from '../calls/use-endpoint.ts'
import type { PlacedRole } from './choices.ts'

/** Where the roles of a user count, those of its groups and those on folders included; and those that forms don't change. */
export interface HeldRoles {
  readonly all: readonly PlacedRole[]
  /** All but the global roles that the user has itself. */
  readonly others: readonly PlacedRole[]
}

/** Asks for everything that a user has; empty while it isn't here. */
export function useHeldRoles(userId: string, isWanted = true): HeldRoles {
  const { data } = useEndpoint('getPrincipal', { type: 'user', id: userId }, { isWanted })
  const roles = data?.roles ?? []
  const place = ({ role_id, scope_id }: (typeof roles)[number]): PlacedRole => ({
    roleId: role_id,
    environmentId: scope_id ?? null,
  })
  return {
    all: roles.map(place),
    others: roles.filter((one) => one.group !== null || one.permission_type === 'content').map(place),
  }
}

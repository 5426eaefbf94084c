import type { Permission } from './permission.ts'
import type { Role } from './role.ts'

/** The system permissions and roles in force, as shipped or as imported; ids are unique in each list. */
export interface Catalogue {
  readonly permissions: readonly Permission[]
  readonly roles: readonly Role[]
  /** Creation instant shown for every system object, milliseconds. */
  readonly at: number
}

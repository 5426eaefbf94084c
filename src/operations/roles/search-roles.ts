import { canonicalRoleId } from '../../domain/catalogue/aliases.ts'
import type { RoleKind } from '../../domain/role.ts'
import type { Level } from '../../domain/scope.ts'
import type { Reader } from '../../store/store.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { compareBy, hasPart, pageOf } from '../paging.ts'
import type { NumberedPage } from '../users/list-readable.ts'
import { listReadableRoles } from './read-roles.ts'
import { catalogueOf, type StoredRole } from './stored-role.ts'

/** Which roles, in which order; every filter that is given must let a role pass. */
export interface RoleSearch {
  /** What stands somewhere in the name, the id or the description, in any case. */
  readonly text?: string
  /** Only these, by any of their ids; one that isn't there is left out. */
  readonly ids?: readonly string[]
  readonly kinds: readonly RoleKind[]
  readonly level?: Level
  readonly management?: 'system' | 'custom'
  /** System roles in the catalogue's order, then custom ones in order of creation, when absent. */
  readonly order?: { readonly by: 'name' | 'level' | 'management'; readonly isDescending: boolean }
  /** Absent: all. */
  readonly page?: NumberedPage
}

/** Roles, and how many there are on all pages. */
export interface FoundRoles {
  readonly roles: readonly StoredRole[]
  readonly total: number
}

/** Searches roles; only those that the caller may read. */
export const searchRoles = reading<RoleSearch, FoundRoles>({
  name: 'role.search',
  summary: 'Search the roles of an account, page by page.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['Role'], level: 'account', of: () => [inAccount('Role', null)] }],
    filters: { action: 'read', on: ['Role'] },
  },
  run: async ({ order, page, ...search }, deed) => {
    const passes = passing(search, deed)
    const found = (await listReadableRoles(search, deed)).filter(passes)
    const sorted = order === undefined ? found : found.toSorted(compareBy(keys[order.by], order.isDescending))
    return { roles: pageOf(sorted, page ?? null), total: found.length }
  },
})

function passing({ text, ids }: RoleSearch, deed: Deed<Reader>): (role: StoredRole) => boolean {
  const wanted = ids === undefined ? null : new Set(ids.map((id) => canonicalRoleId(id, catalogueOf(deed))))
  return ({ id, name, description }) =>
    hasPart(text, name, id, description ?? '') && (wanted === null || wanted.has(id))
}

const keys = {
  name: ({ name }: StoredRole) => name.toLowerCase(),
  level: ({ level }: StoredRole) => level,
  management: ({ management }: StoredRole) => management,
} as const

import type { CallFields } from '../../api/client.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import type { Order } from '../parts/DataTable.tsx'
import { pageSize, usePages, type Pages } from '../parts/use-pages.ts'
import type { ListedRole, RoleTab } from './role.ts'
import type { RoleFilter } from './RoleFilters.tsx'

type SortKey = NonNullable<CallFields<'searchRoles'>['sort_by']>

/** What each column that orders is called by the server. */
const sortKeys: Readonly<Record<string, SortKey>> = { name: 'name', level: 'scope_type', type: 'management_type' }

/** Asks for the roles of a tab page by page; the server searches, narrows, orders and cuts. */
export function useRolePages(tab: RoleTab, { text, level, type }: RoleFilter, order: Order | null): Pages<ListedRole> {
  const sortKey = sortKeys[order?.columnId ?? '']
  const fields = {
    kind: tab,
    ...(text !== '' && { text }),
    ...(level !== '' && { scope_type: level }),
    ...(type !== '' && { management_type: type }),
    ...(sortKey !== undefined && { sort_by: sortKey, sort_order: sortOrder(order) }),
  }
  return usePages(keyOf('searchRoles', fields), async (page) => {
    const { roles, total, next_page } = await call('searchRoles', { ...fields, page, page_size: pageSize })
    return { rows: roles, total, next: next_page }
  })
}

const sortOrder = (order: Order | null): 'asc' | 'desc' => (order?.isDescending === true ? 'desc' : 'asc')

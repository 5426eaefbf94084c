import type { CallFields } from '../../api/client.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import type { Order } from '../parts/DataTable.tsx'
import { pageSize, usePages, type Pages } from '../parts/use-pages.ts'
import type { ShownEnvironment } from './environment.ts'

type SortKey = NonNullable<CallFields<'searchEnvironments'>['sort_by']>

/** What each column that orders is called by the server. */
const sortKeys: Readonly<Record<string, SortKey>> = {
  ...{ name: 'name', cloud: 'cloud_name' },
  ...{ status: 'status', created: 'created_at' },
}

/** Asks for the environments page by page; the server searches, orders and cuts. */
export function useEnvironmentPages(text: string, order: Order | null): Pages<ShownEnvironment> {
  const sortKey = sortKeys[order?.columnId ?? '']
  const direction = order?.isDescending === true ? ('desc' as const) : ('asc' as const)
  const fields = {
    ...(text !== '' && { text }),
    ...(sortKey !== undefined && { sort_by: sortKey, sort_order: direction }),
  }
  return usePages(keyOf('searchEnvironments', fields), async (page) => {
    const answer = await call('searchEnvironments', { ...fields, page, page_size: pageSize })
    return { rows: answer.environments, total: answer.total, next: answer.next_page }
  })
}

import { call, keyOf } from '../calls/use-endpoint.ts'
import { pageSize, usePages, type Pages } from '../parts/use-pages.ts'
import type { ListedUser, UserFields } from './user.ts'

/** Asks for the users that pass some filters, page by page. */
export const useUserPages = (fields: UserFields): Pages<ListedUser> =>
  usePages(keyOf('searchUsers', fields), async (page) => {
    const { users, total, next_page } = await call('searchUsers', { ...fields, page, page_size: pageSize })
    return { rows: users, total, next: next_page }
  })

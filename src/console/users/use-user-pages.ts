import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call, keyOf } from '../calls/use-endpoint.ts'
import type { Asked } from '../parts/States.tsx'
import type { ListedUser, UserFields } from './user.ts'

const pageSize = 100

/** The users of all pages that were asked for. */
export interface FoundUsers {
  readonly users: readonly ListedUser[]
  /** On all pages; null where the server doesn't say. */
  readonly total: number | null
}

/** Users, page by page as they are asked for. */
export interface UserPages extends Asked<FoundUsers> {
  /** Asks for the next page; undefined when all are here. */
  readonly onMore: (() => void) | undefined
  readonly isLoadingMore: boolean
}

/** Asks for the users that pass some filters; the server filters, orders and cuts. */
export function useUserPages(fields: UserFields): UserPages {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...keyOf('searchUsers', fields), 'pages'],
    queryFn: ({ pageParam }) => call('searchUsers', { ...fields, page: pageParam, page_size: pageSize }),
    initialPageParam: 1,
    getNextPageParam: ({ next_page }) => next_page,
    placeholderData: keepPreviousData,
  })
  return {
    data: data && { users: data.pages.flatMap(({ users }) => users), total: data.pages[0]?.total ?? null },
    error,
    refetch,
    onMore: hasNextPage ? () => void fetchNextPage() : undefined,
    isLoadingMore: isFetchingNextPage,
  }
}

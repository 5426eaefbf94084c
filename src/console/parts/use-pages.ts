import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { Asked } from './States.tsx'

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** On all pages; null where the server doesn't say. */
  readonly total: number | null
  /** The number of the next page; null: this is the last. */
  readonly next: number | null
}

/** The rows of all pages that were asked for. */
export interface FoundRows<Row> {
  readonly rows: readonly Row[]
  readonly total: number | null
}

/** A list, page by page as it is asked for. */
export interface Pages<Row> extends Asked<FoundRows<Row>> {
  /** Asks for the next page; undefined when all are here. */
  readonly onMore: (() => void) | undefined
  readonly isLoadingMore: boolean
}

/** How many rows a page has. */
export const pageSize = 100

/**
 * Asks for a list page by page; the server filters, orders and cuts.
 *
 * @param key as {@link keyOf} makes it, so that acts on the same noun ask anew
 */
export function usePages<Row>(key: readonly unknown[], ask: (page: number) => Promise<Page<Row>>): Pages<Row> {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...key, 'pages'],
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: 1,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  return {
    data: data && { rows: data.pages.flatMap(({ rows }) => rows), total: data.pages[0]?.total ?? null },
    error,
    refetch,
    onMore: hasNextPage ? () => void fetchNextPage() : undefined,
    isLoadingMore: isFetchingNextPage,
  }
}

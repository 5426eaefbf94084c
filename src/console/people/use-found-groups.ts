import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import type { CallReply } from '../../api/client.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'

type ListedGroup = CallReply<'listGroups'>['groups'][number]

/** How many are offered at once; more words find the others. */
const offered = 50

/**
 * Finds groups by a part of their name, for fields that offer them; those that are chosen are among them whatever is typed.
 * The server searches.
 *
 * @returns undefined while none is here
 */
export function useFoundGroups(text: string, chosenIds: readonly string[]): readonly ListedGroup[] | undefined {
  const [sought] = useDebouncedValue(text.trim(), 200)
  const ids = chosenIds.toSorted()
  const { data } = useQuery({
    queryKey: [...keyOf('listGroups', { text: sought, ids }), 'offered'],
    queryFn: async () => {
      const [found, chosen] = await Promise.all([
        call('listGroups', { page_size: offered, sort_by: 'name', ...(sought !== '' && { text: sought }) }),
        ids.length === 0 ? null : call('listGroups', { ids, page_size: 200 }),
      ])
      const all = [...(chosen?.groups ?? []), ...found.groups]
      return [...new Map(all.map((group) => [group.id, group])).values()]
    },
    placeholderData: keepPreviousData,
  })
  return data
}

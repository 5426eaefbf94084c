import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'

/** How many are offered at once; more words find the others. */
export const offeredAtOnce = 50

/** How things that a field offers are asked for. */
export interface OfferedFields {
  /** A part of what they are called. */
  readonly text?: string
  /** Only these. */
  readonly ids?: string[]
  readonly page_size: number
}

/** What a field offers, and what came of asking. */
export interface Offered<Item> {
  /** Those that are chosen first; undefined while none is here. */
  readonly items: readonly Item[] | undefined
  readonly error: Error | null
}

/**
 * Finds things by a part of what they are called, for fields that offer them; those that are chosen are among them whatever is
 * typed. The server searches, a moment after the last key; an answer to what was typed before is passed over.
 *
 * @param key as {@link keyOf} makes it, of all that narrows the choice besides
 */
export function useOffered<Item extends { readonly id: string }>(
  key: readonly unknown[],
  { text, chosenIds }: { readonly text: string; readonly chosenIds: readonly string[] },
  ask: (fields: OfferedFields) => Promise<readonly Item[]>,
): Offered<Item> {
  const [sought] = useDebouncedValue(text.trim(), 200)
  const ids = chosenIds.toSorted()
  const { data, error } = useQuery({
    queryKey: [...key, { sought, ids }, 'offered'],
    queryFn: async () => {
      const [found, chosen] = await Promise.all([
        ask({ page_size: offeredAtOnce, ...(sought !== '' && { text: sought }) }),
        ids.length === 0 ? [] : ask({ ids, page_size: 200 }),
      ])
      return [...new Map([...chosen, ...found].map((one) => [one.id, one])).values()]
    },
    placeholderData: keepPreviousData,
  })
  return { items: data, error }
}

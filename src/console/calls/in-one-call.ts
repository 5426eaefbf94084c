/** So many ids stand in one call: its address stays short. */
const mostAtOnce = 50

interface Batch<Found> {
  readonly ids: Set<string>
  readonly answer: Promise<ReadonlyMap<string, Found>>
}

/**
 * Joins questions about single ids that come in one moment, as from the rows of a table, into calls about many.
 *
 * @param ask answers by id; one that isn't found is left out
 * @returns null for what isn't found
 */
export function inOneCall<Found>(
  ask: (ids: string[]) => Promise<ReadonlyMap<string, Found>>,
): (id: string) => Promise<Found | null> {
  let open: Batch<Found> | null = null
  const begin = (): Batch<Found> => {
    const ids = new Set<string>()
    const batch = { ids, answer: afterThisMoment().then(send) }
    async function send(): Promise<ReadonlyMap<string, Found>> {
      if (open === batch) open = null
      return ask([...ids])
    }
    return batch
  }
  return async (id) => {
    if (open === null || open.ids.size >= mostAtOnce) open = begin()
    open.ids.add(id)
    return (await open.answer).get(id) ?? null
  }
}

const afterThisMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

import { useSession } from '../calls/session.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import { offeredAtOnce, useOffered } from '../parts/use-offered.ts'

/** An environment by its name. */
export interface NamedEnvironment {
  readonly id: string
  readonly name: string
}

/**
 * Finds environments of the account by a part of their name or cloud name, for fields that offer them; those that are chosen
 * are among them whatever is typed. For who may not list them, and until the server answers, those that are open are searched.
 */
export function useFoundEnvironments(text: string, chosenIds: readonly string[]): readonly NamedEnvironment[] {
  const { environments } = useSession()
  const chosen = environments.filter(({ id }) => chosenIds.includes(id))
  const strange = chosenIds.filter((id) => id !== '' && id !== 'all' && chosen.every((one) => one.id !== id))
  const { items } = useOffered(keyOf('searchEnvironments'), { text, chosenIds: strange }, async (fields) => {
    const { environments: found } = await call('searchEnvironments', { sort_by: 'name', ...fields })
    return found
  })
  const sought = text.trim().toLowerCase()
  const found =
    items ??
    environments
      .filter(({ name, cloud_name }) => `${name} ${cloud_name}`.toLowerCase().includes(sought))
      .slice(0, offeredAtOnce)
  return [...new Map([...chosen, ...found].map(({ id, name }) => [id, { id, name }])).values()]
}

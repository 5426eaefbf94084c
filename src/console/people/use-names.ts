import { useQueries } from '@tanstack/react-query'
import { inOneCall } from '../calls/in-one-call.ts'
import { useSession } from '../calls/session.ts'
import { call, keyOf, type EndpointId } from '../calls/use-endpoint.ts'

/**
 * Gives the names of some environments.
 *
 * @returns the id where the name isn't known; for `all`, `allLabel`
 */
export function useEnvironmentNames(allLabel: string, ids: readonly string[]): (id: string) => string {
  const { environments } = useSession()
  const open = new Map(environments.map(({ id, name }) => [id, name]))
  const strange = ids.filter((id) => id !== '' && id !== 'all' && !open.has(id))
  const named = useNames('searchEnvironments', strange, environmentName)
  return (id) => (id === 'all' ? allLabel : (open.get(id) ?? named(id)))
}

/**
 * Gives the names of some roles.
 *
 * @returns the id where the name isn't known
 */
export const useRoleNames = (ids: readonly string[]): ((id: string) => string) => useNames('searchRoles', ids, roleName)

const environmentName = inOneCall(async (ids) => {
  const { environments } = await call('searchEnvironments', { ids, page_size: ids.length })
  return namesOf(environments)
})

const roleName = inOneCall(async (ids) => {
  const { roles } = await call('searchRoles', { ids, page_size: ids.length })
  return namesOf(roles)
})

const namesOf = (found: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> =>
  new Map(found.map(({ id, name }) => [id, name]))

/** Keeps each name by itself, so that whoever needs it finds it; it is asked for again with its noun. */
function useNames(
  endpoint: EndpointId,
  ids: readonly string[],
  find: (id: string) => Promise<string | null>,
): (id: string) => string {
  const distinct = [...new Set(ids)]
  const answers = useQueries({
    queries: distinct.map((id) => ({ queryKey: [...keyOf(endpoint), 'name', id], queryFn: () => find(id) })),
  })
  const byId = new Map(distinct.map((id, position) => [id, answers[position]?.data ?? id]))
  return (id) => byId.get(id) ?? id
}

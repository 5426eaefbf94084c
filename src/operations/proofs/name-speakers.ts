import * as Ids from '../../domain/ids.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/**
 * Finds what principals are called, that stand as `type:id` in what they wrote.
 *
 * @returns names by `type:id`; who is gone isn't there, nor is the operator
 */
export async function nameSpeakers(
  speakers: readonly string[],
  { store, caller }: Deed<Reader>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const speaker of new Set(speakers)) {
    const split = speaker.indexOf(':')
    const name = await findName(speaker.slice(0, split), speaker.slice(split + 1), store, caller.accountId)
    if (name !== undefined) names.set(speaker, name)
  }
  return names
}

async function findName(
  type: string,
  id: string,
  store: Reader,
  accountId: Ids.AccountId,
): Promise<string | undefined> {
  if (type === 'user') return (await store.find('user', { accountId, id: Ids.userId(id) }))?.name
  if (type === 'group') return (await store.find('group', { accountId, id: Ids.groupId(id) }))?.name
  if (type === 'api_key') return (await store.find('api_key', { accountId, id: Ids.apiKeyId(id) }))?.name
  if (type === 'account_key') return (await store.find('account_key', { accountId, id: Ids.accountKeyId(id) }))?.name
  return undefined
}

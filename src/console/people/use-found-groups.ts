import type { CallReply } from '../../api/client.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import { useOffered } from '../parts/use-offered.ts'

type ListedGroup = CallReply<'listGroups'>['groups'][number]

/**
 * Finds groups by a part of their name, for fields that offer them; those that are chosen are among them whatever is typed.
 *
 * @returns undefined while none is here
 */
export const useFoundGroups = (text: string, chosenIds: readonly string[]): readonly ListedGroup[] | undefined =>
  useOffered(keyOf('listGroups'), { text, chosenIds }, async (fields) => {
    const { groups } = await call('listGroups', { sort_by: 'name', ...fields })
    return groups
  }).items

import { principal } from '../../domain/principal.ts'
import type { ApiKeyRecord, AssignmentRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { withRoles, type AssignedRole } from '../assignments/list-assignments.ts'
import { reading, type Deed } from '../operation.ts'
import { compareBy, hasPart, listAll, pageOf } from '../paging.ts'
import type { NumberedPage } from '../users/list-readable.ts'
import { describeKeys, type KeyDetail } from './describe-keys.ts'
import { listKeyRecords, mayReadKey, needOnKeys } from './key-rules.ts'
import { ownerNames } from './owner-names.ts'

/** An API key as the console lists it. */
export interface ShownKey extends KeyDetail {
  /** Those that the caller may read, global ones and those on folders and collections. */
  readonly roles: readonly AssignedRole[]
  /** Null where nobody owns it, and where the caller may not read that user. */
  readonly ownerName: string | null
}

/** Which keys. */
export interface KeySearch {
  /** Absent: keys of every environment, those that the caller may read. */
  readonly environmentId?: string
  /** What stands somewhere in the name, the purpose or the key, in any case. */
  readonly text?: string
  /** Absent: all. */
  readonly page?: NumberedPage
}

/** Keys, and how many there are on all pages. */
export interface FoundKeys {
  readonly keys: readonly ShownKey[]
  readonly total: number
}

const ofOne = needOnKeys('read')

/** Lists the keys of an environment, or of all, with the roles they have, the newest first; without their secrets. */
export const listKeysWithRoles = reading<KeySearch, FoundKeys>({
  name: 'api-key.list-with-roles',
  summary: 'List the API keys of an environment, or of all, with their roles.',
  access: {
    type: 'requires',
    needs: [
      {
        ...ofOne,
        of: ({ environmentId: id }, caller, engine, loaded) =>
          id === undefined ? [] : ofOne.of({ environmentId: id }, caller, engine, loaded),
      },
    ],
    filters: { action: 'read', on: ['APIKey', 'Role', 'User'] },
  },
  run: async ({ environmentId: id, text, page }, deed) => {
    const found = (await listRecords(id, deed)).filter(
      (key) => hasPart(text, key.name, key.purpose ?? '', key.id) && mayReadKey(key, deed),
    )
    const keys = pageOf(found.toSorted(newestFirst), page ?? null)
    const names = await ownerNames(keys, deed)
    const roles = await rolesOf(keys, deed)
    const details = await describeKeys(keys, deed)
    return {
      keys: details.map((detail) => ({
        ...detail,
        roles: roles.get(detail.key.id) ?? [],
        ownerName: detail.key.ownerId === null ? null : (names.get(detail.key.ownerId) ?? null),
      })),
      total: found.length,
    }
  },
})

const listRecords = (id: string | undefined, deed: Deed<Reader>): Promise<readonly ApiKeyRecord[]> =>
  id === undefined
    ? listAll<ApiKeyRecord>((page) => deed.store.list('api_key', deed.caller.accountId, page))
    : listKeyRecords(deed, id)

const newestFirst = compareBy(({ createdAt }: ApiKeyRecord) => createdAt, true)

async function rolesOf(
  keys: readonly ApiKeyRecord[],
  deed: Deed<Reader>,
): Promise<ReadonlyMap<string, readonly AssignedRole[]>> {
  const filter = { principals: keys.map(({ id }) => principal('api_key', id)) }
  const found = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, filter, page),
  )
  return Map.groupBy(withRoles(deed, found), ({ assignment }) => assignment.principal.id)
}

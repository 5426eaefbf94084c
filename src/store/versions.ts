import { sql } from 'kysely'
import type { AccountId, UserId } from '../domain/ids.ts'
import type { Noun, Records } from '../domain/records.ts'
import { nounTables } from './noun-tables.ts'
import type { Database } from './row.ts'
import { integer, isEqual, isOneOf, rowOf, rowsOf } from './row.ts'
import { hasKey } from './select.ts'
import type { KeyOf } from './keys.ts'

/** The nouns whose records have a version: those that a write can replace whole. */
export const versionedNouns = [
  'environment',
  'user',
  'group',
  'api_key',
  'account_key',
  'role',
  'custom_policy',
] as const satisfies readonly Noun[]

/** One of {@link versionedNouns}. */
export type VersionedNoun = (typeof versionedNouns)[number]

/** Knows at which revision of the account a record changed last. */
export interface VersionReader {
  /** Undefined when the record is absent; 0 when it changed last before versions were noted. A user's is raised by its
   * environments and its own roles, too. */
  findVersion<N extends VersionedNoun>(noun: N, key: KeyOf<N>): Promise<number | undefined>
}

/** Makes the part of a reader that knows versions. */
export const createVersionReader = (database: Database): VersionReader => ({
  findVersion: async (noun, key) => {
    const { table } = nounTables[noun]
    const row = await rowOf(database, sql`select revision from ${sql.table(table)} where ${hasKey(noun, [key])}`)
    return row && integer(row, 'revision')
  },
})

/** Tells whether records of a noun have a version. */
export const isVersioned = (noun: Noun): boolean => versionedNouns.some((one) => one === noun)

/** Raises the versions of the users that some records are part of, as environments and roles of a user are. */
export async function raiseUsers<N extends Noun>(
  database: Database,
  noun: N,
  records: readonly Records[N][],
  { accountId, revision }: { readonly accountId: AccountId; readonly revision: number },
): Promise<void> {
  if (noun !== 'environment_access' && noun !== 'assignment') return
  // The compiler can't follow that the noun tells which records these are.
  const parts = records as readonly Records['environment_access' | 'assignment'][]
  const ids = [...new Set(parts.flatMap(userOf))]
  if (ids.length === 0) return
  const where = sql`${isEqual('account_id', accountId)} and ${isOneOf('id', ids)}`
  await rowsOf(database, sql`update users set revision = ${revision} where ${where}`)
}

function userOf(part: Records['environment_access' | 'assignment']): readonly UserId[] {
  if ('userId' in part) return [part.userId]
  return part.principal.type === 'user' ? [part.principal.id] : []
}

import { sql } from 'kysely'
import type { Noun } from '../domain/records.ts'
import { emailCell, parentCell, reachCell, statementCell } from './cells.ts'
import { createCollaborationReader } from './collaboration-reader.ts'
import type { CollaborationReader } from './collaboration.ts'
import { createLibraryReader } from './library-reader.ts'
import type { LibraryReader } from './library.ts'
import { createLister } from './lister.ts'
import { createLoginReader } from './logins.ts'
import { createUserLister } from './user-lists.ts'
import { createVersionReader, type VersionReader } from './versions.ts'
import { nounTables } from './noun-tables.ts'
import type { Clause, Database } from './row.ts'
import { isEqual, rowOf, text } from './row.ts'
import { select, selectByKey, selectOne } from './select.ts'
import type { IdNoun, KeyKind, Reader } from './store.ts'

/** Reads through one connection or one transaction. */
export function createReader(database: Database): Reader {
  return {
    ...createFinder(database),
    ...createSecretReader(database),
    ...createLister(database),
    ...createLoginReader(database),
    ...createUserLister(database),
    ...createVersionReader(database),
    ...createLibraryReader(database),
    ...createCollaborationReader(database),
  }
}

type SecretReader = Pick<Reader, 'findKeySecret' | 'findPasswordHash' | 'isIdUsed'>
type Finder =
  Pick<Reader, Extract<keyof Reader, `find${string}` | 'listAccounts'>> extends infer F
    ? Omit<F, keyof SecretReader | keyof LibraryReader | keyof VersionReader | keyof CollaborationReader>
    : never

function createFinder(database: Database): Finder {
  const one = <N extends Noun>(noun: N, where: readonly Clause[]) => selectOne(database, noun, where)
  return {
    find: (noun, key) => selectByKey(database, noun, key),
    listAccounts: () => select(database, 'account', { where: [sql`1 = 1`] }),
    findApiKey: (id) => one('api_key', [isEqual('id', id)]),
    findAccountKey: (id) => one('account_key', [isEqual('id', id)]),
    findEnvironmentByCloudName: (cloudName) => one('environment', [isEqual('cloud_name', cloudName)]),
    findUserByEmail: (accountId, email) =>
      one('user', [isEqual('account_id', accountId), isEqual('email_key', emailCell(email))]),
    findGroupByName: (accountId, name) => one('group', [isEqual('account_id', accountId), isEqual('name', name)]),
    findRoleByName: (accountId, level, kind, name) =>
      one('role', [
        isEqual('account_id', accountId),
        isEqual('level', level),
        isEqual('kind', kind),
        isEqual('name', name),
      ]),
    findFolderByName: (accountId, environmentId, parentId, name) =>
      one('folder', [
        isEqual('account_id', accountId),
        isEqual('environment_id', environmentId),
        isEqual('parent_id', parentCell(parentId)),
        isEqual('name', name),
      ]),
    findCustomPolicyByStatement: (accountId, reach, statement) =>
      selectOne(
        database,
        'custom_policy',
        [
          isEqual('account_id', accountId),
          isEqual('statement_hash', statementCell(statement)),
          isEqual('statement', statement),
          isEqual('environment_id', reachCell(reach)),
        ],
        ['created_at', 'id'],
      ),
  }
}

function createSecretReader(database: Database): SecretReader {
  return {
    findKeySecret: async (kind, id) => {
      const row = await rowOf(
        database,
        sql`select sealed from key_secrets where ${isEqual('kind', kind)} and ${isEqual('key_id', id)}`,
      )
      return row && text(row, 'sealed')
    },
    findPasswordHash: async (user) => {
      const where = sql`${isEqual('account_id', user.accountId)} and ${isEqual('user_id', user.id)}`
      const row = await rowOf(database, sql`select hash from user_passwords where ${where}`)
      return row && text(row, 'hash')
    },
    isIdUsed: async (accountId, noun, id) => {
      const within = isKeyKind(noun) ? sql`` : sql`and ${isEqual('account_id', accountId)}`
      const where = sql`${isEqual('noun', noun)} and ${isEqual('id', id)} ${within}`
      return (await rowOf(database, sql`select 1 as is_used from used_ids where ${where}`)) !== undefined
    },
  }
}

/** Tells whether the ids of a noun are those of keys, unique in the whole installation. */
export const isKeyKind = (noun: Noun): noun is KeyKind => noun === 'api_key' || noun === 'account_key'

/** Tells whether records of a noun have an id that is never used again. */
export const isIdNoun = (noun: Noun): noun is IdNoun => nounTables[noun].key.join() === 'account_id,id'

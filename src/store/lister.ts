import { sql } from 'kysely'
import { roleId, type AccountId } from '../domain/ids.ts'
import type { Principal, PrincipalType } from '../domain/principal.ts'
import { principal, principalTypes } from '../domain/principal.ts'
import { parentCell, principalTypeCell } from './cells.ts'
import { assignmentClauses, customPolicyClauses, roleClauses } from './filters.ts'
import type { CollaborationReader } from './collaboration.ts'
import type { LibraryReader } from './library.ts'
import type { LoginReader } from './logins.ts'
import { nounTables } from './noun-tables.ts'
import type { Clause, Database } from './row.ts'
import { allOf, isEqual, rowsOf, text } from './row.ts'
import { part, select } from './select.ts'
import type { UserLister } from './user-lists.ts'
import type { KeyOf, NamedPrincipal, Page, Reader } from './store.ts'

type Lister = Omit<
  Pick<Reader, Extract<keyof Reader, `list${string}`>>,
  'listAccounts' | keyof LoginReader | keyof UserLister | keyof LibraryReader | keyof CollaborationReader
>

/** The lists of a reader. */
export function createLister(database: Database): Lister {
  return { ...createAccountLister(database), ...createNeighbourLister(database), ...createPlaceLister(database) }
}

const inCreation = ['created_at', 'id']
const byPrincipal = ['principal_type', 'principal_id', 'id']
const inAccount = (accountId: AccountId): Clause => isEqual('account_id', accountId)
const idOf = ({ id }: { readonly id: string }): readonly [string] => [id]
const creationOf = ({ createdAt, id }: { readonly createdAt: number; readonly id: string }) => [createdAt, id]

type AccountLister = Pick<
  Lister,
  'list' | 'listRoles' | 'listAssignments' | 'listAssignedRoles' | 'listCustomPolicies' | 'listPrincipals'
>

function createAccountLister(database: Database): AccountLister {
  return {
    list: (noun, accountId, page) => {
      // The account is the same in all: with it in the comparison, an index would be read from its start.
      const { key, keyCells } = nounTables[noun]
      const { where, ...rest } = part(page, key.slice(1), (last) => keyCells(last).slice(1))
      return select(database, noun, { where: [inAccount(accountId), ...where], ...rest })
    },
    listRoles: (accountId, filter = {}, page) => {
      const { where, ...rest } = part(page, inCreation, creationOf)
      return select(database, 'role', { where: [inAccount(accountId), ...roleClauses(filter), ...where], ...rest })
    },
    listAssignments: (accountId, filter = {}, page) => {
      const { where, ...rest } = part(page, byPrincipal, (last) => [
        principalTypeCell(last.principal.type),
        last.principal.id,
        last.id,
      ])
      const wanted = [inAccount(accountId), ...assignmentClauses(filter), ...where]
      return select(database, 'assignment', { where: wanted, ...rest })
    },
    listAssignedRoles: async (accountId, filter, at) => {
      const isStanding = sql`(expires_at is null or expires_at > ${at})`
      const where = allOf([inAccount(accountId), ...assignmentClauses(filter), isStanding])
      const rows = await rowsOf(database, sql`select distinct role_id from assignments where ${where} order by role_id`)
      return rows.map((row) => roleId(text(row, 'role_id')))
    },
    listCustomPolicies: (accountId, filter = {}, page) => {
      const { where, ...rest } = part(page, inCreation, creationOf)
      const wanted = [inAccount(accountId), ...customPolicyClauses(filter), ...where]
      return select(database, 'custom_policy', { where: wanted, ...rest })
    },
    listPrincipals: (accountId, { type }, page) => listPrincipals(database, accountId, type, page),
  }
}

type NeighbourLister = Pick<Lister, 'listGroupsOf' | 'listUsersOf' | 'listAccessOf' | 'listAccessTo'>

function createNeighbourLister(database: Database): NeighbourLister {
  return {
    listGroupsOf: ({ accountId, id }) => {
      const groupIds = sql`select group_id from memberships where ${inAccount(accountId)} and ${isEqual('user_id', id)}`
      return select(database, 'group', { where: [inAccount(accountId), sql`id in (${groupIds})`] })
    },
    listUsersOf: ({ accountId, id }, page) => {
      const userIds = sql`select user_id from memberships where ${inAccount(accountId)} and ${isEqual('group_id', id)}`
      const { where, ...rest } = part(page, ['id'], idOf)
      return select(database, 'user', { where: [inAccount(accountId), sql`id in (${userIds})`, ...where], ...rest })
    },
    listAccessOf: ({ accountId, id }) =>
      select(database, 'environment_access', { where: [inAccount(accountId), isEqual('user_id', id)] }),
    listAccessTo: ({ accountId, id }, page) => {
      const { where, ...rest } = part(page, ['user_id'], (last) => [last.userId])
      const wanted = [inAccount(accountId), isEqual('environment_id', id), ...where]
      return select(database, 'environment_access', { where: wanted, ...rest })
    },
  }
}

type PlaceLister = Omit<Lister, keyof AccountLister | keyof NeighbourLister>

function createPlaceLister(database: Database): PlaceLister {
  return {
    listEnvironments: (accountId) =>
      select(database, 'environment', { where: [inAccount(accountId)], order: inCreation }),
    listApiKeys: (accountId, environmentId, page) => {
      const { where, ...rest } = part(page, ['id'], idOf)
      const wanted = [inAccount(accountId), isEqual('environment_id', environmentId), ...where]
      return select(database, 'api_key', { where: wanted, ...rest })
    },
    listCollections: (accountId, environmentId, page) => {
      const { where, ...rest } = part(page, ['id'], idOf)
      const wanted = [inAccount(accountId), isEqual('environment_id', environmentId), ...where]
      return select(database, 'collection', { where: wanted, ...rest })
    },
    listFolders: (accountId, environmentId, parentId, page) => {
      const { where, ...rest } = part(page, ['name'], (last) => [last.name])
      const wanted = [
        inAccount(accountId),
        isEqual('environment_id', environmentId),
        isEqual('parent_id', parentCell(parentId)),
      ]
      return select(database, 'folder', { where: [...wanted, ...where], ...rest })
    },
    listFolderChain: (folder) => listFolderChain(database, folder),
  }
}

const principalNouns: { readonly [T in PrincipalType]: T } = {
  user: 'user',
  group: 'group',
  api_key: 'api_key',
  account_key: 'account_key',
}

async function listPrincipals(
  database: Database,
  accountId: AccountId,
  type: PrincipalType | undefined,
  page: Page<Principal> | undefined,
): Promise<readonly NamedPrincipal[]> {
  const after = page?.after
  const startsAt = after === undefined ? 0 : principalTypeCell(after.type)
  const found: NamedPrincipal[] = []
  for (const each of principalTypes.slice(startsAt)) {
    const limit = page && page.limit - found.length
    if (limit === 0) break
    if (type !== undefined && type !== each) continue
    const { where, order } = part(after?.type === each ? { limit: 0, after } : undefined, ['id'], idOf)
    const records = await select(database, principalNouns[each], {
      where: [inAccount(accountId), ...where],
      order,
      limit,
    })
    for (const { id, name } of records) found.push({ principal: principal(each, id), name })
  }
  return found
}

/** Deeper chains don't exist; the bound keeps a damaged tree from turning for ever. */
const maxDepth = 10_000

async function listFolderChain(database: Database, { accountId, id }: KeyOf<'folder'>) {
  const chain = sql`with recursive chain as (
      select folders.*, 0 as distance from folders where ${inAccount(accountId)} and ${isEqual('id', id)}
      union all
      select folders.*, chain.distance + 1 from chain, folders
      where folders.account_id = chain.account_id and folders.id = chain.parent_id and chain.distance < ${maxDepth}
    )
    select * from chain order by distance`
  return (await rowsOf(database, chain)).map((row) => nounTables.folder.fromRow(row, []))
}

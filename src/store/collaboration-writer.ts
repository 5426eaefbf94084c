import { sql } from 'kysely'
import type { AccountId, EnvironmentId } from '../domain/ids.ts'
import type { DatabaseAccess } from './access.ts'
import type { CollaborationWriter, NewLinkSecret, VisitCounter } from './collaboration.ts'
import type { KeyOf } from './keys.ts'
import type { Clause, Database } from './row.ts'
import { allOf, isEqual, rowsOf } from './row.ts'

/** Makes the part of a transaction that writes what isn't a record; `run` makes each a write of the transaction. */
export function createCollaborationWriter(
  database: Database,
  owner: AccountId,
  run: <T>(write: () => Promise<T>) => Promise<T>,
): CollaborationWriter {
  const refuseForeign = (accountId: AccountId): void => {
    if (accountId !== owner) throw new Error("what belongs to another account can't be changed here")
  }
  return {
    putLinkSecret: (link, secret) =>
      run(async () => {
        refuseForeign(link.accountId)
        await putLinkSecret(database, link, secret)
      }),
    clearCollaboration: (accountId, environmentId) =>
      run(async () => {
        refuseForeign(accountId)
        await clearCollaboration(database, accountId, environmentId)
      }),
  }
}

/** Makes the part of a store that counts visits. */
export function createVisitCounter({ write }: Pick<DatabaseAccess, 'write'>): VisitCounter {
  return {
    countVisit: ({ accountId, id }, at) =>
      write(queue, async (database) => {
        const where = allOf([isEqual('account_id', accountId), isEqual('link_id', id)])
        await rowsOf(database, sql`update link_secrets set visits = visits + 1, last_visit_at = ${at} where ${where}`)
      }),
  }
}

const queue = ' visits'

async function putLinkSecret(
  database: Database,
  { accountId, id }: KeyOf<'public_link'>,
  { tokenHash, sealedToken, passwordHash }: NewLinkSecret,
): Promise<void> {
  const cells = [accountId, id, tokenHash, sealedToken, passwordHash, 0, null]
  await rowsOf(
    database,
    sql`insert into link_secrets
        (account_id, link_id, token_hash, sealed_token, password_hash, visits, last_visit_at)
      values (${sql.join(cells)})
      on conflict (account_id, link_id) do update set
        token_hash = excluded.token_hash,
        sealed_token = excluded.sealed_token,
        password_hash = excluded.password_hash`,
  )
}

/** Dependents go before what they depend on. */
async function clearCollaboration(database: Database, accountId: AccountId, environmentId: EnvironmentId) {
  const here = allOf([isEqual('account_id', accountId), isEqual('environment_id', environmentId)])
  const owned = (table: string): Clause => sql`select id from ${sql.table(table)} where ${here}`
  const remove = (table: string, column: string, owner: string): Promise<unknown> =>
    rowsOf(
      database,
      sql`delete from ${sql.table(table)}
        where ${isEqual('account_id', accountId)} and ${sql.ref(column)} in (${owned(owner)})`,
    )
  await remove('collection_assets', 'collection_id', 'collections')
  await remove('asset_relations', 'asset_id', 'assets')
  for (const part of ['proof_comments', 'proof_decisions']) await remove(part, 'proof_id', 'proofs')
  await remove('link_secrets', 'link_id', 'public_links')
  for (const table of ['proofs', 'public_links'])
    await rowsOf(database, sql`delete from ${sql.table(table)} where ${here}`)
}

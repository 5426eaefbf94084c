import { sql } from 'kysely'
import type { KeyKind } from '../domain/principal.ts'
import type { Database } from './row.ts'
import { rowsOf, text } from './row.ts'

/** Whose secret it is: a key's, the authenticator of a user, the token of a public link. */
export type SealedOwner =
  | { readonly type: 'key'; readonly kind: KeyKind; readonly id: string }
  | { readonly type: 'second_factor'; readonly accountId: string; readonly userId: string }
  | { readonly type: 'public_link'; readonly accountId: string; readonly id: string }

/** Seals a secret anew. */
export type Renew = (owner: SealedOwner, sealed: string) => string

/** Replaces every sealed secret of an installation by what `renew` makes of it. @returns how many there are */
export async function resealAll(database: Database, renew: Renew): Promise<number> {
  const keys = await resealKeys(database, renew)
  return keys + (await resealFactors(database, renew)) + (await resealLinks(database, renew))
}

async function resealKeys(database: Database, renew: Renew): Promise<number> {
  const rows = await rowsOf(database, sql`select kind, key_id, sealed from key_secrets`)
  for (const row of rows) {
    const kind: KeyKind = text(row, 'kind') === 'api_key' ? 'api_key' : 'account_key'
    const id = text(row, 'key_id')
    const sealed = renew({ type: 'key', kind, id }, text(row, 'sealed'))
    await sql`update key_secrets set sealed = ${sealed} where kind = ${kind} and key_id = ${id}`.execute(database)
  }
  return rows.length
}

async function resealFactors(database: Database, renew: Renew): Promise<number> {
  const rows = await rowsOf(database, sql`select account_id, user_id, sealed from second_factors`)
  for (const row of rows) {
    const accountId = text(row, 'account_id')
    const userId = text(row, 'user_id')
    const sealed = renew({ type: 'second_factor', accountId, userId }, text(row, 'sealed'))
    await sql`update second_factors set sealed = ${sealed}
      where account_id = ${accountId} and user_id = ${userId}`.execute(database)
  }
  return rows.length
}

async function resealLinks(database: Database, renew: Renew): Promise<number> {
  const rows = await rowsOf(database, sql`select account_id, link_id, sealed_token from link_secrets`)
  for (const row of rows) {
    const accountId = text(row, 'account_id')
    const id = text(row, 'link_id')
    const sealed = renew({ type: 'public_link', accountId, id }, text(row, 'sealed_token'))
    await sql`update link_secrets set sealed_token = ${sealed}
      where account_id = ${accountId} and link_id = ${id}`.execute(database)
  }
  return rows.length
}

import { sql } from 'kysely'
import type { Author, Change, ChangeEntry } from '../domain/change.ts'
import type { AccountId } from '../domain/ids.ts'
import { principal, principalTypes } from '../domain/principal.ts'
import { accountId } from '../domain/ids.ts'
import type { Clause, Database, Row } from './row.ts'
import { allOf, integer, isEqual, literal, rowsOf, text, textOrNull } from './row.ts'

/** Adds an entry to the change log. */
export async function appendEntry(database: Database, entry: ChangeEntry): Promise<void> {
  const { by, at, operation, requestId, revision } = entry
  const cells = [entry.accountId, revision, at, by.type, by.id, operation, requestId, JSON.stringify(entry.changes)]
  await rowsOf(
    database,
    sql`insert into change_log (account_id, revision, at, by_type, by_id, operation, request_id, changes)
      values (${sql.join(cells)})`,
  )
}

/** The entries after a revision, oldest first. */
export async function entriesAfter(
  database: Database,
  account: AccountId,
  revision: number,
  limit: number,
): Promise<readonly ChangeEntry[]> {
  return entries(database, [isEqual('account_id', account), sql`revision > ${revision}`], sql`asc`, limit)
}

/** The entries before a revision (undefined: all), newest first. */
export async function entriesBefore(
  database: Database,
  account: AccountId,
  revision: number | undefined,
  limit: number,
): Promise<readonly ChangeEntry[]> {
  const older = revision === undefined ? [] : [sql`revision < ${revision}`]
  return entries(database, [isEqual('account_id', account), ...older], sql`desc`, limit)
}

async function entries(database: Database, where: readonly Clause[], direction: Clause, limit: number) {
  const statement = sql`select * from change_log where ${allOf(where)} order by revision ${direction} limit ${limit}`
  return (await rowsOf(database, statement)).map(toEntry)
}

const toEntry = (row: Row): ChangeEntry => ({
  accountId: accountId(text(row, 'account_id')),
  revision: integer(row, 'revision'),
  at: integer(row, 'at'),
  by: toAuthor(row),
  operation: text(row, 'operation'),
  requestId: textOrNull(row, 'request_id'),
  // Written by `appendEntry`; the log is kept as it was written, so no codec of today may refuse it.
  changes: JSON.parse(text(row, 'changes')) as readonly Change[],
})

function toAuthor(row: Row): Author {
  const type = literal(row, 'by_type', [...principalTypes, 'operator', 'preset'])
  const id = text(row, 'by_id')
  return type === 'operator' || type === 'preset' ? { type, id } : principal(type, id)
}

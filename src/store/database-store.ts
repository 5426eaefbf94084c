import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Catalogue } from '../domain/catalogue.ts'
import type { Change, ChangeEntry } from '../domain/change.ts'
import type { AccountId } from '../domain/ids.ts'
import { accountId as toAccountId } from '../domain/ids.ts'
import type { AccountRecord } from '../domain/records.ts'
import type { DatabaseAccess } from './access.ts'
import { createBlobLedger } from './blob-ledger.ts'
import { createVisitCounter } from './collaboration-writer.ts'
import { appendEntry, entriesAfter, entriesBefore } from './change-log.ts'
import { AccountUnknown, StoreUnavailable } from './errors.ts'
import { createIdentity } from './identity-tables.ts'
import { createLoginStore } from './logins.ts'
import { nounTables } from './noun-tables.ts'
import { createReader } from './reader.ts'
import { resealAll } from './reseal.ts'
import type { Database } from './row.ts'
import { integer, isEqual, rowOf, rowsOf, text, textOrNull } from './row.ts'
import type {
  AccountNoun,
  Attribution,
  EngineNoun,
  KeyOf,
  LoadBatch,
  Reader,
  Store,
  Transacted,
  Transaction,
} from './store.ts'
import { createUploadStore } from './upload-tables.ts'
import { createUsageStore } from './usage.ts'
import { refuseUnfit, toKept, writeRows } from './write-rows.ts'
import { createWriter } from './writer.ts'

/** Makes a store of a database. */
export function createDatabaseStore(access: DatabaseAccess): Store {
  const { reading } = access
  return {
    ...createReader(reading),
    identity: createIdentity(reading, access.write),
    transact: (accountId, attribution, work) =>
      write(access, accountId, attribution, (database) => raiseRevision(database, accountId), work),
    createAccount: (record, attribution, work) =>
      write(access, record.id, attribution, (database) => insertAccount(database, record), work),
    changesAfter: (accountId, revision, limit) => entriesAfter(reading, accountId, revision, limit),
    listChanges: (accountId, { limit, before }) => entriesBefore(reading, accountId, before, limit),
    revisions: async () => {
      const rows = await rowsOf(reading, sql`select id, revision from accounts`)
      return new Map(rows.map((row) => [toAccountId(text(row, 'id')), integer(row, 'revision')]))
    },
    load: (accountId) => load(access, accountId),
    findCatalogue: async () => {
      const catalogue = textOrNull(await installation(reading), 'catalogue')
      // Written by `replaceCatalogue`, which takes nothing else.
      return catalogue === null ? undefined : (JSON.parse(catalogue) as Catalogue)
    },
    replaceCatalogue: (catalogue) => replaceCatalogue(access, catalogue),
    reseal: (renew) => access.write('', (database) => resealAll(database, renew)),
    installationRevision: async () => integer(await installation(reading), 'revision'),
    ...createUsageStore(access),
    ...createLoginStore(access),
    ...createBlobLedger(access),
    ...createUploadStore(access),
    ...createVisitCounter(access),
    close: () => access.close(),
  }
}

/** Undoes a transaction that changed nothing. */
class Unchanged extends Error {}

/** Holds something while the work of a transaction runs. */
const underway = new AsyncLocalStorage<true>()

/** How a transaction begins: by taking a revision. */
interface Beginning {
  readonly revision: number
  readonly changes: readonly Change[]
}

async function write<T>(
  access: DatabaseAccess,
  accountId: AccountId,
  attribution: Attribution,
  begin: (database: Database) => Promise<Beginning>,
  work: (transaction: Transaction) => Promise<T>,
): Promise<Transacted<T>> {
  if (underway.getStore()) throw new Error('a transaction began inside another one')
  let unchanged: { readonly result: T } | undefined
  try {
    return await access.write(accountId, async (database) => {
      const beginning = await begin(database)
      const { revision } = beginning
      const { transaction, finish } = createWriter(database, accountId, beginning, attribution.at)
      const result = await underway.run(true, () => work(transaction))
      const changes = finish()
      if (changes === null) {
        unchanged = { result }
        throw new Unchanged()
      }
      const { at, by, operation, requestId } = attribution
      const entry: ChangeEntry = { accountId, revision, at, by, operation, requestId, changes }
      await appendEntry(database, entry)
      return { result, entry }
    })
  } catch (error) {
    if (error instanceof Unchanged && unchanged !== undefined) return { result: unchanged.result, entry: null }
    throw error
  }
}

/** Raises the counter of an account first of all: the row's lock makes other writers of the account wait here, so that
 * revisions are gapless and in the order of commits. */
async function raiseRevision(database: Database, accountId: AccountId): Promise<Beginning> {
  const row = await rowOf(
    database,
    sql`update accounts set revision = revision + 1 where ${isEqual('id', accountId)} returning revision`,
  )
  if (row === undefined) throw new AccountUnknown(accountId)
  return { revision: integer(row, 'revision'), changes: [] }
}

/** The insertion decides who makes an account: reading first would let two makers pass. */
async function insertAccount(database: Database, record: AccountRecord): Promise<Beginning> {
  const after = toKept('account', record)
  refuseUnfit('account', after, record.id)
  await writeRows(database, 'account', [{ before: null, after }], 1)
  return { revision: 1, changes: [{ noun: 'account', before: null, after }] }
}

async function installation(database: Database) {
  const row = await rowOf(database, sql`select revision, catalogue from installation where id = 1`)
  if (row === undefined) throw new StoreUnavailable('the table `installation` is empty')
  return row
}

async function replaceCatalogue(access: DatabaseAccess, catalogue: Catalogue | null): Promise<number> {
  const content = catalogue === null ? null : JSON.stringify(catalogue)
  return access.write('', async (database) => {
    const row = await rowOf(
      database,
      sql`update installation set revision = revision + 1, catalogue = ${content} where id = 1 returning revision`,
    )
    return row === undefined ? 0 : integer(row, 'revision')
  })
}

/** Assignments last: whoever reads them then knows everything they name. */
const loadedNouns: readonly Exclude<EngineNoun, 'account'>[] = [
  'environment',
  'user',
  'group',
  'membership',
  'environment_access',
  'api_key',
  'account_key',
  'role',
  'custom_policy',
  'folder',
  'collection',
  'assignment',
]

const loadBatchSize = 2_000

async function* load(access: DatabaseAccess, accountId: AccountId): AsyncGenerator<LoadBatch, void> {
  const { database, end } = await access.moment()
  try {
    const row = await rowOf(database, sql`select revision from accounts where ${isEqual('id', accountId)}`)
    if (row === undefined) throw new AccountUnknown(accountId)
    const revision = integer(row, 'revision')
    const reader = createReader(database)
    const account = await reader.find('account', { id: accountId })
    if (account === undefined) throw new AccountUnknown(accountId)
    yield { revision, noun: 'account', records: [account] }
    for (const noun of loadedNouns) yield* loadNoun(reader, noun, accountId, revision)
  } finally {
    await end()
  }
}

async function* loadNoun<N extends AccountNoun>(
  reader: Reader,
  noun: N,
  accountId: AccountId,
  revision: number,
): AsyncGenerator<LoadBatch, void> {
  let after: KeyOf<N> | undefined
  for (;;) {
    const records = await reader.list(noun, accountId, { limit: loadBatchSize, ...(after && { after }) })
    if (records.length === 0) return
    // The compiler can't follow that one noun's records make one of the union.
    yield { revision, noun, records } as LoadBatch
    if (records.length < loadBatchSize) return
    const last = records.at(-1)
    after = last && nounTables[noun].keyOf(last)
    // SQLite answers at once: without this turn nothing else would run until the end.
    await nextTurn()
  }
}

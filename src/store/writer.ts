import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Change } from '../domain/change.ts'
import type { AccountId } from '../domain/ids.ts'
import type { ApiKeyRecord, Noun, Records, UserRecord } from '../domain/records.ts'
import { endKeyTokens } from './access-tokens.ts'
import { emailCell } from './cells.ts'
import { StoreConflict } from './errors.ts'
import type { Instant } from '../domain/instant.ts'
import { createIdentity, endSignIns } from './identity-tables.ts'
import { createCollaborationWriter } from './collaboration-writer.ts'
import { createLibraryWriter } from './library-writer.ts'
import { nounTables } from './noun-tables.ts'
import { KeyedQueue } from './queue.ts'
import { createReader, isKeyKind } from './reader.ts'
import type { Database } from './row.ts'
import { isEqual, rowsOf } from './row.ts'
import { selectByKeys } from './select.ts'
import type { AccountNoun, KeyKind, KeyOf, Transaction } from './store.ts'
import type { Difference } from './write-rows.ts'
import { raiseUsers } from './versions.ts'
import { deleteRows, isSameRecord, refuseUnfit, toKept, writeRows } from './write-rows.ts'

/** A transaction and what came of it. */
export interface Writer {
  readonly transaction: Transaction
  /** Ends the writing. Null when nothing was changed; empty when only secrets were.
   * @throws whatever a write threw first, also when the caller caught it */
  readonly finish: () => readonly Change[] | null
}

/** Writes records of one account through a transaction of the database, and collects the changes after the first ones. */
export function createWriter(
  database: Database,
  accountId: AccountId,
  { revision, changes: first }: { readonly revision: number; readonly changes: readonly Change[] },
  at: Instant,
): Writer {
  const changes = [...first]
  const writes = new Writes()
  let hasSecrets = false
  const putAll = async <N extends Noun>(noun: N, records: readonly Records[N][]): Promise<void> => {
    for await (const some of batches(records))
      changes.push(...(await putSome(database, accountId, revision, noun, some)))
  }
  const deleteAll = async <N extends AccountNoun>(noun: N, keys: readonly KeyOf<N>[]): Promise<void> => {
    for await (const some of batches(keys))
      changes.push(...(await deleteSome(database, accountId, revision, noun, some)))
  }
  const putSecret = async <T>(write: () => Promise<T>): Promise<T> => {
    const written = await write()
    hasSecrets = true
    return written
  }
  const transaction: Transaction = {
    ...createReader(database),
    identity: createIdentity(database, (_key, work) => writes.run(() => putSecret(() => work(database)))),
    revision,
    at,
    put: (noun, record) => writes.run(() => putAll(noun, [record])),
    putAll: (noun, records) => writes.run(() => putAll(noun, records)),
    delete: (noun, key) => writes.run(() => deleteAll(noun, [key])),
    deleteAll: (noun, keys) => writes.run(() => deleteAll(noun, keys)),
    putKeySecret: (kind, id, sealed) =>
      writes.run(() => putSecret(() => putKeySecret(database, accountId, kind, id, sealed))),
    putPasswordHash: (user, hash) =>
      writes.run(() => putSecret(() => putPasswordHash(database, accountId, user, hash))),
    ...createLibraryWriter(database, accountId, at, (write) => writes.run(() => putSecret(write))),
    ...createCollaborationWriter(database, accountId, (write) => writes.run(() => putSecret(write))),
  }
  const finish = (): readonly Change[] | null => {
    writes.end()
    return changes.length > 0 || hasSecrets ? changes : null
  }
  return { transaction, finish }
}

/** Runs the writes of a transaction one after the other, until the first that fails. */
class Writes {
  readonly #queue = new KeyedQueue()
  #failure: { readonly error: unknown } | undefined
  #isEnded = false

  run<T>(write: () => Promise<T>): Promise<T> {
    return this.#queue.run('', async () => {
      if (this.#isEnded) throw new Error('the transaction has ended')
      if (this.#failure !== undefined) throw this.#failure.error
      try {
        return await write()
      } catch (error) {
        this.#failure = { error }
        throw error
      }
    })
  }

  end(): void {
    this.#isEnded = true
    if (this.#failure !== undefined) throw this.#failure.error
  }
}

const batchSize = 500

/** Batches of a list; long lists let other work in between. */
async function* batches<T>(list: readonly T[]): AsyncGenerator<readonly T[], void> {
  for (let start = 0; start < list.length; start += batchSize) {
    if (start > 0) await nextTurn()
    yield list.slice(start, start + batchSize)
  }
}

async function putSome<N extends Noun>(
  database: Database,
  accountId: AccountId,
  revision: number,
  noun: N,
  records: readonly Records[N][],
): Promise<readonly Change[]> {
  const kept = records.map((record) => toKept(noun, record))
  for (const record of kept) refuseUnfit(noun, record, accountId)
  const beforeByKey = await currentByKey(database, noun, kept.map(nounTables[noun].keyOf))
  const differences = kept.flatMap((after): Difference<N>[] => {
    const before = beforeByKey.get(keyText(noun, after)) ?? null
    return before !== null && isSameRecord(noun, before, after) ? [] : [{ before, after }]
  })
  await writeRows(database, noun, differences, revision)
  const written = differences.map(({ after }) => after)
  await raiseUsers(database, noun, written, { accountId, revision })
  await endSignIns(database, differences.flatMap(shutOut))
  if (noun === 'api_key') await endKeyTokens(database, differences.flatMap(disabledKey))
  return differences.map(({ before, after }) => toChange(noun, before, after))
}

async function deleteSome<N extends AccountNoun>(
  database: Database,
  accountId: AccountId,
  revision: number,
  noun: N,
  keys: readonly KeyOf<N>[],
): Promise<readonly Change[]> {
  const [foreign] = keys.filter((key) => nounTables[noun].keyCells(key)[0] !== accountId)
  if (foreign !== undefined) throw new Error(`a ${noun} of another account can't be deleted here`)
  const beforeByKey = await currentByKey(database, noun, keys)
  const texts = new Set(keys.map((key) => JSON.stringify(nounTables[noun].keyCells(key))))
  const befores = [...texts].flatMap((each) => beforeByKey.get(each) ?? [])
  await deleteRows(database, noun, befores)
  await raiseUsers(database, noun, befores, { accountId, revision })
  return befores.map((before) => toChange(noun, before, null))
}

/** The user of a change that ends what was signed in before: whoever is disabled, or becomes somebody else. */
function shutOut({ before, after }: Difference<Noun>): readonly UserRecord[] {
  if (before === null || !isUser(before) || !isUser(after)) return []
  const isDisabled = before.isEnabled && !after.isEnabled
  return isDisabled || emailCell(before.email) !== emailCell(after.email) ? [after] : []
}

/** The key of a change that disables it: what it gave out must not work again when it is enabled later. */
const disabledKey = ({ before, after }: Difference<Noun>): readonly string[] =>
  before !== null && isKey(before) && isKey(after) && before.isEnabled && !after.isEnabled ? [after.id] : []

const isKey = (record: Records[Noun]): record is ApiKeyRecord => 'ownerId' in record && 'environmentId' in record

const isUser = (record: Records[Noun]): record is UserRecord => 'hasAllEnvironments' in record

const keyText = <N extends Noun>(noun: N, record: Records[N]): string =>
  JSON.stringify(nounTables[noun].keyCells(nounTables[noun].keyOf(record)))

async function currentByKey<N extends Noun>(
  database: Database,
  noun: N,
  keys: readonly KeyOf<N>[],
): Promise<Map<string, Records[N]>> {
  const records = await selectByKeys(database, noun, keys)
  return new Map(records.map((record) => [keyText(noun, record), record]))
}

/** The compiler can't follow that one noun's `before` and `after` make one of the union. */
const toChange = <N extends Noun>(noun: N, before: Records[N] | null, after: Records[N] | null): Change =>
  ({ noun, before, after }) as Change

async function putKeySecret(
  database: Database,
  accountId: AccountId,
  kind: KeyKind,
  id: string,
  sealed: string,
): Promise<void> {
  if (!isKeyKind(kind)) throw new TypeError('only keys have secrets')
  const owners = sql`select id from ${sql.table(nounTables[kind].table)}
    where ${isEqual('account_id', accountId)} and ${isEqual('id', id)}`
  if ((await rowsOf(database, owners)).length === 0) throw new StoreConflict('reference')
  await rowsOf(
    database,
    sql`insert into key_secrets (account_id, kind, key_id, sealed) values (${accountId}, ${kind}, ${id}, ${sealed})
      on conflict (kind, key_id) do update set sealed = excluded.sealed`,
  )
}

async function putPasswordHash(
  database: Database,
  accountId: AccountId,
  user: KeyOf<'user'>,
  hash: string,
): Promise<void> {
  if (user.accountId !== accountId) throw new Error("a user of another account can't be changed here")
  await rowsOf(
    database,
    sql`insert into user_passwords (account_id, user_id, hash) values (${accountId}, ${user.id}, ${hash})
      on conflict (account_id, user_id) do update set hash = excluded.hash`,
  )
  await endSignIns(database, [user])
}

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { StoreUnavailable } from './errors.ts'
import { rowsOf, type Database } from './row.ts'
import { openSqlite } from './sqlite.ts'

/** A table of texts in a file that can't grow until `grow` is called. */
async function givenFullFile(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-sqlite-'))
  const database = await openSqlite(join(folder, 'full.db'), 'writing', 'OFF')
  t.after(async () => {
    await database.destroy()
    rmSync(folder, { recursive: true, force: true })
  })
  await rowsOf(database, sql`create table notes (note text)`)
  await rowsOf(database, sql`pragma max_page_count = 2`)
  return {
    database,
    grow: () => rowsOf(database, sql`pragma max_page_count = 1000`),
    notes: async () => (await rowsOf(database, sql`select note from notes`)).map(({ note }) => note),
  }
}

const write = (database: Database, note: string) => rowsOf(database, sql`insert into notes values (${note})`)
const tooLong = 'x'.repeat(100_000)

test('a full disk makes the store unavailable; nothing of the transaction stands, and the next one finds its way', async (t) => {
  const { database, grow, notes } = await givenFullFile(t)
  const writeBoth = () =>
    database.transaction().execute(async (transaction) => {
      await write(transaction, 'first')
      await write(transaction, tooLong)
    })
  await assert.rejects(writeBoth(), StoreUnavailable)
  assert.deepEqual(await notes(), [])
  await database.transaction().execute((transaction) => write(transaction, 'short'))
  await grow()
  await writeBoth()
  assert.deepEqual(await notes(), ['short', 'first', tooLong])
})

test('what comes after a transaction was undone by a full disk does not stand alone', async (t) => {
  const { database, notes } = await givenFullFile(t)
  const goOn = database.transaction().execute(async (transaction) => {
    await write(transaction, 'before')
    await Promise.allSettled([write(transaction, tooLong), write(transaction, 'beside')])
    await write(transaction, 'after').catch(() => undefined)
  })
  await assert.rejects(goOn, StoreUnavailable)
  assert.deepEqual(await notes(), [])
})

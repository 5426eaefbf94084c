import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openTemporaryAccess } from '../access.ts'
import { rowsOf, text } from '../row.ts'
import { fillUserNames } from './0005-owners.ts'

test('users of an earlier version get the names by which they are compared, however many they are', async (t) => {
  const access = await openTemporaryAccess()
  t.after(() => access.close())
  const names = Array.from({ length: 1201 }, (_, number) => `ÉVA ${number}`)
  await access.write('a', async (database) => {
    await rowsOf(
      database,
      sql`insert into accounts (id, name, plan, assets_advanced, is_active, created_at, updated_at, revision)
        values ('a', 'Acme', 'free', 0, 1, 1, 1, 1)`,
    )
    for (const [number, name] of names.entries()) {
      const cells = ['a', `u${number}`, name, `${number}@x`, `${number}@x`, 1, 0, 0, 1, 1]
      await rowsOf(
        database,
        sql`insert into users (account_id, id, name, email, email_key, is_enabled, is_pending, has_all_environments,
          created_at, updated_at) values (${sql.join(cells)})`,
      )
    }
    await fillUserNames(database)
  })
  const rows = await rowsOf(access.reading, sql`select name, name_key from users order by id`)
  assert.equal(rows.length, names.length)
  for (const row of rows) assert.equal(text(row, 'name_key'), text(row, 'name').toLowerCase())
})

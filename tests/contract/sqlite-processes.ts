import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openSqliteAccess } from '../../src/store/access.ts'
import { StoreUnavailable } from '../../src/store/errors.ts'
import { openStore } from '../../src/store/open.ts'
import { rowOf } from '../../src/store/row.ts'
import { givenAccount } from './given.ts'
import type { Contract } from './setting.ts'

interface Acknowledged {
  readonly revision: number
  readonly id: string
}

const killRounds = 6
const killAfter = [1, 3, 10, 25, 40, 60]

/** What only an embedded database must prove: it survives its process and lives with another one. */
export const sqliteProcessContract: Contract = {
  'a writer killed in the middle loses no acknowledged revision, and the next one goes on': () =>
    inDirectory(async (dataDir) => {
      const store = await openStore({ dataDir })
      const { accountId } = await givenAccount(store)
      await store.close()
      const acknowledged: Acknowledged[] = []
      for (let round = 0; round < killRounds; round++) {
        acknowledged.push(...(await killedWriter(dataDir, accountId, killAfter[round] ?? 1)))
        const reopened = await openStore({ dataDir })
        const log = await reopened.changesAfter(accountId, 0, 100_000)
        assert.deepEqual(
          log.map(({ revision }) => revision),
          log.map((_, position) => position + 1),
        )
        const revisionById = new Map(log.map(({ changes, revision }) => [idIn(changes[0]?.after), revision]))
        for (const { id, revision } of acknowledged) assert.equal(revisionById.get(id), revision)
        const groups = await reopened.list('group', accountId)
        const users = await reopened.list('user', accountId)
        assert.deepEqual(
          groups.map(({ id }) => id),
          users.map(({ id }) => id),
        )
        assert.equal(groups.length, log.length - 1)
        await reopened.close()
      }
      console.log(`killed ${killRounds} times; ${acknowledged.length} revisions acknowledged, 0 lost`)
      assert.ok(acknowledged.length >= killAfter.reduce((sum, each) => sum + each, 0))
    }),

  'two processes on one file take turns, and both see all': () =>
    inDirectory(async (dataDir) => {
      const store = await openStore({ dataDir })
      const { accountId } = await givenAccount(store)
      const writes = 40
      const writers = ['one', 'two'].map((name) => startWriter(dataDir, accountId, name, writes))
      const codes = await Promise.all(writers.map(({ child }) => new Promise((done) => child.once('exit', done))))
      assert.deepEqual(codes, [0, 0])
      const revisions = writers.flatMap(({ acknowledged }) => acknowledged.map(({ revision }) => revision))
      const expected = Array.from({ length: 2 * writes }, (_, position) => position + 2)
      assert.deepEqual(
        revisions.toSorted((one, other) => one - other),
        expected,
      )
      assert.equal((await store.list('group', accountId)).length, 2 * writes)
      assert.equal((await store.revisions()).get(accountId), 2 * writes + 1)
      await store.close()
    }),

  'every commit of a writer waits for the disk': () =>
    inDirectory(async (dataDir) => {
      const access = await openSqliteAccess(dataDir, 'FULL')
      const full = 2 // https://www.sqlite.org/pragma.html#pragma_synchronous (read 2026-11-22)
      await access.write('', async (database) => {
        assert.deepEqual({ ...(await rowOf(database, sql`pragma synchronous`)) }, { synchronous: full })
        assert.deepEqual({ ...(await rowOf(database, sql`pragma journal_mode`)) }, { journal_mode: 'wal' })
        assert.deepEqual({ ...(await rowOf(database, sql`pragma foreign_keys`)) }, { foreign_keys: 1 })
      })
      await access.close()
    }),

  'a temporary store leaves nothing behind': () =>
    inDirectory(async (directory) => {
      const { TMPDIR } = process.env
      process.env.TMPDIR = directory
      try {
        const store = await openStore({ temporary: true })
        await givenAccount(store)
        assert.equal((await readdir(directory)).length, 1)
        await store.close()
        assert.deepEqual(await readdir(directory), [])
      } finally {
        if (TMPDIR === undefined) delete process.env.TMPDIR
        else process.env.TMPDIR = TMPDIR
      }
    }),

  'a directory that is a file, and a file that is no database, are unavailable': () =>
    inDirectory(async (dataDir) => {
      await writeFile(join(dataDir, 'rolecall.db'), 'this is no database, whatever its name says '.repeat(100))
      await assert.rejects(openStore({ dataDir }), StoreUnavailable)
      await assert.rejects(openStore({ dataDir: join(dataDir, 'rolecall.db') }), StoreUnavailable)
    }),
}

async function inDirectory(work: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-processes-'))
  try {
    await work(dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

const idIn = (record: unknown): unknown =>
  typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined

function startWriter(dataDir: string, accountId: string, name: string, writes: number) {
  const child: ChildProcess = fork(join(import.meta.dirname, 'writing-child.ts'), [
    dataDir,
    accountId,
    name,
    String(writes),
  ])
  const acknowledged: Acknowledged[] = []
  child.on('message', (message) => acknowledged.push(message as Acknowledged))
  return { child, acknowledged }
}

/** Kills a writer once it has acknowledged so many revisions, while it is busy with the next. */
async function killedWriter(dataDir: string, accountId: string, after: number): Promise<readonly Acknowledged[]> {
  const { child, acknowledged } = startWriter(dataDir, accountId, `killed-${after}`, 100_000)
  child.on('message', () => {
    if (acknowledged.length >= after) child.kill('SIGKILL')
  })
  const signal = await new Promise((done) => child.once('close', (_code, by) => done(by)))
  assert.equal(signal, 'SIGKILL')
  return acknowledged
}

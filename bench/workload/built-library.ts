import { createHash } from 'node:crypto'
import { constants, existsSync, globSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import type { StorePlace } from '../../src/store/open.ts'
import { makeDatabase, startPostgres } from '../../tests/contract/postgres-server.ts'
import { rowsOfAssets } from './asset-rows.ts'
import { assetsOf, type Tree } from './assets.ts'
import { loadIntoPostgres, loadIntoSqlite, type Say } from './load-rows.ts'

/** The two databases that a library can lie in. */
export type Database = 'SQLite' | 'PostgreSQL'

/** A library in a database of its own, to be changed at will. */
export interface BuiltLibrary {
  readonly place: StorePlace
  /** Removes it, once its store is closed. */
  readonly end: () => Promise<void>
}

/** How a library is made. */
export interface Plan {
  readonly tree: Tree
  /** Opens a new store, puts into it what belongs there besides assets, and closes it. */
  readonly found: (place: StorePlace) => Promise<void>
  readonly say: Say
}

/** Makes a library, or takes a copy of the same one from the cache, where the first run leaves it: a million assets take minutes. */
export async function givenBuiltLibrary(database: Database, plan: Plan): Promise<BuiltLibrary> {
  const kept = join(root, '.cache/bench', `${assetsOf(plan.tree).total}-assets-${fingerprint()}`, database)
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-bench-'))
  if (existsSync(kept)) {
    plan.say('copying the library that an earlier run made')
    await copy(kept, directory)
  } else {
    await (database === 'SQLite' ? buildInSqlite : buildInPostgres)(directory, plan)
    await copy(directory, `${kept}.part`)
    await rename(`${kept}.part`, kept)
  }
  const remove = (): Promise<void> => rm(directory, { recursive: true })
  if (database === 'SQLite') return { place: { dataDir: directory }, end: remove }
  const server = await startPostgres(directory)
  const end = async (): Promise<void> => {
    await server.stop()
    await remove()
  }
  return { place: { databaseUrl: databaseUrl(server.url) }, end }
}

const root = resolve(import.meta.dirname, '../..')

/** What is in the cache is good as long as everything is as it was that decides what a library looks like. */
function fingerprint(): string {
  const deciding = ['src/store/migrations/*.ts', 'src/store/{noun-tables,library-tables,cells}.ts']
  const files = globSync([...deciding, 'src/store/assets/asset-cells.ts', 'bench/workload/*.ts'], { cwd: root })
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 12)
}

async function copy(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await mkdir(dirname(to), { recursive: true })
  await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE })
}

async function buildInSqlite(dataDir: string, { tree, found, say }: Plan): Promise<void> {
  await found({ dataDir })
  loadIntoSqlite(join(dataDir, 'rolecall.db'), rowsOfAssets(assetsOf(tree)), say)
}

const databaseName = 'rolecall_bench'

function databaseUrl(serverUrl: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${databaseName}`
  return url.href
}

async function buildInPostgres(directory: string, { tree, found, say }: Plan): Promise<void> {
  const server = await startPostgres(directory)
  try {
    await makeDatabase(server.url, databaseName)
    const url = databaseUrl(server.url)
    await found({ databaseUrl: url })
    await loadIntoPostgres(url, rowsOfAssets(assetsOf(tree)), say)
    await gatherStatistics(url)
  } finally {
    await server.stop()
  }
}

/** What PostgreSQL does by itself within minutes of a large change. */
async function gatherStatistics(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

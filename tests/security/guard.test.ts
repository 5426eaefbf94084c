// Every route of a whole server, and every endpoint three times: without credentials, with a key that holds nothing, with
// one that holds everything.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { families, type Endpoint, type Family } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import { operations } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { routeOf } from '../../src/server/environment-address.ts'
import { basic } from '../api/given-server.ts'
import { givenGuarded, type Guarded } from './given-guarded.ts'
import { guardSamples, otherRests, otherRoutes, refusesEverybody } from './guard-samples.ts'
import { readLiveRoutes, sampleRequest } from './live-routes.ts'

const all = Object.values<Endpoint>(endpoints)
const samples = guardSamples as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>

/** Keys that hold everything, and keys that hold nothing, for each family. */
const keysOf = (family: Family): { readonly master: [string, string]; readonly idle: [string, string] } =>
  family === 'admin' || family === 'library'
    ? { master: ['K', 'S'], idle: ['K2', 'S2'] }
    : { master: ['PK', 'PS'], idle: ['IK', 'IS'] }

interface Answer {
  readonly status: number
  readonly text: string
}

async function call(guarded: Guarded, endpoint: Endpoint, headers: Record<string, string>): Promise<Answer> {
  const request = sampleRequest(endpoint, guarded.known, samples[endpoint.id])
  const answer = await guarded.app.inject({ ...request, headers })
  return { status: answer.statusCode, text: answer.body.slice(0, 300) }
}

/** Of what isn't there, nobody learns more than anybody else. */
const isAsToMaster = async (guarded: Guarded, endpoint: Endpoint, text: string): Promise<boolean> =>
  (await call(guarded, endpoint, basic(...keysOf(endpoint.family).master))).text === text

/** What is allowed to a key that holds nothing, besides a denial: what the operation declares. */
function isDeclared({ operation }: Endpoint): boolean {
  const { access } = (operations as unknown as Readonly<Record<string, Operation<never, unknown>>>)[operation] ?? {}
  return access?.type === 'anyone' || (access?.type === 'requires' && access.filters !== undefined)
}

/** What lies beneath goes before what it lies in. */
const lateness = ({ method, path }: Endpoint): number => (method === 'DELETE' ? 1000 - path.length : 0)

const isRest = (url: string): boolean => url.endsWith('*')

test('every route of a server is an endpoint, or one that is listed with its reason', async (t) => {
  const { app } = await givenGuarded(t)
  const live = readLiveRoutes(app)
  const declared = new Set(all.map(({ method, path }) => `${method} ${routeOf(path)}`))
  const strangers = live
    .filter(({ url }) => !isRest(url))
    .filter(({ method, url }) => !declared.has(`${method} ${url}`) && !otherRoutes.some((one) => one.url.test(url)))
    .map(({ method, url }) => `${method} ${url}`)
  const missing = all.filter(({ method, path }) => !app.hasRoute({ method, url: routeOf(path) })).map(({ id }) => id)
  console.log(`routes: ${live.length} live, ${declared.size} of endpoints`)
  assert.deepEqual({ strangers, missing }, { strangers: [], missing: [] })
  assert.ok(live.length > 100)
  // The router doesn't tell all of the address of a route that ends in a rest, so these are counted.
  const rests = [...declared].filter(isRest).length
  assert.equal(live.filter(({ url }) => isRest(url)).length, rests + otherRests.length)
})

for (const family of families) {
  const own = all
    .filter((endpoint) => endpoint.family === family && !endpoint.isPublic)
    // What is there must not be deleted before it was asked about.
    .sort((one, other) => lateness(one) - lateness(other))

  test(`${family}: nobody without credentials gets past any endpoint`, async (t) => {
    const guarded = await givenGuarded(t)
    const passed: string[] = []
    for (const endpoint of own) {
      const { status, text } = await call(guarded, endpoint, {})
      if (status !== 401) passed.push(`${endpoint.id}: ${status} ${text}`)
    }
    console.log(`${family}: ${own.length} endpoints`)
    assert.deepEqual(passed, [])
  })

  test(`${family}: a key that holds nothing is denied, or gets what the operation declares for anyone`, async (t) => {
    const guarded = await givenGuarded(t)
    const wrong: string[] = []
    for (const endpoint of own) {
      const { status, text } = await call(guarded, endpoint, basic(...keysOf(family).idle))
      const isRefused = status === 403 || (status === 400 && endpoint.id in refusesEverybody)
      const isOpen = isDeclared(endpoint) && (status < 300 || (await isAsToMaster(guarded, endpoint, text)))
      if (!isRefused && !isOpen) wrong.push(`${endpoint.id}: ${status} ${text}`)
    }
    assert.deepEqual(wrong, [], 'a 400 asks for a sample in guard-samples.ts')
  })

  test(`${family}: a Master Admin is never denied`, async (t) => {
    const guarded = await givenGuarded(t)
    const wrong: string[] = []
    for (const endpoint of own) {
      const { status, text } = await call(guarded, endpoint, basic(...keysOf(family).master))
      // What is about the own sign-in is for people alone.
      const isForPeople = status === 403 && text.includes('keys have no sessions')
      if (!isForPeople && (status === 401 || status === 403 || status >= 500))
        wrong.push(`${endpoint.id}: ${status} ${text}`)
    }
    assert.deepEqual(wrong, [])
  })
}

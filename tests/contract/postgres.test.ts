import { after, before, describe } from 'node:test'
import { postgresContract } from './postgres-contract.ts'
import { makeDatabase, startPostgres } from './postgres-server.ts'
import type { PostgresServer } from './postgres-server.ts'
import { storeContract } from './store-contract.ts'

/** Names differ between runs, so that a run that was cut short doesn't stand in the way of the next. */
const prefix = `rolecall_test_${process.pid}_${Date.now()}`
let databases = 0

async function makePlace(serverUrl: string) {
  const { url, drop } = await makeDatabase(serverUrl, `${prefix}_${++databases}`)
  return { place: { databaseUrl: url }, remove: drop }
}

const own = { 'PostgreSQL and connections': postgresContract }

describe('a PostgreSQL of our own', () => {
  let server: PostgresServer | undefined
  const url = (): string => {
    if (server === undefined) throw new Error('PostgreSQL did not start')
    return server.url
  }
  before(async () => {
    server = await startPostgres()
  })
  after(() => server?.stop())
  storeContract('PostgreSQL', () => makePlace(url()), own)
})

const otherUrl = process.env.ROLECALL_TEST_DATABASE_URL
if (otherUrl !== undefined && otherUrl !== '') {
  storeContract('the PostgreSQL of ROLECALL_TEST_DATABASE_URL', () => makePlace(otherUrl), own)
}

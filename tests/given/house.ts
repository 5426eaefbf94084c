// A house with an account, for tests: made of a bootstrap file, spoken of by the names that stand in the file.
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import type { Author } from '../../src/domain/change.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { AccountRecord } from '../../src/domain/records.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { Accounts } from '../../src/operations/accounts.ts'
import { applyBootstrap } from '../../src/operations/bootstrap/apply-bootstrap.ts'
import { readBootstrap } from '../../src/operations/bootstrap/read-bootstrap.ts'
import type { House, RefusedAccess } from '../../src/operations/house.ts'
import { randomIds } from '../../src/operations/id-source.ts'
import { operations, type OperationName } from '../../src/operations/index.ts'
import type { Caller, Operation } from '../../src/operations/operation.ts'
import { perform } from '../../src/operations/perform.ts'
import { UsageMeter } from '../../src/operations/usage/usage-meter.ts'
import { openStore, type StorePlace } from '../../src/store/open.ts'
import { createSealer, secretKeyBytes } from '../../src/store/secrets.ts'
import type { Transaction } from '../../src/store/store.ts'
import { makeDatabase } from '../contract/postgres-server.ts'
import { givenBlobs } from './blobs.ts'
import { readNames, type Names } from './names.ts'

/** What an operation is run with. */
export type InputOf<Name extends OperationName> = Parameters<(typeof operations)[Name]['run']>[0]

/** What an operation gives. */
export type OutputOf<Name extends OperationName> = Awaited<ReturnType<(typeof operations)[Name]['run']>>

/** Where a house is built, and when. */
export interface HouseOptions {
  /** The instant of the clock, and of everything in the file. */
  readonly clock?: Instant
  /** A directory that houses share; none: a store of its own. */
  readonly dataDir?: string
  /** The house is closed after this test. */
  readonly test?: TestContext
}

/** An account in a house, and the house. */
export interface GivenHouse extends Names {
  readonly house: House
  readonly account: AccountRecord
  /** Set `now` to let time pass; `node` is the clock that never goes back, in milliseconds. */
  readonly clock: { now: Instant; node: number }
  /** The names of all files that the store of blobs holds. */
  readonly files: () => readonly string[]
  /** Every access that was refused. */
  readonly refused: RefusedAccess[]
  /** A caller: a principal by its name in the file, or one that the test made; `operator` is the one at the machine. */
  readonly as: (who: string | Principal) => Caller
  readonly perform: <Name extends OperationName>(
    who: string | Principal | Caller,
    name: Name,
    input: InputOf<Name>,
  ) => Promise<OutputOf<Name>>
  /** Changes records beside all operations, as later features will. */
  readonly change: (work: (transaction: Transaction) => Promise<unknown>) => Promise<void>
  readonly engine: () => Promise<Engine>
  /** The account's newest revision in the store. */
  readonly revision: () => Promise<number>
  readonly close: () => Promise<void>
}

/** The instant at which tests happen when they don't say when: 2026-11-22T10:00:00Z. */
export const usualInstant = 1795341600000

const secretKey = randomBytes(secretKeyBytes)

/** Builds a house and puts a bootstrap file into its store, if that is empty. */
export async function givenHouse(file: unknown, options: HouseOptions = {}): Promise<GivenHouse> {
  const { dataDir, test } = options
  const clock = { now: options.clock ?? usualInstant, node: 0 }
  const refused: RefusedAccess[] = []
  const store = await openStore(dataDir === undefined ? await ownPlace() : { dataDir })
  const { blobs, files } = givenBlobs()
  const house: House = {
    store,
    blobs,
    accounts: new Accounts(store, () => clock.node),
    sealer: createSealer(secretKey),
    clock: () => clock.now,
    ids: randomIds,
    usage: new UsageMeter(store),
    onRefusal: (event) => refused.push(event),
  }
  test?.after(() => store.close())
  const account = await makeAccount(house, file, clock.now)
  const spoken = await speak(house, account, clock)
  return { house, account, clock, refused, files, ...spoken, close: () => store.close() }
}

let databases = 0

/** A database that nobody else has: on the PostgreSQL server that `ROLECALL_TEST_HOUSES` names, else in memory. */
async function ownPlace(): Promise<StorePlace> {
  const server = process.env.ROLECALL_TEST_HOUSES
  if (server === undefined || server === '') return { temporary: true }
  const { url } = await makeDatabase(server, `rolecall_house_${process.pid}_${++databases}`)
  return { databaseUrl: url }
}

async function makeAccount(house: House, file: unknown, at: Instant): Promise<AccountRecord> {
  const read = readBootstrap(file, { catalogue: systemCatalogue, ids: randomIds, at })
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  await applyBootstrap(house, read.draft)
  const account = await house.store.find('account', { id: read.draft.account.id })
  if (account === undefined) throw new Error('the store holds another account')
  return account
}

async function speak(house: House, { id: accountId }: AccountRecord, clock: { readonly now: Instant }) {
  const names = await readNames(house.store, accountId)
  const as = (who: string | Principal): Caller => ({ accountId, by: authorOf(who, names), requestId: null })
  return {
    ...names,
    as,
    perform: async <Name extends OperationName>(
      who: string | Principal | Caller,
      name: Name,
      input: InputOf<Name>,
    ): Promise<OutputOf<Name>> => {
      // The registry pairs names and inputs; the compiler sees all operations at once.
      const operation = operations[name] as unknown as Operation<InputOf<Name>, OutputOf<Name>>
      const caller = typeof who === 'object' && 'by' in who ? who : as(who)
      return (await perform(house, caller, operation, input)).output
    },
    change: async (work: (transaction: Transaction) => Promise<unknown>): Promise<void> => {
      const by: Author = { type: 'operator', id: 'test' }
      const attribution = { by, operation: 'test.change', requestId: null, at: clock.now }
      const { entry } = await house.store.transact(accountId, attribution, work)
      if (entry !== null) await house.accounts.applied(entry)
    },
    engine: () => house.accounts.engineOf(accountId),
    revision: async () => (await house.store.revisions()).get(accountId) ?? 0,
  }
}

function authorOf(who: string | Principal, names: Names): Author {
  if (typeof who !== 'string') return who
  return who === 'operator' ? { type: 'operator', id: 'test' } : names.principal(who)
}

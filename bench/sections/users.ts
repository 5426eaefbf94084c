import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { Attribution, Store } from '../../src/store/store.ts'
import { Accounts } from '../../src/operations/accounts.ts'
import { applyBootstrap } from '../../src/operations/bootstrap/apply-bootstrap.ts'
import { readBootstrap } from '../../src/operations/bootstrap/read-bootstrap.ts'
import type { House } from '../../src/operations/house.ts'
import { randomIds } from '../../src/operations/id-source.ts'
import { operations } from '../../src/operations/index.ts'
import { perform } from '../../src/operations/perform.ts'
import { UsageMeter } from '../../src/operations/usage/usage-meter.ts'
import { FileBlobStore } from '../../src/store/blobs/file-blob-store.ts'
import { openStore } from '../../src/store/open.ts'
import { createSealer, secretKeyBytes } from '../../src/store/secrets.ts'
import { median } from '../measure.ts'
import { heading, report } from '../report.ts'

type Listing = Parameters<(typeof operations)['user.list']['run']>[0]

const sizes = [1000, 100_000] as const
const pageSize = 50
const rounds = 9

/** Measures what one page of the list of users costs, in a small account and in a large one. */
export async function measureUsers(): Promise<void> {
  heading(`pages of ${pageSize} users, by the operation itself on SQLite: ${sizes.join(' and ')} users`)
  const pagesOf = (size: number): readonly (readonly [string, Listing])[] => {
    const page = { number: 1, size: pageSize }
    const last = { number: size / pageSize, size: pageSize }
    const order = (by: Listing['order']['by']) => ({ order: { by, isDescending: true }, page })
    return [
      ['the first page, newest first', order('created_at')],
      ['the last page', { ...order('created_at'), page: last }],
      ['the first page by name', order('name')],
      ['the first page by state', order('status')],
      ['the first page by last sign-in', order('activity')],
      ['the first page by access bundle', order('role')],
      ['who is called something rare', { ...order('name'), prefix: 'person 77' }],
      ['who may enter one environment', { ...order('created_at'), environmentId: 'e1' }],
    ]
  }
  const msByPage = new Map<string, number[]>()
  for (const size of sizes) {
    const given = await givenUsers(size)
    try {
      for (const [what, listing] of pagesOf(size)) {
        msByPage.set(what, [...(msByPage.get(what) ?? []), await measure(given, listing)])
      }
      const members = await measureGroup(given)
      msByPage.set('a page of a group of everybody', [
        ...(msByPage.get('a page of a group of everybody') ?? []),
        members,
      ])
    } finally {
      await given.house.store.close()
    }
  }
  for (const [what, [few = 0, many = 0]] of msByPage) {
    const figure = `${few.toFixed(1)} ms of 1,000, ${many.toFixed(1)} ms of 100,000`
    report({ what, figure, goal: '', isMet: null, values: { fewMs: few, manyMs: many } })
  }
}

interface Given {
  readonly house: House
  readonly accountId: Ids.AccountId
}

const caller = ({ accountId }: Given) =>
  ({ accountId, by: { type: 'account_key', id: Ids.accountKeyId('K') }, requestId: null }) as const

async function timed(work: () => Promise<unknown>): Promise<number> {
  const all: number[] = []
  await work()
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    await work()
    all.push(performance.now() - startedAt)
  }
  return median(all)
}

const measure = (given: Given, listing: Listing): Promise<number> =>
  timed(() => perform(given.house, caller(given), operations['user.list'], listing))

const measureGroup = (given: Given): Promise<number> =>
  timed(() =>
    perform(given.house, caller(given), operations['group.get'], {
      groupId: 'everybody',
      page: { number: 3, size: pageSize },
    }),
  )

/** An account whose users have a bundle, a group and environments of their own; a master key asks. */
async function givenUsers(count: number): Promise<Given> {
  const store = await openStore({ temporary: true })
  const house: House = {
    ...{ store, accounts: new Accounts(store, () => 0), sealer: createSealer(Buffer.alloc(secretKeyBytes, 1)) },
    ...{ clock: () => Date.now(), ids: randomIds, usage: new UsageMeter(store), onRefusal: () => undefined },
    blobs: new FileBlobStore(join(tmpdir(), 'rolecall-bench-blobs')),
  }
  const key = { name: 'master', key: 'K', secret: 's', roles: ['cld::role::account::master_admin'] }
  const file = {
    account: { id: 'a', name: 'A', plan: 'enterprise', management_keys: [key] },
    environments: [{ id: 'e1', cloud_name: 'one', name: 'One' }],
  }
  const read = readBootstrap(file, { catalogue: systemCatalogue, ids: randomIds, at: 1 })
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  await applyBootstrap(house, read.draft)
  const accountId = Ids.accountId('a')
  for (let start = 0; start < count; start += batch)
    await putUsers(store, accountId, start, Math.min(count, start + batch))
  return { house, accountId }
}

const batch = 1000
const attribution: Attribution = { by: { type: 'operator', id: 'bench' }, operation: 'bench', requestId: null, at: 1 }

async function putUsers(store: Store, accountId: Ids.AccountId, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, at) => from + at)
  const ids = numbers.map((number) => Ids.userId(`u${String((number * 7919) % 1_000_003).padStart(7, '0')}`))
  const stamp = (at: number) => ({ accountId, createdAt: at, updatedAt: at })
  const groupId = Ids.groupId('everybody')
  await store.transact(accountId, attribution, async (transaction) => {
    if (from === 0) await transaction.put('group', { ...stamp(1), id: groupId, name: 'Everybody' })
    await transaction.putAll(
      'user',
      numbers.map((number, at) => ({
        ...{
          ...stamp(number),
          id: ids[at] ?? Ids.userId(''),
          name: `Person ${number}`,
          email: `p${number}@example.com`,
        },
        ...{ isEnabled: number % 10 !== 0, isPending: number % 7 === 0, hasAllEnvironments: number % 3 === 0 },
      })),
    )
    await transaction.putAll(
      'membership',
      ids.map((userId) => ({ accountId, groupId, userId, createdAt: 1 })),
    )
    await transaction.putAll(
      'environment_access',
      ids
        .filter((_, at) => at % 3 === 1)
        .map((userId) => ({ ...stamp(1), userId, environmentId: Ids.environmentId('e1') })),
    )
    await transaction.putAll(
      'assignment',
      ids.map((id, at) => ({
        ...{ ...stamp(1), id: Ids.assignmentId(`b${from + at}`), principal: { type: 'user' as const, id } },
        roleId: Ids.roleId(at % 2 === 0 ? 'cld::role::prodenv::ml_user' : 'cld::role::prodenv::ml_admin'),
        ...{ reach: { type: 'environment' as const, environmentId: 'all' as const }, parameter: null, expiresAt: null },
      })),
    )
  })
  for (const id of ids.filter((_, at) => at % 50 === 0)) await store.noteLogin({ accountId, id }, 1000 + from)
}

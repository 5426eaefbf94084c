import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { folderId, userId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { Accounts } from '../../src/operations/accounts.ts'
import { applyBootstrap } from '../../src/operations/bootstrap/apply-bootstrap.ts'
import { readBootstrap } from '../../src/operations/bootstrap/read-bootstrap.ts'
import type { House } from '../../src/operations/house.ts'
import { randomIds } from '../../src/operations/id-source.ts'
import { operations } from '../../src/operations/index.ts'
import { perform } from '../../src/operations/perform.ts'
import { UsageMeter } from '../../src/operations/usage/usage-meter.ts'
import { FileBlobStore } from '../../src/store/blobs/file-blob-store.ts'
import { openStore, type StorePlace } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createSealer, secretKeyBytes } from '../../src/store/secrets.ts'
import { median } from '../measure.ts'
import { heading, report, reportRatio } from '../report.ts'
import { accountId, assetsOf, environmentId, treeOf, type Tree } from '../workload/assets.ts'
import { givenBuiltLibrary } from '../workload/built-library.ts'

const pageSize = 50
const rounds = 15
const goal = { atMost: 3 }

const master: Principal = { type: 'account_key', id: 'K' as never }
const reader: Principal = { type: 'user', id: userId('reader') }

/** Measures pages of a large library, for somebody with roles on 50 folders beside a Master Admin, and moves of folders. */
export async function measureAssets(assets: number): Promise<void> {
  const tree = treeOf(assets)
  for (const database of ['SQLite', 'PostgreSQL'] as const) {
    const { total } = assetsOf(tree)
    heading(
      `${database}: pages of ${pageSize} of ${total} assets in ${tree.folders.length} folders, roles on 50 of them`,
    )
    const startedAt = performance.now()
    const say = (what: string): void =>
      console.log(`  ${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what}`)
    const found = async (place: StorePlace): Promise<void> => {
      const { store } = await givenHouse(place, tree)
      await store.close()
    }
    const { place, end } = await givenBuiltLibrary(database, { tree, found, say })
    await measureOn(place, tree)
    await end()
  }
}

async function measureOn(place: StorePlace, tree: Tree): Promise<void> {
  const house = houseOn(await openStore(place))
  try {
    await measurePages(house, tree)
    await measureMove(house, tree, 'dynamic')
    await measureMove(house, tree, 'fixed')
  } finally {
    await house.store.close()
  }
}

const as = (by: Principal) => ({ accountId, by, requestId: null }) as const

type Ask = (house: House, by: Principal) => Promise<{ readonly assets: readonly unknown[] }>

const asking =
  (filter: { folder?: string; expression?: string }): Ask =>
  async (house, by) => {
    if (filter.expression !== undefined) {
      const input = { environmentId, expression: filter.expression, order: [], aggregate: [], limit: pageSize }
      return (await perform(house, as(by), operations['asset.search'], { ...input, cursor: null })).output
    }
    const choice =
      filter.folder === undefined ? ({ by: 'all' } as const) : { by: 'folder' as const, path: filter.folder }
    const input = { environmentId, resourceKind: null, delivery: null, choice, startAt: null, counts: false }
    const order = { by: 'created_at', isDescending: true } as const
    const listed = { ...input, order, limit: pageSize, cursor: null }
    return (await perform(house, as(by), operations['asset.list'], listed)).output
  }

async function measurePages(house: House, tree: Tree): Promise<void> {
  const folder = tree.pathOf(tree.roleFolders.at(-1) ?? '')
  const questions: readonly (readonly [string, Ask])[] = [
    ['the assets I may see', asking({})],
    ["a folder's assets", asking({ folder })],
    ['a search for a common tag', asking({ expression: 'tags=common' })],
    ['a search for a rare word', asking({ expression: 'rare7' })],
    ['a search by size in a folder and beneath', asking({ expression: `folder:"${folder}"* AND bytes>1kb` })],
  ]
  for (const [what, ask] of questions) {
    const times: { readonly theirs: number[]; readonly mine: number[] } = { theirs: [], mine: [] }
    let [seen, all] = [0, 0]
    for (let round = -2; round < rounds; round++) {
      const theirs = await timed(async () => {
        all = (await ask(house, master)).assets.length
      })
      const mine = await timed(async () => {
        seen = (await ask(house, reader)).assets.length
      })
      if (round < 0) continue
      times.theirs.push(theirs)
      times.mine.push(mine)
    }
    const [theirMs, myMs] = [median(times.theirs), median(times.mine)]
    const figure = `${theirMs.toFixed(1)} ms for a Master Admin (${all}), ${myMs.toFixed(1)} ms (${seen})`
    report({ what, figure, goal: '', isMet: null, values: { masterMs: theirMs, readerMs: myMs, seen } })
    reportRatio(`  ${what}: times what it takes for a Master Admin`, myMs / theirMs, goal)
  }
}

/** Moves a whole top folder, and asks all the while about an asset in it whose answer the move must turn. */
async function measureMove(house: House, tree: Tree, mode: 'dynamic' | 'fixed'): Promise<void> {
  const [from, into, holder] =
    mode === 'dynamic' ? (['t0', 't1', 'viewer-t1'] as const) : (['t2', 't3', 'viewer-t3'] as const)
  await house.store.transact(accountId, attribution, (transaction) =>
    transaction.put('library_settings', {
      ...{ accountId, environmentId, folderMode: mode, keepsBackups: false, createdAt: 1, updatedAt: 1 },
    }),
  )
  const engine = await house.accounts.engineOf(accountId)
  const request = {
    principal: { type: 'user', id: userId(holder) } as const,
    action: 'read',
    resource: { type: 'Asset', within: folderId(tree.deepestUnder(from)) } as const,
    scope: { type: 'environment', environmentId } as const,
    at: Date.now(),
  }
  const outcomes: string[] = [engine.decide(request).outcome]
  const moving = { isDone: false }
  const polling = (async () => {
    while (!moving.isDone) {
      outcomes.push(engine.decide(request).outcome)
      await sleep(1)
    }
  })()
  const input = { environmentId, from, to: `${into}/${from}`, assetLimit: null }
  let assets = 0
  const ms = await timed(async () => {
    assets = (await perform(house, as(master), operations['folder.move'], input)).output.assets
  })
  moving.isDone = true
  await polling
  outcomes.push(engine.decide(request).outcome)
  const turned = outcomes.findIndex((one) => one === 'allow')
  const isRight = turned > 0 && outcomes.every((one, position) => one === (position < turned ? 'deny' : 'allow'))
  report({
    what: `moving a folder with ${assets} assets beneath, ${mode} folders`,
    figure: `${(ms / 1000).toFixed(2)} s; ${outcomes.length} decisions meanwhile, ${isRight ? 'all right' : 'NOT ALL RIGHT'}`,
    goal: '<= 10 s, all right',
    isMet: ms <= 10_000 && isRight,
    values: { ms, assets, decisions: outcomes.length, isRight: isRight ? 1 : 0 },
  })
}

const attribution = { by: { type: 'operator', id: 'bench' }, operation: 'bench', requestId: null, at: 1 } as const

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

const houseOn = (store: Store): House => ({
  ...{ store, accounts: new Accounts(store, () => 0), sealer: createSealer(Buffer.alloc(secretKeyBytes, 1)) },
  ...{ clock: () => Date.now(), ids: randomIds, usage: new UsageMeter(store), onRefusal: () => undefined },
  blobs: new FileBlobStore(join(tmpdir(), 'rolecall-bench-blobs')),
})

/** A new store with an account, its folders and the people who hold roles on them. */
async function givenHouse(place: StorePlace, tree: Tree): Promise<House> {
  const store = await openStore(place)
  const house = houseOn(store)
  const roles = ['cld::role::account::master_admin', { role: 'cld::role::prodenv::master_admin', environment: 'all' }]
  const key = { name: 'master', key: 'K', secret: 's', roles }
  const file = {
    account: { id: accountId, name: 'A', plan: 'enterprise', management_keys: [key] },
    environments: [{ id: environmentId, cloud_name: 'one', name: 'One' }],
  }
  const read = readBootstrap(file, { catalogue: systemCatalogue, ids: randomIds, at: 1 })
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  await applyBootstrap(house, read.draft)
  await store.transact(accountId, attribution, async (transaction) => {
    await transaction.putAll('folder', tree.folders)
    await transaction.putAll('user', tree.users)
    await transaction.putAll('assignment', tree.assignments)
  })
  return house
}

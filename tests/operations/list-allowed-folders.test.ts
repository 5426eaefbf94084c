import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folderId, roleId, type FolderId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { assigning, store } from '../given/assigning.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

type Input = InputOf<'decision.list-folders'>

const usual = {
  action: 'read',
  resourceType: 'Folder',
  environmentId: 'env-demo',
  cursor: null,
  limit: 100,
  atLeastRevision: null,
} as const

/** Numbers from 0 to 1 that only depend on a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!

/** Adds a random tree to the environment `demo`. */
async function growFolders(acme: GivenHouse, random: () => number, count: number): Promise<readonly FolderId[]> {
  const base = { accountId: acme.account.id, environmentId: acme.environment('demo'), createdAt: 1, updatedAt: 1 }
  const ids: FolderId[] = []
  await acme.change(async (transaction) => {
    for (let number = 0; number < count; number++) {
      const id = folderId(`f${Math.floor(random() * 1e9)}-${number}`)
      const parentId = random() < 0.15 ? null : (ids[Math.floor(random() * ids.length)] ?? null)
      await transaction.put('folder', { ...base, id, parentId, name: `n${number}` })
      ids.push(id)
    }
  })
  return ids
}

const roles = [
  'folder::viewer',
  'folder::contributor',
  'folder::editor',
  'folder::manager',
  'prodenv::ml_user',
  'prodenv::ml_admin',
]

async function assignAtRandom(acme: GivenHouse, random: () => number, who: string, ids: readonly FolderId[]) {
  for (let number = 0; number < 5; number++) {
    const role = systemRole(pick(random, random() < 0.9 ? roles.slice(0, 5) : roles))
    const named = assigning(acme, who, role, { in: random() < 0.5 ? 'demo' : 'all' })
    const parameters = role.includes('::folder::') ? { folder_id: pick(random, ids) } : null
    const end = random() < 0.3 ? acme.clock.now + (random() < 0.5 ? 0 : 1) : null
    await store(acme, { ...named, parameters }, end).catch(() => undefined)
  }
}

async function policyAtRandom(acme: GivenHouse, random: () => number, ids: readonly FolderId[]): Promise<void> {
  const effect = random() < 0.6 ? 'forbid' : 'permit'
  const who = pick(random, [
    'principal',
    `principal == Cloudinary::User::"${acme.principal('Vera').id}"`,
    `principal in Cloudinary::Group::"${acme.principal('Creative').id}"`,
  ])
  const action = pick(random, [
    'action',
    'action == Cloudinary::Action::"read"',
    'action == Cloudinary::Action::"create"',
  ])
  const type = pick(random, ['Folder', 'Asset'])
  const under = `resource.ancestor_ids.contains("${pick(random, ids)}")`
  const conditions = [
    `when { ${under} }`,
    ...(type === 'Folder'
      ? [`when { resource.name like "n*${Math.floor(random() * 10)}" }`, `when { ${under} && resource.name != "n3" }`]
      : []),
    ...(type === 'Asset' ? [`when { resource.public }`] : []),
    `unless { ${under} }`,
  ]
  const one =
    random() < 0.2 && type === 'Folder'
      ? `resource == Cloudinary::Folder::"${pick(random, ids)}"`
      : `resource is Cloudinary::${type}`
  const statement = `${effect}(${who}, ${action}, ${one}) ${pick(random, conditions)};`
  const policy = {
    name: 'p',
    description: null,
    level: 'environment',
    environmentId: pick(random, ['env-demo', 'all']),
    statement,
    isEnabled: true,
  } as const
  await acme.perform('operator', 'custom-policy.create', policy).catch(() => undefined)
}

/** The folders of `demo` for which a decision allows, one question each. */
async function bruteForce(acme: GivenHouse, input: Input): Promise<ReadonlySet<string>> {
  const folders = (await acme.house.store.list('folder', acme.account.id)).filter(
    ({ environmentId }) => environmentId === 'env-demo',
  )
  const isItself = input.resourceType === 'Folder' && input.action !== 'create'
  const questions = folders.map(({ id }) => ({
    principal: input.principal,
    action: input.action,
    resource: isItself ? { type: 'Folder', id } : { type: input.resourceType, within: id },
    scope: { type: 'environment', environmentId: 'env-demo' as never } as const,
  }))
  const { decisions } = await acme.perform('operator', 'decision.make', { questions, atLeastRevision: null })
  return new Set(folders.filter((_, position) => decisions[position]?.outcome === 'allow').map(({ id }) => id))
}

async function listWhole(acme: GivenHouse, input: Input) {
  const pages: OutputOf<'decision.list-folders'>[] = []
  for (let cursor: string | null = null; ;) {
    const page: OutputOf<'decision.list-folders'> = await acme.perform('operator', 'decision.list-folders', {
      ...input,
      cursor,
    })
    pages.push(page)
    cursor = page.nextCursor
    if (cursor === null) return pages
  }
}

const questionsOf = (principals: readonly Principal[]): readonly Input[] =>
  principals.flatMap((principal) =>
    (['read', 'create', 'update'] as const).flatMap((action) =>
      (['Folder', 'Asset'] as const).map((resourceType): Input => ({ ...usual, principal, action, resourceType })),
    ),
  )

for (const seed of [11, 12, 13, 14, 15, 16]) {
  test(`the folders listed are exactly those that decisions allow, at every page size (seed ${seed})`, async (t) => {
    const random = randomFrom(seed)
    const acme = await givenAcme({ test: t })
    const ids = await growFolders(acme, random, 60)
    for (const who of ['Vera', 'Creative', 'bare', 'nobody']) await assignAtRandom(acme, random, who, ids)
    for (let number = 0; number < seed - 11; number++) await policyAtRandom(acme, random, ids)
    let allowed = 0
    for (const input of questionsOf(
      ['Vera', 'Creative', 'bare', 'nobody', 'root', 'Otto'].map((name) => acme.principal(name)),
    )) {
      const expected = await bruteForce(acme, input)
      allowed += expected.size
      const order = (await listWhole(acme, input)).flatMap(({ folders }) => folders.map(({ id }) => id))
      assert.deepEqual(new Set(order), expected)
      assert.equal(order.length, expected.size)
      for (let limit = 1; limit <= 7; limit++) {
        const pages = await listWhole(acme, { ...input, limit })
        assert.deepEqual(
          pages.flatMap(({ folders }) => folders.map(({ id }) => id)),
          order,
        )
        assert.ok(
          pages.every(
            ({ folders, total }, position) =>
              total === expected.size && (folders.length === limit || position === pages.length - 1),
          ),
        )
      }
    }
    assert.ok(allowed > 100, `${allowed} folders allowed`)
  })
}

test('a listed folder comes with its name and parent, after what it lies in', async (t) => {
  const acme = await givenAcme({ test: t })
  const list = await acme.perform('Vera', 'decision.list-folders', { ...usual, principal: acme.principal('Vera') })
  const brand = acme.folder('demo:brand')
  assert.deepEqual(list, {
    folders: [
      { id: brand, name: 'brand', parentId: null },
      { id: acme.folder('demo:brand/logos'), name: 'logos', parentId: brand },
    ],
    nextCursor: null,
    total: 2,
  })
})

test('a list goes on where it was, though the folder it ended with is gone or lies elsewhere', async (t) => {
  const acme = await givenAcme({ test: t })
  await growFolders(acme, randomFrom(21), 20)
  const input = { ...usual, principal: acme.principal('root') }
  const whole = (await listWhole(acme, input)).flatMap(({ folders }) => folders)
  const leaf = whole.findIndex(({ id }, position) => position > 3 && !whole.some(({ parentId }) => parentId === id))
  const { nextCursor } = await acme.perform('operator', 'decision.list-folders', { ...input, limit: leaf + 1 })
  const rest = whole.slice(leaf + 1).map(({ id }) => id)
  const record = await acme.house.store.find('folder', {
    accountId: acme.account.id,
    id: whole[leaf]?.id ?? folderId(''),
  })
  assert.ok(record !== undefined)
  await acme.change((transaction) => transaction.delete('folder', record))
  assert.deepEqual(await listFrom(acme, { ...input, cursor: nextCursor }), rest)
  // Moved to the end, what is left behind it is what follows there.
  const moved = { ...record, id: folderId('moved'), parentId: whole.at(-1)?.id ?? null }
  await acme.change((transaction) => transaction.put('folder', moved))
  assert.deepEqual(await listFrom(acme, { ...input, cursor: nextCursor }), [...rest, 'moved'])
})

async function listFrom(acme: GivenHouse, input: Input): Promise<readonly string[]> {
  const page = await acme.perform('operator', 'decision.list-folders', input)
  const ids = page.folders.map(({ id }) => id)
  return page.nextCursor === null ? ids : [...ids, ...(await listFrom(acme, { ...input, cursor: page.nextCursor }))]
}

test('a cursor tells nothing, and none but ours of this account is taken', async (t) => {
  const acme = await givenAcme({ test: t })
  const other = await givenAcme({ test: t }, { account: { id: 'other' } })
  const input = { ...usual, principal: acme.principal('root'), limit: 1 }
  const { nextCursor } = await acme.perform('operator', 'decision.list-folders', input)
  const { nextCursor: others } = await other.perform('operator', 'decision.list-folders', {
    ...input,
    principal: other.principal('root'),
  })
  const opened = Buffer.from(nextCursor ?? '', 'base64url').toString()
  assert.doesNotMatch(opened, new RegExp(acme.folder('demo:brand')))
  for (const cursor of [
    '',
    'x',
    others ?? '',
    (nextCursor ?? '').slice(0, -4),
    Buffer.from('["f","3"]').toString('base64url'),
  ]) {
    const refusal = { code: 'invalid_fields', fields: [{ name: 'cursor', value: cursor }] } as const
    await assertRefused(acme, 'operator', 'decision.list-folders', { ...input, cursor }, refusal)
  }
})

test('in an environment that is unknown, closed or not one’s own there is nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  const empty = { folders: [], nextCursor: null, total: 0 }
  for (const environmentId of ['nope', 'env-live', 'all', '']) {
    const input = { ...usual, environmentId, principal: acme.principal('Vera') }
    assert.deepEqual(await acme.perform('Vera', 'decision.list-folders', input), empty)
  }
})

test('an assignment of a role that is gone lists nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  await store(acme, { ...assigning(acme, 'Otto', 'gone', { in: 'demo' }), roleId: roleId('gone') })
  const input = { ...usual, principal: acme.principal('Otto') }
  assert.equal((await acme.perform('Otto', 'decision.list-folders', input)).total, 0)
})

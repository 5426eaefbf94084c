import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { accountId, customPolicyId } from '../../src/domain/ids.ts'
import { Accounts, staleAfterMs } from '../../src/operations/accounts.ts'
import type { Store } from '../../src/store/store.ts'
import { AccountUnknown, StoreUnavailable } from '../../src/store/errors.ts'
import { givenAcme } from '../given/acme.ts'
import { refusalOf } from '../given/refusals.ts'
import { gone, troubled, type Trouble } from '../given/trouble.ts'

const acme = accountId('acme')

test('whoever asks while an account is loaded waits for the same engine', async (t) => {
  const { house } = await givenAcme({ test: t })
  let loads = 0
  const accounts = new Accounts(
    troubled(house.store, {
      load: async () => {
        loads++
      },
    }),
    () => 0,
  )
  const engines = await Promise.all(Array.from({ length: 20 }, () => accounts.engineOf(acme)))
  assert.deepEqual([new Set(engines).size, loads], [1, 1])
})

test('an account or a catalogue that could not be loaded is loaded when it is asked for again', async (t) => {
  const { house } = await givenAcme({ test: t })
  for (const name of ['load', 'findCatalogue', 'installationRevision', 'changesAfter'] as const) {
    const trouble: Trouble = { [name]: gone }
    const accounts = new Accounts(troubled(house.store, trouble), () => 0)
    await assert.rejects(accounts.engineOf(acme), StoreUnavailable, name)
    await accounts.follow().catch(() => undefined)
    trouble[name] = undefined
    assert.equal((await accounts.engineOf(acme)).snapshot.account?.name, 'Acme')
  }
  const accounts = new Accounts(house.store, () => 0)
  await assert.rejects(accounts.engineOf(accountId('nope')), AccountUnknown)
  await accounts.follow()
})

test('what is written while an account is loaded is in the engine', async (t) => {
  const given = await givenAcme({ test: t })
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const trouble: Trouble = { changesAfter: () => promise }
  const accounts = new Accounts(troubled(given.house.store, trouble), () => 0)
  const loading = accounts.engineOf(acme)
  await given.change((transaction) => transaction.put('account', { ...given.account, name: 'Later' }))
  resolve(undefined)
  assert.equal((await loading).snapshot.account?.name, 'Later')
})

test('a load that another catalogue overtakes is begun anew', async (t) => {
  const given = await givenAcme({ test: t })
  const { promise, resolve } = Promise.withResolvers<undefined>()
  let isFirst = true
  const trouble = {
    load: async () => {
      if (isFirst) await promise
      isFirst = false
    },
  }
  const accounts = new Accounts(troubled(given.house.store, trouble), () => 0)
  const loading = accounts.engineOf(acme)
  await accounts.catalogue()
  await given.house.store.replaceCatalogue({ ...systemCatalogue, roles: systemCatalogue.roles.slice(0, 8) })
  await accounts.follow()
  resolve(undefined)
  assert.equal((await loading).snapshot.catalogue.roles.length, 8)
  assert.equal((await accounts.engineOf(acme)).snapshot.catalogue.roles.length, 8)
})

test('a node that could not follow for too long refuses to answer, and answers again when it can', async (t) => {
  const { house } = await givenAcme({ test: t })
  const trouble: Trouble = {}
  let now = 0
  const accounts = new Accounts(troubled(house.store, trouble), () => now)
  await accounts.engineOf(acme)
  trouble.revisions = gone
  now = staleAfterMs
  await accounts.engineOf(acme)
  now = staleAfterMs + 1
  for (const attempt of [accounts.engineOf(acme), accounts.atLeast(acme, 0), accounts.exactly(acme, 1)]) {
    assert.equal((await refusalOf(attempt)).code, 'unavailable')
  }
  await assert.rejects(accounts.follow(), StoreUnavailable)
  trouble.revisions = undefined
  assert.equal((await accounts.engineOf(acme)).revision, 1)
  now += staleAfterMs
  await accounts.engineOf(acme)
})

test('a look that takes too long leaves the node out of step', async (t) => {
  const { house } = await givenAcme({ test: t })
  let now = 0
  const slow = async (): Promise<void> => void (now += staleAfterMs + 1)
  const accounts = new Accounts(troubled(house.store, { revisions: slow }), () => now)
  now = staleAfterMs + 1
  assert.equal((await refusalOf(accounts.engineOf(acme))).code, 'unavailable')
})

test('an account that can not be followed keeps no other from it, and is loaded anew', async (t) => {
  const given = await givenAcme({ test: t })
  const { store } = given.house
  const base = {
    accountId: accountId('broken'),
    by: { type: 'operator', id: 't' },
    operation: 't',
    requestId: null,
    at: 0,
  } as const
  await store.createAccount({ ...given.account, id: accountId('broken') }, base, async () => undefined)
  const accounts = new Accounts(store, () => 0)
  const [broken] = await Promise.all([accounts.engineOf(accountId('broken')), accounts.engineOf(acme)])
  await store.transact(accountId('broken'), base, (transaction) =>
    transaction.put('custom_policy', {
      ...{
        id: customPolicyId('p'),
        accountId: accountId('broken'),
        name: 'p',
        description: null,
        reach: { type: 'account' },
      },
      ...{ statement: 'no Cedar at all', isEnabled: true, createdAt: 0, updatedAt: 0 },
    }),
  )
  await given.change((transaction) => transaction.put('account', { ...given.account, name: 'Later' }))
  await accounts.follow()
  assert.equal((await accounts.engineOf(acme)).snapshot.account?.name, 'Later')
  await assert.rejects(accounts.engineOf(accountId('broken')), SyntaxError)
  assert.equal(broken.revision, 1)
})

test('an engine that knows what the store has never heard of is forgotten, as after a backup was restored', async (t) => {
  const given = await givenAcme({ test: t })
  const { store } = given.house
  const changes = [{ noun: 'account', before: given.account, after: { ...given.account, name: 'Never' } }] as const
  const ahead = {
    accountId: acme,
    revision: 2,
    at: 0,
    by: { type: 'operator', id: 't' },
    operation: 't',
    requestId: null,
    changes,
  } as const
  for (const use of ['follow', 'exactly'] as const) {
    const accounts = new Accounts(store, () => 0)
    await accounts.engineOf(acme)
    await accounts.applied(ahead)
    assert.equal((await accounts.engineOf(acme)).snapshot.account?.name, 'Never')
    await (use === 'follow' ? accounts.follow() : accounts.exactly(acme, 1))
    assert.equal((await accounts.engineOf(acme)).snapshot.account?.name, 'Acme')
  }
})

test('an account that vanished is followed no more', async (t) => {
  const given = await givenAcme({ test: t })
  let isGone = false
  const store = new Proxy(given.house.store, {
    get: (target, name: keyof Store) =>
      name === 'revisions' && isGone ? async () => new Map() : (Reflect.get(target, name) as unknown),
  })
  const accounts = new Accounts(store, () => 0)
  const before = await accounts.engineOf(acme)
  isGone = true
  await accounts.follow()
  isGone = false
  assert.notEqual(await accounts.engineOf(acme), before)
})

test('what was written counts as written though this node can’t take it over', async (t) => {
  const given = await givenAcme({ test: t })
  const before = await given.engine()
  const after = { noun: 'custom_policy', before: null, after: { statement: '(', isEnabled: true, id: 'p' } } as never
  const entry = {
    accountId: acme,
    revision: before.revision + 1,
    at: 0,
    by: { type: 'operator', id: 't' },
    operation: 't',
    requestId: null,
    changes: [after],
  } as const
  await given.house.accounts.applied(entry)
  assert.notEqual(await given.engine(), before)
})

test('each look begins after it was asked for', async (t) => {
  const given = await givenAcme({ test: t })
  const { promise, resolve } = Promise.withResolvers<undefined>()
  let looks = 0
  const hold = async (): Promise<void> => {
    looks++
    if (looks === 1) await promise
  }
  const accounts = new Accounts(troubled(given.house.store, { revisions: hold }), () => 0)
  await accounts.engineOf(acme)
  const first = accounts.follow()
  while (looks === 0) await new Promise((done) => setImmediate(done))
  await given.house.store.transact(
    acme,
    { by: { type: 'operator', id: 't' }, operation: 't', requestId: null, at: 0 },
    (transaction) => transaction.put('account', { ...given.account, name: 'Later' }),
  )
  const others = [accounts.follow(), accounts.follow()]
  resolve(undefined)
  await Promise.all([first, ...others])
  assert.equal(looks, 2)
  assert.equal((await accounts.engineOf(acme)).snapshot.account?.name, 'Later')
})

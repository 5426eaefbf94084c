// Nobody gives, by any route, what they don't hold (settled decision 4; field classes 1, 4, 5, 6).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permissionId, roleId } from '../../src/domain/ids.ts'
import { permission, systemRole } from '../given/acme.ts'
import { assigning, removing, store } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import { refusalOf } from '../given/refusals.ts'
import { assertGivesTooMuch, give, givenPeople } from './giving.ts'

const mlUser = systemRole('prodenv::ml_user')
const viewer = systemRole('folder::viewer')

test('an account’s Admin gives exactly the system roles whose permissions it holds', async (t) => {
  const acme = await givenPeople(t)
  const { catalogue } = (await acme.engine()).snapshot
  const where = { global: {}, folder: { folder: 'demo:brand' }, collection: { collection: 'demo:Launch' } }
  const given: string[] = []
  for (const { id, level, kind } of catalogue.roles) {
    const named = assigning(acme, 'Otto', id, level === 'account' ? {} : { in: 'demo', ...where[kind] })
    const refusal = await give(acme, 'Ada', named).then(
      () => null,
      (error: unknown) => refusalOf(Promise.reject(error as Error)),
    )
    if (refusal === null) given.push(id)
    else assert.ok((refusal.denial?.lacks.length ?? 0) > 0, id)
  }
  // By her group she enters the Media Library everywhere.
  assert.deepEqual(given, [...['admin', 'tech_admin', 'reports'].map((name) => systemRole(`account::${name}`)), mlUser])
})

test('a denial names every capability that would be given, of which permission, and where', async (t) => {
  const acme = await givenPeople(t)
  const named = assigning(acme, 'Otto', systemRole('prodenv::billing'), { in: 'live' })
  const { denial } = await refusalOf(give(acme, 'Ada', named))
  assert.deepEqual(denial?.lacks[0]?.on, 'cld::global::reports::usage::view')
  assert.deepEqual(denial.lacks.map(({ permissionId: id, reach, parameter }) => ({ id, reach, parameter }))[0], {
    id: permission('global::reports::usage::view'),
    reach: { type: 'environment', environmentId: 'env-live' },
    parameter: null,
  })
})

test('the side door of a group: a role for one’s own group is a role for oneself', async (t) => {
  const acme = await givenPeople(t)
  await assertGivesTooMuch(acme, () => give(acme, 'Ada', assigning(acme, 'Creative', systemRole('account::billing'))))
  await assertGivesTooMuch(acme, () =>
    give(acme, 'Ada', assigning(acme, 'Creative', viewer, { in: 'demo', folder: 'demo:brand' })),
  )
  await give(acme, 'Ada', assigning(acme, 'Creative', systemRole('account::reports')))
})

test('nobody makes an account’s Master Admin who isn’t one', async (t) => {
  const acme = await givenPeople(t)
  const master = systemRole('account::master_admin')
  for (const who of ['Ada', 'Otto', 'Creative', 'Idle']) {
    await assertGivesTooMuch(acme, () => give(acme, 'Ada', assigning(acme, who, master)))
  }
  const key = await givenKey(acme, { account: ['account_management_keys::manage'] })
  await assertGivesTooMuch(acme, () => give(acme, key, assigning(acme, key, master)))
  await assertGivesTooMuch(acme, () => give(acme, key, assigning(acme, 'nobody', master)))
  await give(acme, 'master', assigning(acme, 'Ada', master))
})

test('in a batch one thing too much stops all', async (t) => {
  const acme = await givenPeople(t)
  const fine = assigning(acme, 'Otto', systemRole('account::reports'))
  await assertGivesTooMuch(acme, () =>
    give(acme, 'Ada', fine, assigning(acme, 'Otto', systemRole('account::billing')), fine),
  )
})

test('who holds a role in one environment gives it there, and not in another nor in all', async (t) => {
  const acme = await givenPeople(t)
  await give(
    acme,
    'master',
    assigning(acme, 'Otto', 'givers'),
    assigning(acme, 'Otto', systemRole('prodenv::admin'), { in: 'demo' }),
  )
  const billing = systemRole('prodenv::billing')
  await give(acme, 'Otto', assigning(acme, 'Max', billing, { in: 'demo' }))
  await assertGivesTooMuch(acme, () => give(acme, 'Otto', assigning(acme, 'Max', billing, { in: 'live' })))
  await assertGivesTooMuch(acme, () => give(acme, 'Otto', assigning(acme, 'Max', billing, { in: 'all' })))
})

test('who may enter only some environments gives nothing for all of them', async (t) => {
  const acme = await givenPeople(t)
  await give(acme, 'master', assigning(acme, 'Max', systemRole('prodenv::admin'), { in: 'all' }))
  const billing = systemRole('prodenv::billing')
  await give(acme, 'Max', assigning(acme, 'Otto', billing, { in: 'demo' }))
  await assertGivesTooMuch(acme, () => give(acme, 'Max', assigning(acme, 'Otto', billing, { in: 'live' })))
  await assertGivesTooMuch(acme, () => give(acme, 'Max', assigning(acme, 'Otto', billing, { in: 'all' })))
})

test('a folder’s Manager gives folder roles on it and beneath, not beside it nor above', async (t) => {
  const acme = await givenPeople(t)
  const on = (folder: string, role = viewer) => assigning(acme, 'Otto', role, { in: 'demo', folder })
  await give(acme, 'Max', on('demo:brand'), on('demo:brand/logos', systemRole('folder::manager')))
  await assertGivesTooMuch(acme, () => give(acme, 'Max', on('demo:campaigns')))
  await assertGivesTooMuch(acme, () => give(acme, 'Max', on('demo:campaigns/summer')))
  await assertGivesTooMuch(acme, () =>
    give(acme, 'Max', assigning(acme, 'Otto', systemRole('prodenv::ml_admin'), { in: 'demo' })),
  )
  const launch = assigning(acme, 'Otto', systemRole('collection::viewer'), { in: 'demo', collection: 'demo:Launch' })
  await assertGivesTooMuch(acme, () => give(acme, 'Max', launch))
  await give(
    acme,
    'master',
    assigning(acme, 'Ada', systemRole('folder::viewer'), { in: 'demo', folder: 'demo:brand/logos' }),
  )
  await assertGivesTooMuch(acme, () => give(acme, 'Ada', on('demo:brand')))
  await give(acme, 'Ada', on('demo:brand/logos'))
})

test('who manages a folder loses what it could give there when the folder moves away', async (t) => {
  const acme = await givenPeople(t)
  const named = assigning(acme, 'Otto', viewer, { in: 'demo', folder: 'demo:brand/logos' })
  await acme.change(async (transaction) => {
    const logos = await transaction.find('folder', { accountId: acme.account.id, id: acme.folder('demo:brand/logos') })
    assert.ok(logos !== undefined)
    await transaction.put('folder', { ...logos, parentId: acme.folder('demo:campaigns') })
  })
  await assertGivesTooMuch(acme, () => give(acme, 'Max', named))
})

test('a content role gives nothing further where the library is closed', async (t) => {
  const acme = await givenPeople(t)
  const named = assigning(acme, 'Otto', viewer, { in: 'demo', folder: 'demo:brand' })
  await acme.perform('master', 'assignment.change', removing(assigning(acme, 'Creative', mlUser, { in: 'all' })))
  await assertGivesTooMuch(acme, () => give(acme, 'Max', named))
})

test('every spelling of a role is held to the same', async (t) => {
  const acme = await givenPeople(t)
  const places = { in: 'demo', folder: 'demo:campaigns' }
  for (const role of ['prodenv::media_library_admin', 'prodenv::technical_admin'].map(systemRole)) {
    await assertGivesTooMuch(acme, () => give(acme, 'Ada', assigning(acme, 'Otto', role, { in: 'demo' })))
  }
  await assertGivesTooMuch(acme, () =>
    give(acme, 'Max', assigning(acme, 'Otto', systemRole('content::folder::viewer'), places)),
  )
})

test('what one holds until now one can’t give any more', async (t) => {
  const acme = await givenPeople(t)
  const held = assigning(acme, 'Max', systemRole('prodenv::admin'), { in: 'demo' })
  await store(acme, held, acme.clock.now + 1000)
  const named = assigning(acme, 'Otto', systemRole('prodenv::billing'), { in: 'demo' })
  acme.clock.now += 999
  await give(acme, 'Max', named)
  await acme.perform('Max', 'assignment.change', removing(named))
  acme.clock.now += 1
  await assertGivesTooMuch(acme, () => give(acme, 'Max', named))
})

test('who is disabled, pending or in a closed account may do nothing', async (t) => {
  const acme = await givenPeople(t)
  const user = await acme.house.store.findUserByEmail(acme.account.id, 'a@x')
  assert.ok(user !== undefined)
  const list = () => acme.perform('Ada', 'role.list', { kinds: ['global'] })
  for (const but of [{ isEnabled: false }, { isPending: true }]) {
    await acme.change((transaction) => transaction.put('user', { ...user, ...but }))
    assert.equal((await refusalOf(list())).code, 'denied')
  }
  await acme.change((transaction) => transaction.put('user', user))
  await list()
  await acme.change((transaction) => transaction.put('account', { ...acme.account, isActive: false }))
  for (const who of ['Ada', 'master']) {
    assert.equal((await refusalOf(acme.perform(who, 'role.list', { kinds: ['global'] }))).code, 'denied')
  }
})

test('a permission under a condition is given by who holds it, and doesn’t do for one without', async (t) => {
  const acme = await givenPeople(t)
  const id = permissionId(permission('global::collections::view'))
  const content = {
    accountId: acme.account.id,
    description: null,
    kind: 'global',
    level: 'environment',
    createdAt: 0,
    updatedAt: 0,
  } as const
  await acme.change((transaction) =>
    transaction.put('role', { ...content, id: roleId('seer'), name: 'Seer', permissionIds: [id] }),
  )
  await give(acme, 'master', assigning(acme, 'Ada', 'seer', { in: 'demo' }))
  await give(acme, 'Ada', assigning(acme, 'Otto', 'seer', { in: 'demo' }))
  await assertGivesTooMuch(acme, () =>
    give(
      acme,
      'Ada',
      assigning(acme, 'Otto', systemRole('collection::viewer'), { in: 'demo', collection: 'demo:Fresh' }),
    ),
  )
})

test('taking away needs nothing of what is taken', async (t) => {
  const acme = await givenPeople(t)
  const all = [
    assigning(acme, 'Otto', systemRole('account::master_admin')),
    assigning(acme, 'Otto', systemRole('prodenv::master_admin'), { in: 'all' }),
    assigning(acme, 'Otto', viewer, { in: 'demo', folder: 'demo:campaigns' }),
  ]
  await give(acme, 'master', ...all)
  await acme.perform('Ada', 'assignment.change', removing(...all))
  assert.deepEqual(
    await acme.house.store.listAssignments(acme.account.id, { principals: [acme.principal('Otto')] }),
    [],
  )
})

test('of folders that one can’t see, an absent one is refused as one that exists', async (t) => {
  const acme = await givenPeople(t)
  const named = (folderId: string) => ({
    ...assigning(acme, 'Otto', viewer, { in: 'demo' }),
    parameters: { folder_id: folderId },
  })
  const campaigns = acme.folder('demo:campaigns')
  const refusals = []
  for (const id of [campaigns, 'nope', acme.folder('live:press')]) {
    const { code, fields, denial } = await refusalOf(give(acme, 'Max', named(id)))
    refusals.push(JSON.stringify({ code, fields, denial }).replaceAll(id, 'the folder'))
    await acme.perform('Max', 'assignment.change', removing(named(id)))
  }
  assert.deepEqual(new Set(refusals).size, 1)
  await give(
    acme,
    'master',
    assigning(acme, 'Otto', 'givers'),
    assigning(acme, 'Otto', systemRole('prodenv::admin'), { in: 'demo' }),
  )
  for (const who of ['master', 'Otto']) {
    assert.equal((await refusalOf(give(acme, who, named('nope')))).code, 'not_found')
    assert.equal((await refusalOf(acme.perform(who, 'assignment.change', removing(named('nope'))))).code, 'not_found')
  }
})

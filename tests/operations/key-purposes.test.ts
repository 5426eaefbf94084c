import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme } from '../given/acme.ts'
import { assertRefused } from '../given/refusals.ts'

const inDemo = { environmentId: 'env-demo', sortBy: 'name', isDescending: false, page: null, pageSize: null } as const

test('a key of an environment has a purpose, which is found by, changed, kept and taken away', async (t) => {
  const acme = await givenAcme({ test: t })
  const create = { environmentId: 'env-demo', name: 'Backup', isEnabled: true, purpose: ' Copies originals ' }
  const { key } = await acme.perform('master', 'api-key.create', create)
  assert.equal(key.purpose, 'Copies originals')
  const named = { environmentId: 'env-demo', keyId: key.id, name: null, isEnabled: null, dedicatedFor: null }
  assert.equal((await acme.perform('master', 'api-key.update', named)).key.purpose, 'Copies originals')
  const changed = await acme.perform('master', 'api-key.update', { ...named, purpose: 'Copies thumbnails' })
  assert.equal(changed.key.purpose, 'Copies thumbnails')
  const found = await acme.perform('master', 'api-key.list', { ...inDemo, text: 'THUMB' })
  assert.deepEqual([found.total, found.keys.map(({ key: { name } }) => name)], [1, ['Backup']])
  const none = await acme.perform('master', 'api-key.update', { ...named, purpose: null })
  assert.equal(none.key.purpose, null)
  await assertRefused(
    acme,
    'master',
    'api-key.update',
    { ...named, purpose: 'x'.repeat(2001) },
    { code: 'invalid_fields', fields: [{ name: 'purpose', value: 'x'.repeat(2001) }] },
  )
})

test('an account management key has a purpose; lists of them are searched and paged', async (t) => {
  const acme = await givenAcme({ test: t })
  const { key } = await acme.perform('master', 'account-key.create', { name: 'Sync', purpose: 'Reads the directory' })
  assert.equal(key.purpose, 'Reads the directory')
  const found = await acme.perform('master', 'account-key.list', { text: 'directory' })
  assert.deepEqual([found.total, found.keys.map((one) => one.key.name)], [1, ['Sync']])
  const page = await acme.perform('master', 'account-key.list', { page: { number: 2, size: 3 } })
  const whole = await acme.perform('master', 'account-key.list', {})
  assert.deepEqual(
    [page.total, page.keys.map((one) => one.key.id)],
    [whole.total, whole.keys.slice(3, 6).map((one) => one.key.id)],
  )
})

test('groups are searched, ordered and paged, and those that are not there are left out', async (t) => {
  const acme = await givenAcme({ test: t })
  const names = async (input: Parameters<typeof list>[0]) => {
    const { groups, total } = await list(input)
    return [total, groups.map(({ group }) => group.name)]
  }
  const list = (input: object) => acme.perform('master', 'group.list-with-roles', input)
  assert.deepEqual(await names({ text: 'CREA' }), [1, ['Creative']])
  assert.deepEqual(await names({ order: { by: 'name', isDescending: true } }), [2, ['Idle', 'Creative']])
  assert.deepEqual(await names({ order: { by: 'members', isDescending: false } }), [2, ['Idle', 'Creative']])
  assert.deepEqual(await names({ order: { by: 'name', isDescending: false }, page: { number: 2, size: 1 } }), [
    2,
    ['Idle'],
  ])
  assert.deepEqual(await names({ ids: [acme.principal('Idle').id, 'none'] }), [1, ['Idle']])
  assert.deepEqual(await names({ ids: [] }), [0, []])
})

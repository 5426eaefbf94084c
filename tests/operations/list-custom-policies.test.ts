import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customPolicyId } from '../../src/domain/ids.ts'
import { givenAcme } from '../given/acme.ts'
import type { GivenHouse, InputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const draft: InputOf<'custom-policy.create'> = {
  name: 'No deleting',
  description: null,
  level: 'environment',
  environmentId: 'env-demo',
  statement: 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset);',
  isEnabled: true,
}

const create = (acme: GivenHouse, but: Partial<typeof draft> = {}) =>
  acme.perform('master', 'custom-policy.create', { ...draft, ...but })

test('policies are listed by scope and by whether they are enabled, in the order they were made', async (t) => {
  const acme = await givenAcme({ test: t })
  const make = async (name: string, but: Partial<typeof draft>) => {
    acme.clock.now += 1
    await create(acme, { name, ...but })
  }
  await make('demo', {})
  await make('all', { environmentId: 'all' })
  await make('live', { environmentId: 'env-live', isEnabled: false })
  await make('account', { level: 'account' })
  const list = async (but: Partial<InputOf<'custom-policy.list'>>) => {
    const input = { level: 'environment', cursor: null, ...but } as const
    return (await acme.perform('master', 'custom-policy.list', input)).policies.map(({ name }) => name)
  }
  assert.deepEqual(await list({ environmentId: 'env-demo' }), ['demo', 'all'])
  assert.deepEqual(await list({ environmentId: 'env-live' }), ['all', 'live'])
  assert.deepEqual(await list({ environmentId: 'env-live', isEnabled: false }), ['live'])
  assert.deepEqual(await list({ environmentId: 'all' }), ['all'])
  assert.deepEqual(await list({ level: 'account' }), ['account'])
  assert.deepEqual(await list({}), ['demo', 'all', 'live'])
  await assertRefused(
    acme,
    'master',
    'custom-policy.list',
    { level: 'environment', environmentId: 'no', cursor: null },
    {
      code: 'not_found',
      fields: [{ name: 'environmentId', value: 'no' }],
    },
  )
})

async function addPolicies(acme: GivenHouse, count: number): Promise<void> {
  const records = Array.from({ length: count }, (_, number) => ({
    id: customPolicyId(`p${String(number).padStart(4, '0')}`),
    accountId: acme.account.id,
    name: `Policy ${number}`,
    description: null,
    reach: { type: 'account' } as const,
    statement: `forbid(principal == Cloudinary::User::"u${number}", action, resource);`,
    isEnabled: true,
    createdAt: 1000 + Math.floor(number / 40),
    updatedAt: 0,
  }))
  await acme.change((transaction) => transaction.putAll('custom_policy', records))
}

async function listIds(acme: GivenHouse, who: string) {
  const pages: (readonly string[])[] = []
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof acme.perform<'custom-policy.list'>>> = await acme.perform(
      who,
      'custom-policy.list',
      {
        level: 'account',
        cursor,
      },
    )
    pages.push(page.policies.map(({ id }) => id))
    cursor = page.nextCursor
    if (cursor === null) return pages
  }
}

test('more policies than fit one answer come page by page, each once', async (t) => {
  const acme = await givenAcme({ test: t })
  await addPolicies(acme, 1100)
  const pages = await listIds(acme, 'master')
  assert.deepEqual(
    pages.map((page) => page.length),
    Array.from({ length: 11 }, () => 100),
  )
  assert.deepEqual(pages.flat(), pages.flat().toSorted())
  assert.equal(new Set(pages.flat()).size, 1100)
})

test('a page goes on where the one before ended, though its last policy is deleted', async (t) => {
  const acme = await givenAcme({ test: t })
  await addPolicies(acme, 130)
  const first = await acme.perform('master', 'custom-policy.list', { level: 'account', cursor: null })
  await acme.perform('master', 'custom-policy.delete', { policyId: 'p0099' })
  const second = await acme.perform('master', 'custom-policy.list', { level: 'account', cursor: first.nextCursor })
  assert.deepEqual([second.policies.length, second.policies[0]?.id, second.nextCursor], [30, 'p0100', null])
})

test('policies that the caller may not read are neither listed nor counted', async (t) => {
  const acme = await givenAcme({ test: t })
  await addPolicies(acme, 201)
  const hidden = Array.from(
    { length: 101 },
    (_, number) => `Cloudinary::CustomPolicy::"p${String(100 + number).padStart(4, '0')}"`,
  )
  const statement =
    'forbid(principal == Cloudinary::ProvisioningKey::"KA", action, resource is Cloudinary::CustomPolicy) ' +
    `when { [${hidden.join(', ')}].contains(resource) };`
  const { id } = await create(acme, { level: 'account', environmentId: null, statement })
  const [first, second] = await listIds(acme, 'admin')
  assert.deepEqual([first?.length, first?.at(-1), second], [100, 'p0099', [id]])
  await acme.perform('master', 'custom-policy.delete', { policyId: id })
  await acme.change((transaction) =>
    transaction.put('custom_policy', {
      ...{ id: customPolicyId('hide'), accountId: acme.account.id, name: 'hide', description: null, statement },
      ...{ reach: { type: 'account' }, isEnabled: true, createdAt: 0, updatedAt: 0 },
    }),
  )
  const [full, ...more] = await listIds(acme, 'admin')
  assert.deepEqual([full?.length, full?.[0], full?.at(-1), more], [100, 'hide', 'p0098', [['p0099']]])
  await assertRefused(
    acme,
    'admin',
    'custom-policy.get',
    { policyId: 'p0150' },
    { code: 'denied', needs: ['read CustomPolicy'] },
  )
})

test('a cursor that no page gave is refused', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const position of [['x', 'y'], ['12'], ['-1', 'p'], [], ['1'.repeat(16), 'p']]) {
    const cursor = Buffer.from(JSON.stringify(position)).toString('base64url')
    const refusal = { code: 'invalid_fields', fields: [{ name: 'cursor', value: cursor }] } as const
    await assertRefused(acme, 'master', 'custom-policy.list', { level: 'account', cursor }, refusal)
  }
})

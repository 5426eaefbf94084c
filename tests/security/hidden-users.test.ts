// Lists and pages of users never depend on those that the caller may not read (field classes 16 and 18).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userId } from '../../src/domain/ids.ts'
import type { Answer } from '../identity/given-site.ts'
import { givenCalls, permissions, provisioning, type GivenCalls, type Send } from './given-calls.ts'

const count = 260
const numbered = (number: number): string => `u${String(number).padStart(3, '0')}`

async function givenMany(given: GivenCalls): Promise<void> {
  const dates = { createdAt: given.clock.now, updatedAt: given.clock.now }
  const base = { ...dates, accountId: given.account.id, isEnabled: true, isPending: false, hasAllEnvironments: true }
  await given.change((transaction) =>
    transaction.putAll(
      'user',
      Array.from({ length: count }, (_, number) => {
        const id = numbered(number)
        return { ...base, id: userId(id), name: `Many ${id}`, email: `${id}@many.example` }
      }),
    ),
  )
}

const namesIn = ({ body }: Answer): readonly string[] =>
  (body.users as readonly { readonly name: string }[]).map(({ name }) => name)

async function pagesOf(send: Send, size: number): Promise<readonly string[]> {
  const all: string[] = []
  for (let page = 1; ; page++) {
    const query = `prefix=many&sort_by=name&sort_order=asc&page=${page}&page_size=${size}`
    const names = namesIn(await send('GET', `${provisioning}/users?${query}`))
    all.push(...names)
    if (names.length < size) return all
  }
}

test('a user whom a policy hides from a caller is on no page, and leaves no gap on any', async (t) => {
  const given = await givenCalls(t)
  await givenMany(given)
  const master = given.by('KM')
  const { send, key } = await given.holding({ account: ['users_and_groups::view'] })
  const all = Array.from({ length: count }, (_, number) => `Many ${numbered(number)}`)
  assert.deepEqual(await pagesOf(send, 50), all)
  const hidden = [0, 49, 50, 120, 259].map(numbered)
  for (const id of hidden) {
    const statement = `forbid(principal == Cloudinary::ProvisioningKey::"${key.id}", action, resource == Cloudinary::User::"${id}");`
    const policy = { name: id, scope_type: 'account', enabled: true, policy_statement: statement }
    assert.equal((await master('POST', `${permissions}/policies/custom`, policy)).status, 201)
  }
  const seen = all.filter((name) => !hidden.some((id) => name.endsWith(id)))
  for (const size of [7, 50, 300]) assert.deepEqual(await pagesOf(send, size), seen, `pages of ${size}`)
  assert.deepEqual(namesIn(await send('GET', `${provisioning}/users?prefix=many&sort_by=name&sort_order=asc`)), seen)
  assert.deepEqual(namesIn(await send('GET', `${provisioning}/users?ids=${hidden.join(',')}`)), [])
  assert.deepEqual(await pagesOf(master, 50), all)
})

test('members of a group are paged, and hidden ones are on no page', async (t) => {
  const given = await givenCalls(t)
  await givenMany(given)
  const idle = given.principal('Idle').id
  await given.change((transaction) =>
    transaction.putAll(
      'membership',
      Array.from({ length: 30 }, (_, number) => ({
        accountId: given.account.id,
        groupId: idle as never,
        userId: userId(numbered(number)),
        createdAt: 1,
      })),
    ),
  )
  const page = (send: Send, number: number) =>
    send('GET', `${provisioning}/user_groups/${idle}/users?page=${number}&page_size=20`)
  const { send, key } = await given.holding({ account: ['users_and_groups::view'] })
  assert.deepEqual([namesIn(await page(send, 1)).length, namesIn(await page(send, 2)).length], [20, 10])
  const statement = `forbid(principal == Cloudinary::ProvisioningKey::"${key.id}", action, resource == Cloudinary::User::"u000");`
  const policy = { name: 'Hide', scope_type: 'account', enabled: true, policy_statement: statement }
  await given.by('KM')('POST', `${permissions}/policies/custom`, policy)
  assert.deepEqual([namesIn(await page(send, 1))[0], namesIn(await page(send, 2)).length], ['Many u001', 9])
  assert.equal(namesIn(await send('GET', `${provisioning}/user_groups/${idle}/users`)).length, 29)
})

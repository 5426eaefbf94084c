// Users and groups by the vendor's classic client: form bodies, empty parameters, ids as they are.
import assert from 'node:assert/strict'
import { before, describe, test, type TestContext } from 'node:test'
import { givenInstallation, ids } from './given-installation.ts'
import { assertRecent } from './people.ts'

/** The client's own types leave every answer open; these are the functions on people, as its source has them. */
type Call = (...parameters: readonly unknown[]) => Promise<Readonly<Record<string, unknown>>>
type Account = Readonly<
  Record<
    | `${'' | 'create_' | 'update_' | 'delete_'}${'user' | 'user_group'}`
    | 'users'
    | 'user_groups'
    | 'user_group_users'
    | 'add_user_to_group'
    | 'remove_user_from_group',
    Call
  >
>

describe('the classic client', () => {
  let account: Account
  before(async () => {
    // Whether it speaks http is settled when it is first loaded; which server, by each call.
    process.env.CLOUDINARY_ACCOUNT_URL = `account://PK:PS@${ids.account}?upload_prefix=http://127.0.0.1`
    const { v2 } = await import('cloudinary')
    account = v2.provisioning.account as unknown as Account
  })
  const given = async (t: TestContext) => ({ upload_prefix: (await givenInstallation(t)).url })
  const listed = async (call: ReturnType<Call>): Promise<readonly unknown[]> =>
    ((await call).users as readonly { readonly name: string }[]).map(({ name }) => name)

  test('makes a user with an empty list, who has every environment', async (t) => {
    const options = await given(t)
    const made = await account.create_user('Jenny Bar', 'jenny@example.com', 'billing', [], { ...options })
    assert.deepEqual(
      [made.name, made.role, made.pending, made.all_sub_accounts, made.sub_account_ids],
      ['Jenny Bar', 'billing', true, true, [ids.environment, ids.otherEnvironment]],
    )
    assertRecent(made.created_at)
    assert.deepEqual(await account.user(made.id, { ...options }), made)
  })

  test('lists users with parameters that are empty, and with dates that arrive empty', async (t) => {
    const options = await given(t)
    assert.deepEqual(await listed(account.users(undefined, undefined, undefined, undefined, { ...options })), [
      'Otto',
      'Vera',
    ])
    assert.deepEqual(await listed(account.users(null, [ids.vera], '', null, { ...options })), ['Vera'])
    assert.deepEqual(await listed(account.users(true, [ids.vera], null, null, { ...options })), [])
    assert.deepEqual(await listed(account.users(false, [ids.vera], null, null, { ...options })), ['Vera'])
    assert.deepEqual(await listed(account.users(null, null, 'VER', ids.environment, { ...options })), ['Vera'])
    const span = { fromDate: new Date(), toDate: new Date() }
    assert.deepEqual(await listed(account.users(null, null, null, null, { ...options, ...span, lastLogin: true })), [])
    const without = account.users(null, null, null, null, { ...options, ...span, lastLogin: false })
    assert.deepEqual(await listed(without), ['Otto', 'Vera'])
  })

  test('changes and deletes a user', async (t) => {
    const options = await given(t)
    const changed = await account.update_user(ids.vera, 'Vera V', 'v@example.com', undefined, undefined, { ...options })
    assert.deepEqual(
      [changed.name, changed.email, changed.sub_account_ids],
      ['Vera V', 'v@example.com', [ids.environment]],
    )
    const narrowed = await account.update_user(ids.vera, undefined, undefined, 'reports', [ids.otherEnvironment], {
      ...options,
    })
    assert.deepEqual(
      [narrowed.name, narrowed.role, narrowed.sub_account_ids],
      ['Vera V', 'reports', [ids.otherEnvironment]],
    )
    assert.deepEqual(await account.delete_user(ids.vera, { ...options }), { message: 'ok' })
  })

  test('makes, renames by a form, fills, empties and deletes a group', async (t) => {
    const options = await given(t)
    const { id, ...named } = await account.create_user_group('Designers', { ...options })
    assert.deepEqual(named, { name: 'Designers' })
    assert.deepEqual(await account.update_user_group(id, 'Mäkers & Co', { ...options }), { id, name: 'Mäkers & Co' })
    assert.deepEqual(await account.user_group(id, { ...options }), { id, name: 'Mäkers & Co' })
    const otto = { id: ids.otto, name: 'Otto', email: 'otto@example.com' }
    assert.deepEqual(await account.add_user_to_group(id, ids.otto, { ...options }), { ...otto, users: [otto] })
    assert.deepEqual(await account.user_group_users(id, { ...options }), { users: [otto] })
    assert.deepEqual(await account.remove_user_from_group(id, ids.otto, { ...options }), { users: [] })
    const { user_groups: groups } = await account.user_groups({ ...options })
    assert.deepEqual(groups, [
      { id: ids.creative, name: 'Creative' },
      { id, name: 'Mäkers & Co' },
    ])
    assert.deepEqual(await account.delete_user_group(id, { ...options }), { ok: true, message: 'ok' })
  })

  test('is told what was wrong', async (t) => {
    const options = await given(t)
    const told = async (call: Promise<unknown>) => {
      const { error } = (await call.then(
        () => assert.fail('it was not refused'),
        (reason: unknown) => reason,
      )) as { readonly error: { readonly message: string; readonly http_code: number } }
      return [error.http_code, error.message]
    }
    assert.deepEqual(await told(account.users(true, null, null, 54321, { ...options })), [
      404,
      'Cannot find sub account with id 54321',
    ])
    assert.deepEqual(await told(account.create_user('V', 'vera@example.com', 'admin', [], { ...options })), [
      409,
      'a user with the e-mail `vera@example.com` already exists',
    ])
    const wrong = { ...options, provisioning_api_key: 'abc', provisioning_api_secret: 'abc' }
    assert.deepEqual(await told(account.user(ids.vera, wrong)), [401, 'Invalid credentials'])
    assert.deepEqual(await told(account.create_user('V', 'x@x', 'owner', [], { ...options })), [
      400,
      "invalid request: `role` can't be `owner`",
    ])
    assert.deepEqual(await told(account.user_group('a/../b', { ...options })), [404, 'not found'])
  })
})

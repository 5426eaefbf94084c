import { CldProvisioning } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { invalidCredentials, refusalOf } from './answers.ts'
import { basic, givenInstallation, ids } from './given-installation.ts'
import { otherAccount, prepareTwoAccounts } from './other-account.ts'

const path = '/roles?permission_type=global'

/** Signing in. */
export function credentialsSuite(): void {
  describe('credentials', () => {
    test('that are wrong in any way get one and the same answer', async (context) => {
      const { client, call } = await givenInstallation(context, { prepare: prepareTwoAccounts })
      const clients = {
        'wrong secret': client('PK', 'wrong'),
        'no such key': client('NOBODY', 'PS'),
        'a disabled key': client('OFF', 'off secret'),
        'the secret of another key': client('PK', 'idle secret'),
        'an account that does not exist': client('PK', 'PS', 'acc3'),
        'a key of another account': client(otherAccount.key, otherAccount.secret),
        "an account that is not the key's": client('PK', 'PS', otherAccount.id),
        'a key of an environment': client('K', 'S'),
      }
      for (const [cause, { roles }] of Object.entries(clients)) {
        assert.deepEqual(await refusalOf(roles.list({ permissionType: 'global' })), invalidCredentials, cause)
      }
      const headers = {
        'no header': '',
        bearer: 'Bearer PK:PS',
        'no base64': 'Basic ???',
        'no colon': `Basic ${Buffer.from('PK').toString('base64')}`,
        'only a colon': basic('', ''),
        empty: 'Basic ',
        'very long': basic('k'.repeat(5000), 's'),
      }
      const answers = await Promise.all(
        [...Object.values(headers), basic('PK', 'wrong'), basic('OFF', 'off secret'), basic('K', 'S')].map(
          async (authorization) => {
            const { status, headers: answered, text } = await call('GET', path, { headers: { authorization } })
            const own = ['date', 'x-request-id']
            return { status, headers: Object.fromEntries([...answered].filter(([name]) => !own.includes(name))), text }
          },
        ),
      )
      const [first] = answers
      assert.equal(first?.status, 401)
      assert.match(first.headers['www-authenticate'] ?? '', /^Basic realm=/)
      for (const answer of answers) assert.deepEqual(answer, first)
    })

    test('of another account work there, and see nothing of this one', async (context) => {
      const { client } = await givenInstallation(context, { prepare: prepareTwoAccounts })
      await client().roles.create({ id: 'secret', name: 'S', permissionType: 'global', scopeType: 'account' })
      const stranger = client(otherAccount.key, otherAccount.secret, otherAccount.id)
      const { data = [] } = await stranger.roles.list({ permissionType: 'global', managementType: 'custom' })
      assert.deepEqual(data, [])
      assert.equal((await refusalOf(stranger.roles.get({ roleId: 'secret' }))).status, 404)
      const principal = { principalType: 'user', principalId: ids.vera, permissionType: 'global' } as const
      assert.equal((await refusalOf(stranger.principals.listRoles(principal))).status, 404)
    })

    test('are looked at before the request is, and again with every request', async (context) => {
      const { call } = await givenInstallation(context)
      const wrong = { authorization: basic('PK', 'wrong') }
      const answers = [
        await call('POST', '/roles', { headers: wrong, body: '{ not json' }),
        await call('GET', '/roles', { headers: wrong }),
        await call('PUT', '/roles/nothing', { headers: wrong, body: [] }),
        await call('POST', '/roles', { headers: { ...wrong, 'content-type': 'text/plain' }, body: 'x' }),
      ]
      assert.deepEqual(
        answers.map(({ status }) => status),
        [401, 401, 401, 401],
      )
      assert.equal((await call('GET', path)).status, 200)
      assert.equal((await call('GET', path, { headers: wrong })).status, 401)
    })

    test('come from the environment variable of the client as well, percent-encoded', async (context) => {
      const key = { name: 'm', key: 'k/e+y', secret: 'p@ss:wörd', roles: ['cld::role::account::master_admin'] }
      const { url } = await givenInstallation(context, {
        account: { id: 'Acme-Outdoor', management_keys: [key] },
        isWithoutCustomRoles: true,
      })
      const before = process.env.CLOUDINARY_ACCOUNT_URL
      context.after(() => {
        if (before === undefined) delete process.env.CLOUDINARY_ACCOUNT_URL
        else process.env.CLOUDINARY_ACCOUNT_URL = before
      })
      process.env.CLOUDINARY_ACCOUNT_URL = `account://${encodeURIComponent(key.key)}:${encodeURIComponent(key.secret)}@Acme-Outdoor`
      const { roles } = new CldProvisioning({ serverURL: url })
      assert.equal((await roles.list({ permissionType: 'global', managementType: 'system' })).data?.length, 16)
    })
  })

  describe('the client', () => {
    test('may log its traffic and send an empty cookie', async (context) => {
      const { url, call } = await givenInstallation(context)
      const lines: string[] = []
      const note = (...parts: readonly unknown[]): void => void lines.push(parts.map(String).join(' '))
      const loud = new CldProvisioning({
        serverURL: url,
        security: { provisioningApiKey: 'PK', provisioningApiSecret: 'PS' },
        accountId: ids.account,
        debugLogger: { log: note, group: note, groupEnd: () => undefined },
      })
      assert.equal((await loud.roles.get({ roleId: 'access_steward' })).data?.id, 'access_steward')
      assert.ok(
        lines.some((line) => line.includes('cookie')),
        lines.join('\n'),
      )
      assert.equal((await call('GET', path, { headers: { cookie: '' } })).status, 200)
    })

    test('gets the id of its request back, and the revision of the account', async (context) => {
      const { call } = await givenInstallation(context)
      const before = await call('GET', path, { headers: { 'x-request-id': 'trace-7' } })
      assert.equal(before.headers.get('x-request-id'), 'trace-7')
      assert.equal(before.headers.get('x-rolecall-revision'), '1')
      const body = { name: 'n', permission_type: 'global', scope_type: 'account' }
      const made = await call('POST', '/roles', { body })
      assert.equal(made.headers.get('x-rolecall-revision'), '2')
      assert.match(made.headers.get('x-request-id') ?? '', /^\S{8,}$/)
    })
  })
}

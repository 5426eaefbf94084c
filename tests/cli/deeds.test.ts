import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore } from '../../src/store/open.ts'
import { accountId } from '../../src/domain/ids.ts'
import { acmeFile } from '../given/acme.ts'
import { givenMachine } from './given-terminal.ts'

interface MadeKey {
  readonly key: string
  readonly secret: string
}

test('accounts are made with a first key or a first user, listed, and given a plan', async (context) => {
  const { done, json } = await givenMachine(context)
  const made = (await json(['account', 'create', 'Acme', '--id', 'acme'])) as {
    readonly admin: { readonly id: string }
  }
  assert.match(made.admin.id, /^\d{15}$/)
  assert.equal(
    await done(
      [
        'account',
        'create',
        'Zoo',
        '--id',
        'zoo',
        '--plan',
        'free',
        '--no-assets-advanced',
        '--first-user',
        'zoe@example.com',
      ],
      'a good password',
    ),
    'made the account Zoo (id zoo, the plan `free` without Assets Advanced)\n' +
      'its Master Admin is zoe@example.com, who signs in with the password',
  )
  assert.deepEqual(
    ((await json(['account', 'list'])) as readonly { id: string; plan: string }[]).map(({ id, plan }) => [id, plan]),
    [
      ['acme', 'enterprise'],
      ['zoo', 'free'],
    ],
  )
})

test('an account is refused that can not be made, and asked for where there are several', async (context) => {
  const { done, type } = await givenMachine(context)
  await done(['account', 'create', 'Acme', '--id', 'acme'])
  await done(['account', 'create', 'Zoo', '--id', 'zoo', '--first-user', 'zoe@example.com'], 'a good password')
  assert.deepEqual(await type(['account', 'create', 'Again', '--id', 'zoo']), {
    code: 1,
    output: '',
    errors: 'rolecall: the account id `zoo` is in use',
  })
  assert.deepEqual(await type(['account', 'create', 'Short', '--first-user', 'a@example.com'], 'short'), {
    code: 1,
    output: '',
    errors: 'rolecall: the password must have 10 characters or more',
  })
  assert.deepEqual(await type(['user', 'list']), {
    code: 2,
    output: '',
    errors: 'rolecall: there are several accounts, say which with --account: acme (Acme), zoo (Zoo)',
  })
  assert.equal(
    await done(['who', 'zoe@example.com', '--account', 'Zoo']),
    'user zoe@example.com (zoe@example.com) has:\n' +
      'ROLE                   NAME          WHERE             FROM\n' +
      'account::master_admin  Master Admin  account           itself\n' +
      'prodenv::master_admin  Master Admin  all environments  itself',
  )
  assert.deepEqual(await type(['user', 'list', '--account', 'zo']), {
    code: 1,
    output: '',
    errors: 'rolecall: no account `zo`; did you mean `zoo` or `Zoo`?',
  })
})

test('a plan refuses what it lacks, and leaves reading and deleting open after a downgrade', async (context) => {
  const { done, type } = await givenMachine(context, acmeFile)
  const permission = 'global::upload_presets::view'
  await done(['role', 'create', 'Global', '--id', 'global-one', '--permission', permission])
  await done([
    'role',
    'create',
    'Folder',
    '--id',
    'folder-one',
    '--kind',
    'folder',
    '--permission',
    'content::folder::add_assets',
  ])
  assert.equal(
    await done(['account', 'plan', 'paid', '--assets-advanced', 'off']),
    'Acme has the plan `paid` without Assets Advanced',
  )
  assert.equal(await done(['account', 'plan']), 'Acme has the plan `paid` without Assets Advanced')
  const refused = (says: string) => ({ code: 1, output: '', errors: `rolecall: ${says}` })
  const noGlobal = refused('custom global roles not enabled for this account; `enterprise` has it')
  const noFolder = refused('custom folder roles not enabled for this account; `assets_advanced` has it')
  assert.deepEqual(await type(['role', 'create', 'More', '--permission', permission]), noGlobal)
  assert.deepEqual(await type(['role', 'update', 'global-one', '--name', 'Other']), noGlobal)
  assert.deepEqual(
    await type(['role', 'create', 'More', '--kind', 'folder', '--permission', 'content::folder::add_assets']),
    noFolder,
  )
  assert.match(await done(['role', 'show', 'global-one']), /^global-one: Global, a custom global role/)
  assert.match(await done(['role', 'list', '--custom']), /folder-one/)
  assert.equal(await done(['role', 'delete', 'global-one']), 'deleted the role global-one')
  assert.equal(await done(['role', 'delete', 'folder-one']), 'deleted the role folder-one')
})

test('the last active Master Admin stays, whatever the operator types', async (context) => {
  const { done, type } = await givenMachine(context, acmeFile)
  const refused = {
    code: 1,
    output: '',
    errors: 'rolecall: this would leave the account without an active Master Admin',
  }
  assert.deepEqual(await type(['key', 'disable', 'master', '--account-key']), refused)
  assert.deepEqual(await type(['key', 'delete', 'KM']), refused)
  assert.deepEqual(await type(['unassign', 'KM', 'account::master_admin']), refused)
  await done(['group', 'create', 'Chiefs'])
  await done(['group', 'add', 'Chiefs', 'Otto'])
  await done(['assign', 'Chiefs', 'account::master_admin'])
  assert.equal(await done(['key', 'disable', 'KM']), 'account management key master is disabled')
  assert.deepEqual(await type(['group', 'remove', 'Chiefs', 'Otto']), refused)
  assert.deepEqual(await type(['group', 'delete', 'Chiefs']), refused)
  assert.deepEqual(await type(['user', 'disable', 'Otto']), refused)
  assert.deepEqual(await type(['user', 'delete', 'Otto']), refused)
})

test('rescue-admin makes a user or a new key Master Admin, and the change log names the operator', async (context) => {
  const { done, json, type, data } = await givenMachine(context, acmeFile)
  await done(['user', 'create', 'new@example.com'])
  assert.deepEqual(await type(['rescue-admin', 'new@example.com']), {
    code: 1,
    output: '',
    errors: 'rolecall: this user has not accepted the invitation yet, so give it a password first',
  })
  await done(['user', 'disable', 'Vera'])
  assert.equal(
    await done(['rescue-admin', 'vera@example.com']),
    'user Vera (vera@example.com) is Master Admin, enabled, in all environments',
  )
  assert.match(await done(['decide', 'Vera', 'delete', 'Group']), /^allow: /)
  assert.match(await done(['decide', 'Vera', 'delete', 'Folder', '--environment', 'live']), /^allow: /)
  const { id } = (await json(['rescue-admin', '--new-key', 'back in'])) as { readonly id: string }
  assert.match(await done(['decide', id, 'delete', 'Group']), /^allow: /)
  const store = await openStore({ dataDir: data })
  context.after(() => store.close())
  const [entry] = await store.listChanges(accountId('acme'), { limit: 1 })
  assert.equal(entry?.operation, 'account.rescue-admin')
  assert.equal(entry.by.type, 'operator')
})

test('people come and go: made, given a password, put into groups, disabled, deleted', async (context) => {
  const { done, json, type } = await givenMachine(context, acmeFile)
  assert.match(
    await done(['user', 'create', 'ida@example.com', '--name', 'Ida', '--environment', 'demo']),
    /^made the user Ida \(ida@example\.com\), id [0-9a-f]{30}, pending; give a password with `rolecall user password ida@example\.com`$/,
  )
  assert.deepEqual(await type(['user', 'create', 'IDA@example.com']), {
    code: 1,
    output: '',
    errors: 'rolecall: a user with the e-mail `IDA@example.com` already exists',
  })
  assert.equal((await type(['user', 'create', 'uwe@example.com', '--password'], 'short')).code, 1)
  assert.equal((await type(['who', 'uwe@example.com'])).code, 1, 'nobody is left behind')
  assert.match(
    await done(['user', 'create', 'uwe@example.com', '--password'], 'a good password'),
    /^made the user .*, active$/,
  )
  await done(['user', 'delete', 'uwe@example.com'])
  assert.equal(await done(['user', 'password', 'Ida'], 'ten letters'), 'user Ida (ida@example.com) has a new password')
  await done(['group', 'add', 'Creative', 'Ida'])
  assert.equal(
    await done(['who', 'Ida']),
    'user Ida (ida@example.com) has:\n' +
      'ROLE              NAME                WHERE             FROM\n' +
      'prodenv::ml_user  Media Library User  all environments  group Creative',
  )
  await done(['user', 'disable', 'Ida'])
  assert.match(await done(['decide', 'Ida', 'read', 'Folder:brand', '--environment', 'demo']), /it is disabled/)
  await done(['user', 'enable', 'Ida'])
  await done(['group', 'remove', 'Creative', 'Ida'])
  assert.equal(await done(['who', 'Ida']), 'user Ida (ida@example.com) has no role, and so may do nothing')
  const users = (await json(['user', 'list'])) as readonly { readonly name: string; readonly environments: unknown }[]
  assert.deepEqual(
    users.map(({ name }) => name),
    ['Ida', 'Otto', 'Vera'],
  )
  assert.deepEqual(users[0]?.environments, ['demo'])
  await done(['user', 'delete', 'Ida'])
  assert.equal((await type(['who', 'Ida'])).code, 1)
})

test('keys are made without permission, rotated with their roles, disabled and deleted', async (context) => {
  const { done, json } = await givenMachine(context, acmeFile)
  const made = (await json([
    'key',
    'create',
    'loader',
    '--environment',
    'demo',
    '--purpose',
    'Loads the shop',
  ])) as MadeKey
  assert.match(made.secret, /^[\w-]{27}$/)
  assert.match(await done(['decide', made.key, 'create', 'Asset@brand']), /^deny: /)
  await done(['assign', 'loader', 'prodenv::ml_user'])
  await done(['assign', 'loader', 'folder::contributor', '--folder', 'brand'])
  assert.match(await done(['decide', 'loader', 'create', 'Asset@brand/logos']), /^allow: /)
  const next = (await json(['key', 'rotate', 'loader', '--name', 'loader 2'])) as MadeKey & { readonly roles: number }
  assert.equal(next.roles, 2)
  assert.notEqual(next.secret, made.secret)
  assert.match(
    await done(['key', 'show', 'loader']),
    /owner: -\n.*made by: operator:.*\n.*last used: never\n.*roles: some/s,
  )
  assert.equal(
    await done(['key', 'owner', 'loader', 'vera@example.com']),
    'API key loader belongs to user Vera (vera@example.com)',
  )
  await done(['user', 'disable', 'vera@example.com'])
  assert.match(
    await done(['key', 'list', '--owner', 'Vera']),
    /loader +demo +yes +vera@example\.com \(not active\) +operator:/,
  )
  const owned = (await json(['key', 'rotate', 'loader', '--name', 'loader 3'])) as MadeKey
  assert.match(
    await done(['key', 'show', owned.key]),
    /purpose: Loads the shop\n {2}owner: vera@example\.com \(not active\)/,
  )
  assert.equal(await done(['key', 'owner', 'loader 3']), 'API key loader 3 has no owner')
  await done(['key', 'delete', 'loader 3'])
  await done(['key', 'disable', 'loader'])
  assert.match(await done(['decide', 'loader', 'create', 'Asset@brand/logos']), /^deny: /)
  assert.match(await done(['decide', 'loader 2', 'create', 'Asset@brand/logos']), /^allow: /)
  await done(['key', 'delete', 'loader'])
  const keys = (await json(['key', 'list', '--environment', 'demo'])) as readonly { readonly name: string }[]
  assert.deepEqual(keys.map(({ name }) => name).sort(), ['bare', 'loader 2', 'root'])
  assert.ok(!JSON.stringify(keys).includes(next.secret))
  assert.match(await done(['key', 'list', '--account-key']), /KN +nobody +yes +none: no permission +- +never/)
})

test('environments are made with a key, disabled and deleted with all that is in them', async (context) => {
  const { done, type } = await givenMachine(context, acmeFile)
  assert.match(await done(['environment', 'create', 'Test Bed']), /^made the environment test-bed, id [0-9a-f]{30}\n/)
  assert.deepEqual(await type(['environment', 'create', 'Other', '--cloud-name', 'demo']), {
    code: 1,
    output: '',
    errors: 'rolecall: the cloud name `demo` is in use already',
  })
  await done(['environment', 'disable', 'demo'])
  assert.match(
    await done(['decide', 'Vera', 'read', 'Folder:brand', '--environment', 'demo']),
    /^deny: .*\n {2}the environment is disabled/,
  )
  await done(['environment', 'enable', 'demo'])
  assert.equal(await done(['environment', 'delete', 'demo']), 'demo is deleted with everything in it')
  assert.match(await done(['environment', 'list']), /^CLOUD NAME +NAME +ENABLED +KEYS +ID\nlive /)
})

test('a decision says why it is so, what is missing, and the command that gives the smallest role', async (context) => {
  const { done } = await givenMachine(context, acmeFile)
  assert.equal(
    await done(['decide', 'Vera', 'read', 'Folder:brand/logos', '--environment', 'demo']),
    'allow: user Vera (vera@example.com) may read Folder:brand/logos in demo\n' +
      '  cld::policy::content::folder::view_download, by the role folder::viewer of user Vera (vera@example.com) in: demo: folder brand',
  )
  const denied = await done(['decide', 'Vera', 'create', 'Asset@brand/logos', '--environment', 'demo'])
  const [outcome, reason, missing, , remedy] = denied.split('\n')
  assert.equal(outcome, 'deny: user Vera (vera@example.com) may not create Asset@brand/logos in demo')
  assert.equal(reason, '  no policy permits it')
  assert.match(missing ?? '', /^what is missing: .*cld::policy::content::folder::add_assets/)
  assert.match(
    remedy ?? '',
    /^ {2}rolecall assign vera@example\.com [\w:]+ --environment demo( --folder brand\/logos)?$/,
  )
  const words = (remedy ?? '').trim().split(' ').slice(1)
  await done(words)
  assert.match(await done(['decide', 'Vera', 'create', 'Asset@brand/logos', '--environment', 'demo']), /^allow: /)
})

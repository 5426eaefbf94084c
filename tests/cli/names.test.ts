import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acmeFile } from '../given/acme.ts'
import { givenMachine } from './given-terminal.ts'

test('principals are named by e-mail, name, id or type and id, and what comes near is offered', async (context) => {
  const { type, json } = await givenMachine(context, acmeFile)
  const named = async (text: string): Promise<unknown> => {
    const { principal } = (await json(['who', text])) as { readonly principal: { readonly type: string } }
    return principal
  }
  assert.deepEqual(await named('KA'), { type: 'account_key', id: 'KA' })
  assert.deepEqual(await named('admin'), { type: 'account_key', id: 'KA' })
  assert.deepEqual(await named('account_key:KA'), { type: 'account_key', id: 'KA' })
  assert.deepEqual(await named('VERA@example.com'), await named('Vera'))
  assert.deepEqual(await type(['who', 'vera']), {
    code: 1,
    output: '',
    errors: 'rolecall: no user, group or key `vera`; did you mean `vera@example.com` or `Vera`?',
  })
  assert.deepEqual(await type(['who', 'zzzzzzzz']), {
    code: 1,
    output: '',
    errors: 'rolecall: no user, group or key `zzzzzzzz`',
  })
})

test('a name that several have is refused with their ids', async (context) => {
  const { type } = await givenMachine(context, {
    ...acmeFile,
    groups: [...acmeFile.groups, { id: 'g1', name: 'Vera' }],
    users: [{ ...acmeFile.users[0], id: 'u1' }],
  })
  assert.deepEqual(await type(['who', 'Vera']), {
    code: 1,
    output: '',
    errors: 'rolecall: several are called `Vera`, say which: `user:u1`, `group:g1`',
  })
  assert.equal((await type(['group', 'delete', 'Vera'])).code, 0, 'only groups can be meant')
})

test('roles, environments, folders and collections are named as people know them, and slips are told', async (context) => {
  const { type, done } = await givenMachine(context, acmeFile)
  const otto = 'otto@example.com'
  const slips = [
    [
      ['assign', otto, 'prodenv::ml_usr', '--environment', 'all'],
      'no role `prodenv::ml_usr`; did you mean `prodenv::ml_user`',
    ],
    [
      ['assign', otto, 'Master Admin'],
      'several roles are called `Master Admin`, say which: `account::master_admin`, `prodenv::master_admin`',
    ],
    [['assign', otto, 'prodenv::admin', '--environment', 'dmo'], 'no environment `dmo`; did you mean `demo`?'],
    [
      ['assign', otto, 'folder::viewer', '--environment', 'demo', '--folder', 'brand/logo'],
      'no folder `logo` in `brand` of environment `demo`; did you mean `logos`?',
    ],
    [
      ['assign', otto, 'folder::viewer', '--environment', 'live', '--folder', 'brand'],
      'no folder `brand` in environment `live`',
    ],
    [
      ['assign', otto, 'collection::viewer', '--environment', 'demo', '--collection', 'Lunch'],
      'no collection `Lunch` in environment `demo`; did you mean `Launch`?',
    ],
  ] as const
  for (const [words, says] of slips) {
    const { code, errors } = await type(words)
    assert.equal(code, 1, errors)
    assert.ok(errors.startsWith(`rolecall: ${says}`), errors)
  }
  assert.equal(
    await done(['assign', otto, 'Media Library User', '--environment', 'demo']),
    'user Otto (otto@example.com) has the role Media Library User (cld::role::prodenv::ml_user) in: demo',
  )
})

test('what does not go together is a wrong use', async (context) => {
  const { type } = await givenMachine(context, acmeFile)
  const wrong = [
    [
      ['assign', 'Otto', 'account::admin', '--environment', 'demo'],
      'cld::role::account::admin is a role of the account: it is given without --environment',
    ],
    [['assign', 'Otto', 'prodenv::admin'], 'cld::role::prodenv::admin needs --environment: a cloud name, or `all`'],
    [
      ['assign', 'Otto', 'folder::viewer', '--environment', 'demo'],
      'cld::role::folder::viewer is a folder role and needs --folder',
    ],
    [
      ['assign', 'Otto', 'folder::viewer', '--environment', 'all', '--folder', 'brand'],
      'cld::role::folder::viewer is a folder role: --environment names the one that the folder is in',
    ],
    [
      ['assign', 'Otto', 'prodenv::admin', '--environment', 'demo', '--folder', 'brand'],
      'cld::role::prodenv::admin is a global role: it takes no --folder',
    ],
    [['key', 'create', 'k'], 'give --environment for an API key, or --account-key'],
    [
      ['key', 'create', 'k', '--account-key', '--environment', 'demo'],
      'an account management key is in no environment',
    ],
    [['decide', 'Otto', 'read', 'Foldr'], 'no resource type `Foldr`; did you mean `Folder`?'],
    [
      ['decide', 'Otto', 'share', 'Asset'],
      'nothing to `share` with Asset; its actions are create, read, update, delete, move, moderate, download, relate, update_metadata, manage_public_links',
    ],
    [['decide', 'Otto', 'read', 'Folder'], 'say with --environment which environment `Folder` is in'],
    [['rescue-admin'], 'give a user, or --new-key with a name'],
    [['role', 'update', 'account::admin'], 'say what is to change: --name, --description, --add or --remove'],
  ] as const
  for (const [words, says] of wrong) {
    assert.deepEqual(await type(words), { code: 2, output: '', errors: `rolecall: ${says}` })
  }
  const unknown = await type(['asign', 'Otto', 'account::admin'])
  assert.equal(unknown.code, 2)
  assert.match(unknown.errors, /unknown command 'asign'\n\(Did you mean assign\?\)/)
})

test('a folder without an installation is told, and stays empty', async (context) => {
  const { type, data } = await givenMachine(context)
  const { code, errors } = await type(['user', 'list'])
  assert.equal(code, 1)
  assert.equal(
    errors,
    `rolecall: there is no installation in ${data}: give its folder with --data, or make one with \`rolecall serve\` or ` +
      '`rolecall account create`',
  )
  assert.equal((await type(['user', 'list'])).code, 1)
})

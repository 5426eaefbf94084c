import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Catalogue } from '../../src/domain/catalogue.ts'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { wirePolicy, wireRole } from '../catalogue/wire-catalogue.ts'
import { givenFile, givenFolder, givenServerProcess, runCommand, until } from './given.ts'

const dropped = 'cld::policy::global::live_streams::manage'
const gone = 'cld::role::prodenv::proof_manager'

const wire = ({ permissions, roles }: Pick<Catalogue, 'permissions' | 'roles'>): string =>
  JSON.stringify({ catalog: { system_policies: permissions.map(wirePolicy), system_roles: roles.map(wireRole) } })

/** The shipped catalogue without one permission that custom roles may hold, and without one role. */
const smaller = (): Pick<Catalogue, 'permissions' | 'roles'> => ({
  permissions: systemCatalogue.permissions.filter(({ id }) => id !== dropped),
  roles: systemCatalogue.roles
    .filter(({ id }) => id !== gone)
    .map((role) => ({ ...role, permissionIds: role.permissionIds.filter((id): boolean => id !== dropped) })),
})

async function givenAccount(context: TestContext): Promise<string> {
  const data = await givenFolder(context)
  const bootstrap = await givenFile(
    context,
    'acme.json',
    JSON.stringify({
      account: {
        id: 'acc1',
        name: 'Acme',
        management_keys: [{ name: 'k', key: 'PK', secret: 'PS', roles: ['cld::role::account::master_admin'] }],
      },
      environments: [
        { cloud_name: 'demo', name: 'Demo', api_keys: [{ name: 'k', key: 'K', secret: 'S', roles: [gone] }] },
      ],
      custom_roles: [{ id: 'keeper', name: 'Keeper', level: 'environment', permissions: [dropped] }],
    }),
  )
  const server = await givenServerProcess(context, ['--port', '0', '--data', data, '--bootstrap', bootstrap])
  server.signal('SIGTERM')
  await server.finished
  return data
}

test('importing the shipped catalogue changes nothing', async (context) => {
  const path = await givenFile(context, 'catalog.json', wire(systemCatalogue))
  const { code, output, errors } = await runCommand(['catalog', 'import', path, '--data', await givenFolder(context)])
  assert.deepEqual({ code, errors }, { code: 0, errors: '' })
  assert.equal(
    output,
    `imported ${path}\n  permissions: 0 added, 0 removed, 0 changed\n  roles: 0 added, 0 removed, 0 changed\n`,
  )
})

test('a catalogue that does not validate is refused whole, with every fault named', async (context) => {
  const data = await givenFolder(context)
  const [first, second] = systemCatalogue.permissions
  assert.ok(first !== undefined && second !== undefined)
  const broken = [
    { ...first, statements: ['permit(principal, action == Cloudinary::Action::"fly", resource);'] },
    { ...second, statements: ['permit(principal, action'] },
    ...systemCatalogue.permissions.slice(2),
  ]
  const withFault = await givenFile(context, 'a.json', wire({ permissions: broken, roles: systemCatalogue.roles }))
  const unparsed = await runCommand(['catalog', 'import', withFault, '--data', data])
  assert.equal(unparsed.code, 1)
  assert.match(
    unparsed.errors,
    /is no valid catalogue; nothing was changed:\n {2}catalog\.system_policies\[1\]\.policy: /,
  )

  const withoutSyntax = [...broken.slice(0, 1), ...systemCatalogue.permissions.slice(1)]
  const roles = systemCatalogue.roles.filter(({ id }) => id !== 'cld::role::account::master_admin')
  const path = await givenFile(context, 'b.json', wire({ permissions: withoutSyntax, roles }))
  const invalid = await runCommand(['catalog', 'import', path, '--data', data])
  const [, ...faults] = invalid.errors.trimEnd().split('\n')
  assert.equal(faults.length, 2)
  assert.match(faults[0] ?? '', /^ {2}catalog\.system_policies\[0\]\.policy: .*fly/)
  assert.equal(
    faults[1],
    '  catalog.system_roles: lacks `cld::role::account::master_admin`, which rules of this server name',
  )
  assert.match(
    (await runCommand(['catalog', 'show', '--data', data])).output,
    /^the shipped catalogue is in force: 85 /,
  )
})

test('a catalogue that lacks what accounts use is refused unless it is forced', async (context) => {
  const data = await givenAccount(context)
  const path = await givenFile(context, 'catalog.json', wire(smaller()))
  const losses = [
    `  account acc1: custom role keeper (Keeper) holds ${dropped}`,
    `  account acc1: system role ${gone} is assigned 1 times`,
  ]
  const refused = await runCommand(['catalog', 'import', path, '--data', data])
  assert.equal(refused.code, 1)
  assert.deepEqual(refused.errors.split('\n').slice(1, 3), losses)
  assert.match(refused.errors, /nothing was changed/)

  const forced = await runCommand(['catalog', 'import', path, '--data', data, '--force'])
  assert.equal(forced.code, 0)
  assert.ok(forced.output.includes(`    - ${dropped}\n`), forced.output)
  assert.ok(forced.output.includes(`    - ${gone}\n`))
  assert.ok(forced.output.endsWith(`without effect from now on:\n${losses.join('\n')}\n`))
  assert.match(
    (await runCommand(['catalog', 'show', '--data', data])).output,
    /^an imported catalogue is in force: 84 /,
  )

  const reset = await runCommand(['catalog', 'reset', '--data', data])
  assert.equal(reset.code, 0)
  assert.ok(reset.output.includes(`    + ${dropped}\n`))
})

test('a running server serves the catalogue that was imported beside it', async (context) => {
  const data = await givenFolder(context)
  const server = await givenServerProcess(context, ['--port', '0', '--data', data])
  const count = async (): Promise<number> => {
    const answer = await fetch(`${server.url}/v2/accounts/permissions/public/catalog`)
    const { catalog } = (await answer.json()) as { readonly catalog: { readonly system_policies: readonly unknown[] } }
    return catalog.system_policies.length
  }
  assert.equal(await count(), 85)
  const path = await givenFile(context, 'catalog.json', wire(smaller()))
  assert.equal((await runCommand(['catalog', 'import', path, '--data', data, '--force'])).code, 0)
  await until(async () => (await count()) === 84)
})

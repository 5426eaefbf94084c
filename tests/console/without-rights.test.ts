// What somebody finds who may look and not act: every deed is there, blocked, with the reason the API gives.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoNames } from '../../src/operations/bootstrap/demo-file.ts'
import { askApi } from './ask-api.ts'
import { givenConsole } from './given-console.ts'
import { expectBlocked, idOfEnvironment, idOfGroup, letEmi, rolesOf } from './people-journeys.ts'

test('whoever may only look at roles can view one, and neither edit, copy nor delete it', async (context) => {
  const { open, official } = await givenConsole(context)
  await letEmi(official, 'looker', ['roles::view'])
  const page = await open('member')
  await page.goto('/roles')
  await expectBlocked(page, 'Access Auditor', [
    ['Edit', 'This needs update on Role in the account.'],
    ['Copy', 'This needs create on Role in the account.'],
    ['Delete', 'This needs delete on Role in the account.'],
  ])
  await page.getByRole('button', { name: 'Actions for Access Auditor' }).click()
  await page.getByRole('menuitem', { name: 'View', exact: true }).click()
  await page.getByRole('dialog', { name: 'Access Auditor' }).getByText('access_auditor').waitFor()
  const answer = await askApi(page, 'DELETE', `/v2/accounts/${demoNames.accountId}/permissions/roles/access_auditor`)
  assert.equal(answer.status, 403)
  assert.equal((await official.roles.get({ roleId: 'access_auditor' })).data?.name, 'Access Auditor')
})

test('whoever may only look at groups can neither edit one, give it roles nor delete it', async (context) => {
  const { open, official } = await givenConsole(context)
  await letEmi(official, 'looker', ['users_and_groups::view', 'roles::view', 'product_environments::view'])
  const creative = await idOfGroup(official, 'Creative')
  const before = await rolesOf(official, 'group', creative)
  const page = await open('member')
  await page.goto('/users?tab=groups')
  await expectBlocked(page, 'Creative', [
    ['Edit', 'This needs update on Group in the account.'],
    ['Delete', 'This needs delete on Group in the account.'],
  ])
  await page.goto(`/principals/group/${creative}`)
  await page.getByRole('button', { name: 'Assign roles', disabled: true }).press('Enter')
  await page.getByText('This needs update on Group in the account.', { exact: true }).waitFor()
  assert.deepEqual(await rolesOf(official, 'group', creative), before)
})

test('whoever may only look at environments can neither rename, disable nor delete one', async (context) => {
  const { open, official } = await givenConsole(context)
  await letEmi(official, 'looker', ['product_environments::view'])
  const page = await open('member')
  await page.goto('/environments')
  await expectBlocked(page, 'Staging', [
    ['Edit', 'This needs update on ProductEnvironment in the account.'],
    ['Disable', 'This needs update on ProductEnvironment in the account.'],
    ['Delete', 'This needs delete on ProductEnvironment in the account.'],
  ])
  await idOfEnvironment(official, 'Staging')
})

test('whoever may only look at API keys can give one no roles, nor change or delete it', async (context) => {
  const { open, official } = await givenConsole(context)
  const production = await idOfEnvironment(official, 'Production')
  await letEmi(official, 'looker', ['product_environments::view'])
  await letEmi(official, 'key_looker', ['api_keys::view'], production)
  const before = await rolesOf(official, 'apiKey', demoNames.uploaderKey)
  const page = await open('member')
  await page.goto('/api-keys')
  await expectBlocked(page, 'Summer uploader', [
    ['Assign roles', `This needs update on APIKey in the environment Production.`],
    ['Folder roles', `This needs update on APIKey in the environment Production.`],
    ['Name, purpose and owner', `This needs update on APIKey in the environment Production.`],
    ['Disable', `This needs update on APIKey in the environment Production.`],
    ['Delete', `This needs delete on APIKey in the environment Production.`],
  ])
  assert.deepEqual(await rolesOf(official, 'apiKey', demoNames.uploaderKey), before)
})

test('whoever may only look at account management keys can give one no roles, nor change or delete it', async (context) => {
  const { open, official } = await givenConsole(context)
  await letEmi(official, 'looker', ['account_management_keys::view'])
  const before = await rolesOf(official, 'provisioningKey', demoNames.auditorKey)
  const page = await open('member')
  await page.goto('/account-keys')
  await expectBlocked(page, 'Auditor', [
    ['Assign roles', 'This needs update on ProvisioningKey in the account.'],
    ['Name, purpose and owner', 'This needs update on ProvisioningKey in the account.'],
    ['Disable', 'This needs update on ProvisioningKey in the account.'],
    ['Delete', 'This needs delete on ProvisioningKey in the account.'],
  ])
  assert.deepEqual(await rolesOf(official, 'provisioningKey', demoNames.auditorKey), before)
})

test('whoever may not see roles, environments or keys is told what is missing, and the palette finds none; with the right, they do', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('member')
  const seek = async (text: string): Promise<void> => {
    await page.goto('/profile')
    await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or jump to' }).fill(text)
  }
  for (const [path, reason] of [
    ['/roles', /This needs read on Role/],
    ['/roles?tab=folder', /This needs read on Role/],
    ['/environments', /This needs read on ProductEnvironment/],
    ['/api-keys', /This needs read on APIKey/],
    ['/account-keys', /This needs read on ProvisioningKey/],
  ] as const) {
    await page.goto(path)
    await page.getByRole('heading', { name: 'You don’t have access to this' }).waitFor()
    await page.getByText(reason).first().waitFor()
    assert.equal(await page.getByRole('row').count(), 0)
  }
  for (const address of ['/api/roles', '/api/environments']) {
    assert.equal((await askApi(page, 'GET', address)).status, 403, address)
  }
  assert.deepEqual((await askApi(page, 'GET', '/api/keys')).body, { keys: [], total: 0, next_page: null })
  await seek('auditor')
  await page.getByText('Nothing that you may see is called that.').waitFor()

  await letEmi(official, 'looker', ['roles::view', 'product_environments::view'])
  await seek('auditor')
  await page.getByRole('option', { name: /Access Auditor/ }).waitFor()
  await page.goto('/roles')
  await page.getByRole('row', { name: /Access Auditor/ }).waitFor()
  await page.goto('/environments')
  await page.getByRole('row', { name: /Staging/ }).waitFor()
})

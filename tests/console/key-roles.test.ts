// Global roles of keys of both kinds, as the guide assigns them, checked through the official client.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenConsole } from './given-console.ts'
import { choose, fromMenu, idOfEnvironment, rolesOf } from './people-journeys.ts'

test('an administrator gives an API key roles in its environment, and takes them away again', async (context) => {
  const { open, official } = await givenConsole(context)
  const production = await idOfEnvironment(official, 'Production')
  const { accessKeys = [] } = await official.accessKeys.list({ subAccountId: production })
  const key = accessKeys.find(({ name }) => name === 'Summer uploader')?.apiKey ?? assert.fail('no such key')
  const before = await rolesOf(official, 'apiKey', key)
  const page = await open('master')
  await page.evaluate(`localStorage.setItem('rolecall-environment', '${JSON.stringify(production)}')`)
  await page.goto('/api-keys')
  const panel = await fromMenu(page, 'Summer uploader', 'Assign roles')
  await choose(page, panel, 'Roles in Production', 'Moderator', 'Reports')
  await panel.getByText('Will be given: Moderator (Production), Reports (Production).').waitFor()
  await panel.getByRole('button', { name: 'Save roles' }).click()
  await page.getByText('The roles of Summer uploader are saved.').waitFor()
  const given = ['moderator', 'reports'].map((role) => `cld::role::prodenv::${role} in ${production}`)
  assert.deepEqual(await rolesOf(official, 'apiKey', key), [...before, ...given].toSorted())

  const again = await fromMenu(page, 'Summer uploader', 'Assign roles')
  await again.getByRole('button', { name: 'Remove Production' }).click()
  await again.getByRole('button', { name: 'Save roles' }).click()
  await again.waitFor({ state: 'detached' })
  assert.deepEqual(await rolesOf(official, 'apiKey', key), [])
})

test('an administrator gives an account management key roles of the account and of every environment', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/account-keys')
  await page.getByRole('button', { name: 'Create key' }).click()
  const form = page.getByRole('dialog', { name: 'New key' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Provisioner')
  await form.getByRole('button', { name: 'Create key' }).click()
  const made = page.getByRole('dialog', { name: '“Provisioner” is made' })
  const [key = ''] = await made.locator('code').allTextContents()
  await made.getByRole('button', { name: 'Done' }).click()
  const leaving = page.getByRole('dialog', { name: 'Leave the key without roles?' })
  await leaving.getByRole('button', { name: 'Leave without roles' }).press('Enter')
  await leaving.waitFor({ state: 'detached' })
  assert.deepEqual(await rolesOf(official, 'provisioningKey', key), [])

  const panel = await fromMenu(page, 'Provisioner', 'Assign roles')
  await choose(page, panel, 'Account roles', 'Admin')
  await panel.getByRole('button', { name: 'Add a product environment' }).click()
  await choose(page, panel, 'Product environment', 'All product environments')
  await choose(page, panel, 'Roles in All product environments', 'Technical Admin')
  await panel.getByRole('button', { name: 'Save roles' }).click()
  await page.getByText('The roles of Provisioner are saved.').waitFor()
  assert.deepEqual(await rolesOf(official, 'provisioningKey', key), [
    'cld::role::account::admin',
    'cld::role::prodenv::tech_admin in all',
  ])
})

test('lists of keys name the roles of each, those on folders as such, with how many more; and who answers for it', async (context) => {
  const { open, official } = await givenConsole(context)
  const production = await idOfEnvironment(official, 'Production')
  const { accessKeys = [] } = await official.accessKeys.list({ subAccountId: production })
  const key = accessKeys.find(({ name }) => name === 'Summer uploader')?.apiKey ?? assert.fail('no such key')
  await official.principals.updateRoles({
    operation: 'add',
    principal: { type: 'apiKey', id: key },
    roles: ['moderator', 'reports'].map((role) => ({ id: `cld::role::prodenv::${role}`, scopeId: production })),
  })
  const page = await open('master')
  await page.evaluate(`localStorage.setItem('rolecall-environment', '${JSON.stringify(production)}')`)
  const calls: string[] = []
  page.on('request', (request) => calls.push(new URL(request.url()).pathname))
  await page.goto('/api-keys')
  const row = page.getByRole('row', { name: /Summer uploader/ })
  await row.getByRole('link', { name: 'Moderator' }).waitFor()
  assert.equal(await row.getByText('+2').count(), 1)
  await row.getByText('+2').hover()
  await page
    .getByRole('tooltip')
    .getByText(/Reports in Production.*Contributor on one folder/)
    .waitFor()
  const perRow = calls.filter((path) => path.startsWith('/api/principals/'))
  assert.deepEqual(perRow, [], 'nothing is asked row by row')

  await official.principals.updateRoles({
    operation: 'remove',
    principal: { type: 'apiKey', id: key },
    roles: ['moderator', 'reports', 'ml_user'].map((role) => ({
      id: `cld::role::prodenv::${role}`,
      scopeId: production,
    })),
  })
  await page.reload()
  await row.getByRole('link', { name: 'Contributor on one folder' }).waitFor()

  await page.goto('/account-keys')
  await page
    .getByRole('row', { name: /^Auditor/ })
    .getByRole('link', { name: 'Access Auditor' })
    .waitFor()
})

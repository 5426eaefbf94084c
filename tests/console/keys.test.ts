import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { demoNames } from '../../src/operations/bootstrap/demo-file.ts'
import { givenConsole, type GivenConsole } from './given-console.ts'

const environmentOf = async ({ official }: GivenConsole): Promise<string> => {
  const { subAccounts } = await official.productEnvironments.list({})
  return subAccounts?.find(({ cloudName }) => cloudName === demoNames.cloudName)?.id ?? assert.fail('no environment')
}

/** Opens the keys of the environment that has some. */
async function openKeys(given: GivenConsole): Promise<Page> {
  const page = await given.open('master')
  await page.evaluate(`localStorage.setItem('rolecall-environment', '${JSON.stringify(await environmentOf(given))}')`)
  await page.goto('/api-keys')
  return page
}

const keyNames = async (given: GivenConsole): Promise<readonly string[]> => {
  const { accessKeys } = await given.official.accessKeys.list({ subAccountId: await environmentOf(given) })
  return (accessKeys ?? []).map(({ name }) => name ?? '').toSorted()
}

const menuOf = async (page: Page, name: RegExp, item: string): Promise<void> => {
  await page
    .getByRole('row', { name })
    .getByRole('button', { name: /^Actions for/ })
    .click()
  await page.getByRole('menuitem', { name: item, exact: true }).press('Enter')
}

test('an administrator makes an API key, keeps its secret, and gives it roles before leaving', async (context) => {
  const given = await givenConsole(context)
  const page = await openKeys(given)
  await page.getByRole('button', { name: 'Create key' }).click()
  const form = page.getByRole('dialog', { name: 'New key' })
  await form.getByRole('button', { name: 'Create key' }).click()
  await form.getByText('A key needs a name.').waitFor()
  await form.getByRole('textbox', { name: 'Name' }).fill('Nightly backup')
  await form.getByRole('textbox', { name: 'Purpose' }).fill('Copies originals to the archive')
  await form.getByRole('button', { name: 'Create key' }).click()
  const made = page.getByRole('dialog', { name: '“Nightly backup” is made' })
  await made.getByText('This key has no roles yet, so it may do nothing.').waitFor()
  const [key = '', secret = ''] = await made.locator('code').allTextContents()
  assert.ok(key.length > 5 && secret.length > 20 && !secret.includes('*'))
  await made.getByRole('button', { name: 'Done' }).click()
  const question = page.getByRole('dialog', { name: 'Leave the key without roles?' })
  await question.getByRole('button', { name: 'Cancel' }).press('Enter')
  await made.getByRole('button', { name: 'Assign roles' }).click()
  const roles = page
    .getByRole('dialog', { name: /Nightly backup/ })
    .filter({ hasText: 'environment' })
    .last()
  await roles.getByRole('button', { name: 'Cancel' }).click()
  await made.getByRole('button', { name: 'Done' }).press('Enter')
  await question.getByRole('button', { name: 'Leave without roles' }).press('Enter')
  const row = page.getByRole('row', { name: /Nightly backup/ })
  await row.getByText('No roles: may do nothing').waitFor()
  assert.ok((await keyNames(given)).includes('Nightly backup'))
  await row.getByText('Copies originals to the archive').waitFor()
  await page.getByRole('textbox', { name: 'Search by name, purpose or key' }).fill('ARCHIVE')
  await page.getByRole('search').getByText('1 key', { exact: true }).waitFor()
})

test('an API key is tested, disabled, enabled, renamed and deleted', async (context) => {
  const given = await givenConsole(context)
  const page = await openKeys(given)
  await menuOf(page, /Summer uploader/, 'Test this key')
  const panel = page.getByRole('dialog', { name: 'What “Summer uploader” may do' })
  const upload = panel.getByRole('listitem').filter({ hasText: 'Upload an asset' })
  await upload.getByRole('img', { name: 'May not' }).waitFor()
  await upload.getByText('The smallest role that would do:').waitFor()
  await panel.getByRole('combobox', { name: 'Folder' }).click()
  await page.getByRole('option', { name: 'campaigns/summer', exact: true }).click()
  await upload.getByRole('img', { name: 'May', exact: true }).waitFor()
  await upload.getByText('By Contributor').waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'hidden' })
  const row = page.getByRole('row', { name: /Summer uploader/ })
  await menuOf(page, /Summer uploader/, 'Disable')
  await row.getByText('Disabled').waitFor()
  await menuOf(page, /Summer uploader/, 'Enable')
  await row.getByText('Active').waitFor()
  await menuOf(page, /Summer uploader/, 'Name, purpose and owner')
  const form = page.getByRole('dialog', { name: 'Name, purpose and owner of “Summer uploader”' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Autumn uploader')
  await form.getByRole('textbox', { name: 'Purpose' }).fill('Uploads of the season')
  await form.getByRole('combobox', { name: 'Find an owner' }).fill('carla')
  await page.getByRole('option', { name: /Carla Mendes/ }).click()
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row', { name: /Autumn uploader.*Uploads of the season.*Carla Mendes/ }).waitFor()
  await menuOf(page, /Autumn uploader/, 'Delete')
  await page.getByRole('button', { name: 'Delete key' }).press('Enter')
  await page.getByText('The key “Autumn uploader” is deleted.').waitFor()
  assert.deepEqual(
    (await keyNames(given)).filter((name) => name.endsWith('uploader')),
    [],
  )
})

test('a key is given a role on a folder, and loses it again', async (context) => {
  const given = await givenConsole(context)
  const page = await openKeys(given)
  await menuOf(page, /Summer uploader/, 'Folder roles')
  const panel = page.getByRole('dialog', { name: 'Folder roles of “Summer uploader”' })
  await panel.getByText('campaigns/summer').first().waitFor()
  await panel.getByRole('combobox', { name: 'Folder' }).click()
  await page.getByRole('option', { name: 'brand', exact: true }).click()
  await panel.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Viewer' }).click()
  await panel.getByRole('button', { name: 'Give role' }).click()
  await panel.getByRole('button', { name: 'Take “Viewer” on brand away' }).waitFor()
  const rolesOf = async (): Promise<readonly string[]> => {
    const { data } = await given.official.principals.listRoles({
      principalType: 'apiKey',
      principalId: demoNames.uploaderKey,
      permissionType: 'content',
    })
    return (data ?? []).map(({ name }) => name).toSorted()
  }
  assert.deepEqual(await rolesOf(), ['Contributor', 'Viewer'])
  await panel.getByRole('button', { name: 'Take “Viewer” on brand away' }).press('Enter')
  await panel.getByRole('button', { name: 'Take “Viewer” on brand away' }).waitFor({ state: 'detached' })
  assert.deepEqual(await rolesOf(), ['Contributor'])
})

test('an account management key is made, tested and deleted', async (context) => {
  const given = await givenConsole(context)
  const page = await given.open('master')
  await page.goto('/account-keys')
  await page.getByRole('row', { name: /Auditor.*Access Auditor/ }).waitFor()
  await page.getByRole('button', { name: 'Create key' }).click()
  const form = page.getByRole('dialog', { name: 'New key' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Directory sync')
  await form.getByRole('button', { name: 'Create key' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Leave without roles' }).click()
  await page.getByRole('row', { name: /Directory sync.*No roles/ }).waitFor()
  await menuOf(page, /Auditor/, 'Test this key')
  const panel = page.getByRole('dialog', { name: 'What “Auditor” may do' })
  const listing = panel.getByRole('listitem').filter({ hasText: 'List users' })
  await listing.getByText('By Access Auditor').waitFor()
  await panel.getByRole('listitem').filter({ hasText: 'Invite users' }).getByRole('img', { name: 'May not' }).waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'hidden' })
  await menuOf(page, /Directory sync/, 'Delete')
  await page.getByRole('button', { name: 'Delete key' }).press('Enter')
  await page.getByText('The key “Directory sync” is deleted.').waitFor()
})

test('whoever may not see keys is told what is missing, and may make none', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  for (const path of ['/api-keys', '/account-keys']) {
    await page.goto(path)
    await page.getByRole('heading', { name: 'You don’t have access to this' }).waitFor()
    const create = page.getByRole('button', { name: 'Create key' }).and(page.locator('[aria-disabled="true"]'))
    await create.press('Enter')
    await page
      .getByRole('dialog')
      .getByText(/^This needs create on /)
      .waitFor()
    await page.getByRole('link', { name: 'Ask Ada Okafor' }).first().waitFor()
  }
})

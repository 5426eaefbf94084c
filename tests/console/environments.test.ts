import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenConsole, type GivenConsole } from './given-console.ts'

const environments = async ({ official }: GivenConsole) => {
  const { subAccounts } = await official.productEnvironments.list({})
  return (subAccounts ?? []).map(({ name, cloudName, enabled }) => ({ name, cloudName, enabled }))
}

test('an administrator makes an environment, and is shown the secret of its first key', async (context) => {
  const given = await givenConsole(context)
  const page = await given.open('master')
  await page.goto('/environments')
  await page.getByText('2 environments').waitFor()
  await page.getByRole('button', { name: 'Create environment' }).click()
  const form = page.getByRole('dialog', { name: 'New product environment' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Archive')
  await form.getByRole('textbox', { name: 'Cloud name' }).fill('acme-archive')
  await form.getByRole('button', { name: 'Create environment' }).click()
  const made = page.getByRole('dialog', { name: '“Archive” is made' })
  await made.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Leave without roles' }).click()
  await page.getByRole('row', { name: /Archive.*acme-archive.*Enabled/ }).waitFor()
  const made2 = (await environments(given)).find(({ cloudName }) => cloudName === 'acme-archive')
  assert.deepEqual(made2, { name: 'Archive', cloudName: 'acme-archive', enabled: true })
})

test('an environment is renamed, described, disabled, enabled and deleted', async (context) => {
  const given = await givenConsole(context)
  const page = await given.open('master')
  await page.goto('/environments')
  await page.getByRole('row', { name: /Staging/ }).click()
  const form = page.getByRole('dialog', { name: 'Edit “Staging”' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Rehearsal')
  await form.getByRole('button', { name: 'Add an attribute' }).click()
  await form.getByRole('textbox', { name: 'Attribute' }).fill('team')
  await form.getByRole('textbox', { name: 'Value' }).fill('Web')
  await form.getByRole('switch', { name: 'Keep earlier versions of assets' }).click()
  await form.getByRole('button', { name: 'Save' }).click()
  const row = page.getByRole('row', { name: /Rehearsal.*team: Web/ })
  await row.waitFor()
  const deed = async (name: string): Promise<void> => {
    await row.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  await deed('Disable')
  await page.getByRole('button', { name: 'Disable environment' }).click()
  await row.getByText('Disabled').waitFor()
  const found = (await environments(given)).find(({ name }) => name === 'Rehearsal')
  assert.equal(found?.enabled, false)
  await deed('Enable')
  await row.getByText('Enabled').waitFor()
  await deed('Delete')
  const question = page.getByRole('dialog', { name: 'Delete “Rehearsal”?' })
  await question.getByRole('textbox').fill('acme-outdoor-staging')
  await question.getByRole('button', { name: 'Delete environment' }).click()
  await page.getByText('The environment “Rehearsal” is deleted.').waitFor()
  assert.deepEqual(
    (await environments(given)).map(({ name }) => name),
    ['Production'],
  )
})

test('whoever may not see environments is told what is missing', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  await page.goto('/environments')
  const create = page.getByRole('button', { name: 'Create environment' }).and(page.locator('[aria-disabled="true"]'))
  await create.press('Enter')
  await page.getByRole('dialog').getByText('This needs create on ProductEnvironment in the account.').waitFor()
  await page.getByRole('link', { name: 'Ask Ada Okafor' }).first().waitFor()
})

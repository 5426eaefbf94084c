import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenConsole } from './given-console.ts'
import { letEmi } from './people-journeys.ts'

test('an administrator sees every role of each kind, and what one of them permits', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/roles')
  const global = await official.roles.list({ permissionType: 'global' })
  const count = global.data?.length ?? 0
  await page.getByText(`${count} roles`, { exact: true }).waitFor()
  await page.getByRole('row', { name: /Access Auditor/ }).click()
  const panel = page.getByRole('dialog', { name: 'Access Auditor' })
  await panel.getByText('5 of', { exact: false }).waitFor()
  assert.equal(await panel.getByRole('img', { name: 'In the role', exact: true }).count(), 5)
  await panel
    .getByRole('button', { name: /^Policy statement of “View roles/ })
    .first()
    .hover()
  await page.getByText('permit').first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Collection roles' }).click()
  await page.getByRole('row', { name: /^Collaborator/ }).waitFor()
})

test('the name of a role leads to its form where it may be edited, else to what it permits', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/roles')
  await page.getByRole('button', { name: 'Access Auditor', exact: true }).click()
  await page.getByRole('dialog', { name: 'Edit “Access Auditor”' }).waitFor()
  await page.goBack()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page
    .getByRole('row', { name: /^Technical Admin/ })
    .first()
    .getByText('Technical Admin')
    .click()
  await page.getByRole('dialog', { name: 'Technical Admin' }).waitFor()
  await letEmi(official, 'looker', ['roles::view'])
  const other = await open('member')
  await other.goto('/roles')
  await other.getByText('Access Auditor', { exact: true }).click()
  await other.getByRole('dialog', { name: 'Access Auditor', exact: true }).waitFor()
})

test('an administrator finds a role by its name, level and type', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/roles')
  await page.getByRole('textbox', { name: 'Search roles' }).fill('auditor')
  await page.getByText(/^2 of \d+ roles$/).waitFor()
  await page.getByRole('combobox', { name: 'Permission level' }).click()
  await page.getByRole('option', { name: 'Account' }).click()
  await page.getByText(/^1 of \d+ roles$/).waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('row').nth(5).waitFor()
})

test('whoever may not see roles is told what is missing and whom to ask', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  await page.goto('/roles')
  await page.getByRole('heading', { name: 'You don’t have access to this' }).waitFor()
  await page.getByText('This needs read on Role in the account.').waitFor()
  await page.getByRole('link', { name: 'Ask Ada Okafor' }).waitFor()
})

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { givenConsole } from './given-console.ts'

test('the change log says who did what, shows it before and after, and is exported as it is filtered', async (context) => {
  const { open, official } = await givenConsole(context)
  await official.roles.update({
    roleId: 'key_auditor',
    role: {
      name: 'Key Watcher',
      description: 'Sees the API keys of an environment.',
      systemPolicyIds: [],
    },
  })
  const page = await open('master')
  await page.goto('/changes')
  const row = page.getByRole('row', { name: /changed .*name.* of the role Key Watcher/ })
  await row.getByRole('link', { name: 'Master' }).waitFor()
  await row.press('Enter')
  const panel = page.getByRole('dialog', { name: /^Change \d+$/ })
  await panel.getByRole('row', { name: /name.*Key Auditor.*Key Watcher/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Who' }).click()
  await page.getByRole('option', { name: 'Account management keys' }).click()
  await page.getByRole('row').nth(2).waitFor({ state: 'detached' })
  await page.getByRole('row').nth(1).waitFor()
  assert.equal(await page.getByRole('row').count(), 2)
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'As CSV' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  assert.equal(text.trim().split('\r\n').length, 2)
  assert.match(text, /account_key,demo-master,Master,role\.update,/)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('combobox', { name: 'Kind of change' }).click()
  await page.getByRole('option', { name: 'Folders', exact: true }).click()
  await page.getByText('Nothing matches').waitFor()
})

test('the settings of the account say what the plan unlocks', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/account')
  await page.getByRole('listitem').filter({ hasText: 'Custom global roles' }).getByText('Part of your plan').waitFor()
  await page.getByRole('code').getByText('acme-outdoor', { exact: true }).waitFor()
  await page.getByText('Off: your password alone signs you in.').waitFor()
})

test('whoever may not read the change log is told what is missing', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  await page.goto('/changes')
  await page.getByRole('heading', { name: 'You don’t have access to this' }).waitFor()
  await page.getByRole('link', { name: 'Ask Ada Okafor' }).waitFor()
})

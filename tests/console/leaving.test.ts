// Nothing that was typed is lost without a word, and "back" closes what was opened.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { givenConsole } from './given-console.ts'

const begin = async (page: Page): Promise<void> => {
  await page.goto('/users')
  await page.getByRole('link', { name: 'Role management' }).click()
  await page.getByRole('button', { name: 'Create role' }).click()
  await page.getByLabel('Role name').fill('Half made')
}

const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' })

test('a form that was begun is left by “back”, by another page or by closing it only when that is meant', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await begin(page)
  for (const leave of [
    () => page.goBack(),
    () => page.keyboard.press('Escape'),
    () => page.getByRole('dialog', { name: 'New global role' }).getByRole('button', { name: 'Close' }).click(),
  ]) {
    await leave()
    await question(page).waitFor()
    await page.keyboard.press('Escape')
    await question(page).waitFor({ state: 'detached' })
    assert.equal(await page.getByLabel('Role name').inputValue(), 'Half made')
  }
  await page.goBack()
  await question(page).getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/roles')
})

test('a form that was begun is asked about before the palette leads away, and not once it is saved', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await begin(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Search or jump to' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Search or jump to' }).waitFor({ state: 'detached' })
  assert.equal(await question(page).count(), 0)
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: 'Account settings' }).click()
  await question(page).getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('checkbox', { name: 'View roles' }).check()
  await page.getByRole('button', { name: 'Create role' }).last().click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(new URL(page.url()).search, '')
  const { data } = await official.roles.list({ permissionType: 'global', managementType: 'custom' })
  assert.deepEqual(
    (data ?? []).filter(({ name }) => name === 'Half made').map(({ name }) => name),
    ['Half made'],
  )
  await page.goBack()
  await page.getByRole('heading', { name: 'User management' }).waitFor()
})

test('“back” closes a role that was opened from the list, and closing it leaves no step behind', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  await page.getByRole('link', { name: 'Role management' }).click()
  const details = page.getByRole('dialog', { name: 'Media Library Admin' })
  const row = page.getByRole('row', { name: /Media Library Admin/ })
  await row.press('Enter')
  await details.waitFor()
  await page.goBack()
  await details.waitFor({ state: 'detached' })
  await row.press('Enter')
  await details.getByRole('button', { name: 'Close' }).first().click()
  await details.waitFor({ state: 'detached' })
  await page.goBack()
  await page.getByRole('heading', { name: 'User management' }).waitFor()
})

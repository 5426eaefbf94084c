import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectDialog, expectFocus, goTo, press, signInByKeyboard, tabTo } from './by-keyboard.ts'
import { givenConsole } from './given-console.ts'

test('an administrator makes a custom role by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const page = await signInByKeyboard(given)
  await goTo(page, 'Role management')
  await tabTo(page, 'Create role')
  await press(page, 'Enter')
  await expectDialog(page, 'New global role')
  await expectFocus(page, 'Role name')
  await page.keyboard.type('Movers')
  await tabTo(page, 'Description')
  await page.keyboard.type('Keeps folders tidy')
  await tabTo(page, 'Role ID')
  await page.keyboard.type('movers')
  await tabTo(page, 'Account')
  await press(page, 'ArrowRight')
  await expectFocus(page, 'Product environments')
  await tabTo(page, 'Move assets between folders')
  await press(page, 'Space')
  await page.getByText(/^2 of \d+ chosen$/).waitFor()
  await tabTo(page, 'Search permissions')
  await page.keyboard.type('metadata')
  await tabTo(page, 'Create role', { key: 'Shift+Tab' })
  await press(page, 'Enter')
  await page.getByText('The role “Movers” is made. Nobody has it yet.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, 'Create role')
  const { data } = await given.official.roles.get({ roleId: 'movers' })
  assert.deepEqual([data?.name, data?.description, data?.scopeType], ['Movers', 'Keeps folders tidy', 'prodenv'])
})

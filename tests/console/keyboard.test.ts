import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectDialog, expectFocus, expectMenu, goTo, press, signInByKeyboard, tabTo, tabToRow } from './by-keyboard.ts'
import { focusedOn } from './focused.ts'
import { givenConsole } from './given-console.ts'

test('somebody signs in, finds a role, reads it, and opens the menu of a user, without a mouse', async (context) => {
  const page = await signInByKeyboard(await givenConsole(context))
  await goTo(page, 'Role management')

  // A row, its details, and back to the row.
  await tabToRow(page, /^Access Auditor/)
  await press(page, 'Enter')
  await expectDialog(page, 'Access Auditor')
  await page.getByRole('dialog').getByRole('listitem').first().waitFor()
  await press(page, 'Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, /^Access Auditor/)

  // Users, and the menu of one.
  await goTo(page, 'User management')
  await tabToRow(page, /^Emi/)
  await press(page, 'm')
  await expectMenu(page)
  await press(page, 'Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
})

test('the first stop leads past the navigation, and no stop is a trap', async (context) => {
  const page = await signInByKeyboard(await givenConsole(context))
  await goTo(page, 'Profile')
  await tabTo(page, 'Skip to content')
  assert.equal((await focusedOn(page)).tag, 'a')
  await press(page, 'Enter')
  assert.equal(await page.evaluate('document.activeElement?.id'), 'content')
  await tabTo(page, 'Sign out everywhere')
  await tabTo(page, /Skip to content|Search or jump to/)
  await tabTo(page, /Skip to content|Sign out everywhere/, { key: 'Shift+Tab' })
})

// Dialogs by keyboard: the focus goes in, stays in, and comes back; what is chosen in a list doesn't send the form.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { expectDialog, expectFocus, goTo, press, signInByKeyboard, tabTo } from './by-keyboard.ts'
import { focusedOn } from './focused.ts'
import { givenConsole } from './given-console.ts'

/** Opens the form that invites people, and types whom. */
async function inviting(page: Page): Promise<void> {
  await goTo(page, 'User management')
  await tabTo(page, 'Invite')
  await press(page, 'Enter')
  await expectDialog(page, 'Invite people')
  await page.keyboard.type('cy@new.example')
}

test('Tab goes round in a dialog, both ways, and leaving it asks first', async (context) => {
  const page = await signInByKeyboard(await givenConsole(context))
  await inviting(page)
  for (const key of ['Tab', 'Shift+Tab']) await tabTo(page, 'People', { key, most: 12 })
  await press(page, 'Escape')
  await expectDialog(page, 'Leave without saving?')
  await expectFocus(page, 'Cancel')
  for (const key of ['Tab', 'Shift+Tab']) await tabTo(page, 'Cancel', { key, most: 4 })
  await press(page, 'Enter')
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor({ state: 'detached' })
  await expectFocus(page, 'People')
  await press(page, 'Escape')
  await expectDialog(page, 'Leave without saving?')
  await tabTo(page, 'Leave')
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, 'Invite')
})

test('in a field with a list, Escape closes the list alone, and Enter sends no form', async (context) => {
  const given = await givenConsole(context)
  const page = await signInByKeyboard(given)
  await inviting(page)
  await tabTo(page, 'Groups')
  await press(page, 'ArrowDown')
  await page.getByRole('listbox').waitFor()
  await press(page, 'Escape')
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  await expectDialog(page, 'Invite people')
  await expectFocus(page, 'Groups')
  await press(page, 'ArrowDown', 'Enter')
  await page.getByText(/join Creative/).waitFor()
  await page.keyboard.type('no such group')
  await press(page, 'Enter')
  await press(page, 'Escape')
  assert.equal((await focusedOn(page)).name, 'Groups')
  await expectDialog(page, 'Invite people')
  assert.deepEqual((await given.official.users.list({ emails: ['cy@new.example'] })).users, [])
})

// Tables by keyboard: a row is near, whichever it is, and what is deleted leaves the focus where it was.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chooseIn,
  chooseOfRow,
  expectDialog,
  expectFocus,
  expectMenu,
  goTo,
  press,
  signInByKeyboard,
  tabTo,
  tabToRow,
} from './by-keyboard.ts'
import { givenConsole } from './given-console.ts'

test('the menu of any row is near, and so is what follows the table', async (context) => {
  const page = await signInByKeyboard(await givenConsole(context))
  await chooseIn(page, /^Environment/, 'Production')
  for (const [screen, row] of [
    ['Role management', 'Collection Creator'],
    ['User management', 'Finn Roth'],
    ['API keys', 'Summer uploader'],
  ] as const) {
    await goTo(page, screen)
    await tabTo(page, /Skip to content/, { most: 100 })
    await press(page, 'Enter')
    await tabToRow(page, new RegExp(`^${row}`))
    await tabTo(page, `Actions for ${row}`, { most: 6 })
    await press(page, 'Enter')
    await expectMenu(page)
    await press(page, 'Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await expectFocus(page, `Actions for ${row}`)
    await tabTo(page, /^((?!Actions for).)*$/, { most: 1 })
  }
})

test('a role is deleted, and the focus is on the row that took its place', async (context) => {
  const given = await givenConsole(context)
  const page = await signInByKeyboard(given)
  await goTo(page, 'Role management')
  await tabTo(page, 'Global roles')
  await press(page, 'ArrowRight')
  await expectFocus(page, 'Folder roles')
  await chooseOfRow(page, /^Drop Box/, 'Delete')
  await expectDialog(page, 'Delete “Drop Box”?')
  await tabTo(page, 'Delete role')
  await press(page, 'Enter')
  await page.getByText('The role “Drop Box” is deleted.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, /^Distributor/)
  assert.equal(await page.evaluate('document.activeElement?.getAttribute("role")'), 'row')
  await assert.rejects(given.official.roles.get({ roleId: 'drop_box' }), { statusCode: 404 })
})

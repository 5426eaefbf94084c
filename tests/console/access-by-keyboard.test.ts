// Roles and product environments of somebody by keyboard alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chooseIn,
  chooseOfRow,
  expectDialog,
  expectFocus,
  goTo,
  press,
  signInByKeyboard,
  tabTo,
} from './by-keyboard.ts'
import { givenConsole } from './given-console.ts'
import { emi, idOfUser, rolesOf } from './people-journeys.ts'

test('an administrator assigns roles to somebody by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const { official } = given
  const page = await signInByKeyboard(given)
  await goTo(page, 'User management')
  await chooseOfRow(page, /^Emi Tanaka/, 'Assign roles')
  await expectDialog(page, 'Roles of Emi Tanaka')
  await chooseIn(page, 'Account roles', 'Reports')
  await tabTo(page, 'Remove Production')
  await press(page, 'Enter')
  await expectFocus(page, 'Add a product environment')
  await press(page, 'Enter')
  await chooseIn(page, 'Product environment', 'All product environments')
  await chooseIn(page, 'Roles in All product environments', 'Media Library Admin')
  await page.getByText('Will be taken away: Moderator (Production).').waitFor()
  await tabTo(page, 'Save roles')
  await press(page, 'Enter')
  await page.getByText('The roles of Emi Tanaka are saved.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, /^Emi Tanaka/)
  assert.deepEqual(await rolesOf(official, 'user', await idOfUser(official, emi)), [
    'cld::role::account::reports',
    'cld::role::prodenv::ml_admin in all',
  ])
})

test('an administrator opens environments to somebody by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const { official } = given
  const page = await signInByKeyboard(given)
  const id = await idOfUser(official, 'finn@partner.example')
  await goTo(page, 'User management')
  await chooseOfRow(page, /^Finn Roth/, 'Product environment access')
  await expectDialog(page, 'Product environments of Finn Roth')
  await chooseIn(page, 'Product environments', 'Staging')
  await page.getByText('Staging is open, but no role counts there.').waitFor()
  await tabTo(page, 'Save access')
  await press(page, 'Enter')
  await page.getByText('What is open to Finn Roth is saved.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, /^Finn Roth/)
  assert.equal((await official.users.get({ userId: id })).subAccountCount, 2)
})

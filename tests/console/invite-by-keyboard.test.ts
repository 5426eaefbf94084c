// People are invited by keyboard alone: with a bundle, with access of their own, and into groups.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { chooseIn, expectDialog, expectFocus, goTo, press, signInByKeyboard, tabTo } from './by-keyboard.ts'
import { givenConsole, type GivenConsole } from './given-console.ts'
import { idOfEnvironment, idOfGroup, idOfUser, rolesOf } from './people-journeys.ts'

/** Opens the form, and types who is invited. */
async function inviting(given: GivenConsole, people: string): Promise<Page> {
  const page = await signInByKeyboard(given)
  await goTo(page, 'User management')
  await tabTo(page, 'Invite')
  await press(page, 'Enter')
  await expectDialog(page, 'Invite people')
  await expectFocus(page, 'People')
  await page.keyboard.type(people)
  return page
}

/** Sends the form, and closes what it answers with: the focus is where it began. */
async function send(page: Page, button: string): Promise<void> {
  await tabTo(page, button)
  await press(page, 'Enter')
  await expectDialog(page, /^Hand on/)
  await tabTo(page, 'Done')
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, 'Invite')
}

test('an administrator invites somebody with an access bundle by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const page = await inviting(given, 'cy@new.example')
  await chooseIn(page, 'Access management', 'Media Library User')
  await page
    .getByRole('dialog')
    .getByText(/^Applies Media Library User in all product/)
    .waitFor()
  await send(page, 'Invite 1 person')
  const id = await idOfUser(given.official, 'cy@new.example')
  assert.deepEqual(await rolesOf(given.official, 'user', id), ['cld::role::prodenv::ml_user in all'])
})

test('an administrator invites somebody with roles of their own by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const { official } = given
  const page = await inviting(given, 'Ann Lee <ann@new.example>')
  await chooseIn(page, 'Access management', 'Custom access')
  await tabTo(page, 'Hide access details')
  await chooseIn(page, 'Account roles', 'Reports')
  await tabTo(page, 'Add a product environment')
  await press(page, 'Enter')
  await chooseIn(page, 'Product environment', 'Production')
  await chooseIn(page, 'Roles in Production', 'Moderator')
  await tabTo(page, /^All product environments/)
  await press(page, 'ArrowDown')
  await expectFocus(page, 'Selected product environments')
  await chooseIn(page, 'Product environments', 'Production')
  await send(page, 'Invite 1 person')
  const [id, production] = [await idOfUser(official, 'ann@new.example'), await idOfEnvironment(official, 'Production')]
  assert.deepEqual(await rolesOf(official, 'user', id), [
    'cld::role::account::reports',
    `cld::role::prodenv::moderator in ${production}`,
  ])
  assert.equal((await official.users.get({ userId: id })).subAccountCount, 1)
})

test('an administrator invites somebody into a group by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const { official } = given
  const page = await inviting(given, 'ben@new.example')
  await chooseIn(page, 'Groups', 'Creative')
  await send(page, 'Invite 1 person')
  const id = await idOfUser(official, 'ben@new.example')
  const { users = [] } = await official.userGroups.listUsers({ groupId: await idOfGroup(official, 'Creative') })
  assert.ok(users.some((one) => one.id === id))
  assert.deepEqual(await rolesOf(official, 'user', id), [])
})

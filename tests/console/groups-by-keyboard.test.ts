// Groups by keyboard alone: made with members and roles, chosen for somebody, and deleted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
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
import { givenConsole, type GivenConsole } from './given-console.ts'
import { idOfGroup, rolesOf } from './people-journeys.ts'

async function openGroups(given: GivenConsole): Promise<Page> {
  const page = await signInByKeyboard(given)
  await goTo(page, 'User management')
  await tabTo(page, 'Users')
  await press(page, 'ArrowRight')
  await expectFocus(page, 'Groups')
  return page
}

const namesIn = async ({ official }: GivenConsole, group: string): Promise<readonly (string | undefined)[]> => {
  const { users = [] } = await official.userGroups.listUsers({ groupId: await idOfGroup(official, group) })
  return users.map(({ name }) => name).sort()
}

test('an administrator makes a group with members and roles by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const page = await openGroups(given)
  await tabTo(page, 'Create group', { key: 'Shift+Tab' })
  await press(page, 'Enter')
  await expectDialog(page, 'Create a group')
  await tabTo(page, 'Name')
  await page.keyboard.type('Designers')
  await chooseIn(page, 'Add a member', 'Ben Larsen', 'Carla Mendes')
  await tabTo(page, 'Remove Ben Larsen')
  await press(page, 'Enter')
  await expectFocus(page, 'Remove Carla Mendes')
  await tabTo(page, 'Details', { key: 'Shift+Tab' })
  await press(page, 'ArrowRight')
  await expectFocus(page, 'Roles')
  await chooseIn(page, 'Account roles', 'Reports')
  await tabTo(page, 'Add a product environment')
  await press(page, 'Enter')
  await chooseIn(page, 'Product environment', 'All product environments')
  await chooseIn(page, 'Roles in All product environments', 'Media Library User')
  await tabTo(page, 'Create group')
  await press(page, 'Enter')
  await page.getByText('The group “Designers” is created.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, 'Create group')
  assert.deepEqual(await namesIn(given, 'Designers'), ['Carla Mendes'])
  assert.deepEqual(await rolesOf(given.official, 'group', await idOfGroup(given.official, 'Designers')), [
    'cld::role::account::reports',
    'cld::role::prodenv::ml_user in all',
  ])
})

test('an administrator chooses the groups of somebody by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const page = await signInByKeyboard(given)
  await goTo(page, 'User management')
  await chooseOfRow(page, /^Emi Tanaka/, 'Edit details')
  await expectDialog(page, 'Details of Emi Tanaka')
  await chooseIn(page, 'Groups', 'Creative')
  await tabTo(page, 'Save')
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, /^Emi Tanaka/)
  assert.deepEqual(await namesIn(given, 'Creative'), ['Dev Patel', 'Emi Tanaka'])
})

test('an administrator deletes a group by keyboard alone, told who loses by it', async (context) => {
  const given = await givenConsole(context)
  const page = await openGroups(given)
  await chooseOfRow(page, /^Partners/, 'Delete')
  await expectDialog(page, 'Delete “Partners”?')
  await page.getByText('1 member loses the roles that come through the group.').waitFor()
  await tabTo(page, 'Delete group')
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, /^Marketing/)
  const { userGroups = [] } = await given.official.userGroups.list()
  assert.deepEqual(userGroups.map(({ name }) => name).sort(), ['Creative', 'Marketing'])
})

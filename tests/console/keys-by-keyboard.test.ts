// Keys of both kinds by keyboard alone: made, and given roles.
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
import { idOfEnvironment, rolesOf } from './people-journeys.ts'

/** Makes a key, and goes on to its roles, as the console offers. */
async function makeKey(page: Page, name: string): Promise<void> {
  await tabTo(page, 'Create key')
  await press(page, 'Enter')
  await expectDialog(page, 'New key')
  await expectFocus(page, 'Name')
  await page.keyboard.type(name)
  await press(page, 'Enter')
  await expectDialog(page, `“${name}” is made`)
  await tabTo(page, 'Assign roles')
  await press(page, 'Enter')
  await expectDialog(page, `Roles of ${name}`)
}

/** Saves the roles, and leaves the key that was made: the focus is where it began. */
async function finish(page: Page, name: string): Promise<void> {
  await tabTo(page, 'Save roles')
  await press(page, 'Enter')
  await page.getByText(`The roles of ${name} are saved.`).waitFor()
  await page.getByRole('dialog', { name: `Roles of ${name}` }).waitFor({ state: 'detached' })
  await tabTo(page, 'Done')
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, 'Create key')
}

const keyOf = async ({ official }: GivenConsole, subAccountId: string, name: string): Promise<string> => {
  const { accessKeys = [] } = await official.accessKeys.list({ subAccountId })
  return accessKeys.find((one) => one.name === name)?.apiKey ?? assert.fail(`there is no key ${name}`)
}

test('an administrator makes an API key and gives it a role, and one on a folder, by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const { official } = given
  const page = await signInByKeyboard(given)
  await chooseIn(page, /^Environment/, 'Production')
  await goTo(page, 'API keys')
  await makeKey(page, 'Nightly backup')
  await tabTo(page, 'Add a product environment')
  await press(page, 'Enter')
  await chooseIn(page, 'Product environment', 'Production')
  await chooseIn(page, 'Roles in Production', 'Moderator')
  await finish(page, 'Nightly backup')
  await page.getByRole('row', { name: /^Nightly backup.*Moderator/ }).waitFor()
  const production = await idOfEnvironment(official, 'Production')
  const key = await keyOf(given, production, 'Nightly backup')
  assert.deepEqual(await rolesOf(official, 'apiKey', key), [`cld::role::prodenv::moderator in ${production}`])

  await chooseOfRow(page, /^Nightly backup/, 'Folder roles')
  await expectDialog(page, 'Folder roles of “Nightly backup”')
  await chooseIn(page, 'In which folder', 'brand')
  await chooseIn(page, 'Role', 'Viewer')
  await tabTo(page, 'Give role')
  await press(page, 'Enter')
  await page.getByRole('button', { name: 'Take “Viewer” on brand away' }).waitFor()
  await expectFocus(page, 'Give role')
  const held = { principalType: 'apiKey', principalId: key, permissionType: 'content' } as const
  const folderRoles = async () => ((await official.principals.listRoles(held)).data ?? []).map(({ name }) => name)
  assert.deepEqual(await folderRoles(), ['Viewer'])
  await tabTo(page, 'Take “Viewer” on brand away')
  await press(page, 'Enter')
  await page.getByRole('button', { name: 'Take “Viewer” on brand away' }).waitFor({ state: 'detached' })
  await expectDialog(page, 'Folder roles of “Nightly backup”')
  assert.deepEqual(await folderRoles(), [])
  await press(page, 'Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expectFocus(page, /^Nightly backup/)
})

test('an administrator makes an account management key and gives it roles by keyboard alone', async (context) => {
  const given = await givenConsole(context)
  const { official } = given
  const page = await signInByKeyboard(given)
  await goTo(page, 'Account management keys')
  await makeKey(page, 'Provisioner')
  const [key = ''] = await page.getByRole('dialog', { name: '“Provisioner” is made' }).locator('code').allTextContents()
  await chooseIn(page, 'Account roles', 'Admin')
  await tabTo(page, 'Add a product environment')
  await press(page, 'Enter')
  await chooseIn(page, 'Product environment', 'All product environments')
  await chooseIn(page, 'Roles in All product environments', 'Technical Admin')
  await finish(page, 'Provisioner')
  assert.deepEqual(await rolesOf(official, 'provisioningKey', key), [
    'cld::role::account::admin',
    'cld::role::prodenv::tech_admin in all',
  ])
})

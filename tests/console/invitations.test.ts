import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessBundles } from '../../src/domain/catalogue/bundles.ts'
import { givenConsole } from './given-console.ts'
import { choose, fromMenu, idOfEnvironment, idOfGroup, idOfUser, rolesOf } from './people-journeys.ts'

test('an administrator invites people with each access bundle, and they get what it says', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  for (const bundle of accessBundles) {
    await page.getByRole('button', { name: 'Invite' }).click()
    const panel = page.getByRole('dialog', { name: 'Invite people' })
    const email = `${bundle.id}@new.example`
    await panel.getByRole('textbox', { name: 'People' }).fill(email)
    await panel.getByRole('combobox', { name: 'Access management' }).click()
    const option = page.getByRole('option', {
      name: new RegExp(`^${bundle.name}\\s*${bundle.description.slice(0, 20)}`),
    })
    await option.getByText(/^Applies .* in all product environments\.$/).waitFor()
    await option.click()
    await panel.getByText(/^Applies .* all product environments\.$/).waitFor()
    await panel.getByRole('button', { name: 'Invite 1 person' }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    const id = await idOfUser(official, email)
    const expected = [...bundle.accountRoleIds, ...bundle.environmentRoleIds.map((role) => `${role} in all`)]
    assert.deepEqual(await rolesOf(official, 'user', id), expected.sort(), bundle.name)
    const { status, allSubAccounts } = await official.users.get({ userId: id })
    assert.deepEqual([status, allSubAccounts], ['pending', true])
  }
})

test('an administrator invites several people with custom access, warned where roles and access do not fit', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  await page.getByRole('button', { name: 'Invite' }).click()
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await panel.getByRole('textbox', { name: 'People' }).fill('Ann Lee <ann@new.example>, Ben Ito <ben@new.example>')
  await panel.getByText('2 people recognised').waitFor()
  await panel.getByRole('button', { name: 'Invite 2 people' }).click()
  await panel.getByText('Give at least one role, by a bundle or by hand, or a group.').waitFor()
  await choose(page, panel, 'Access management', 'Custom access')
  await panel.getByRole('button', { name: 'Hide access details' }).waitFor()
  await panel.getByRole('button', { name: 'Add a product environment' }).click()
  await choose(page, panel, 'Product environment', 'Production')
  await choose(page, panel, 'Roles in Production', 'Moderator')
  await panel.getByRole('radio', { name: 'Selected product environments' }).check()
  await choose(page, panel, 'Product environments', 'Staging')
  await panel.getByText('Roles in Production do nothing until the environment is opened.').waitFor()
  await panel.getByText('Staging is open, but no role counts there.').waitFor()
  await choose(page, panel, 'Groups', 'Creative')
  await panel
    .getByText('You invite Ann Lee and Ben Ito, who get Moderator in Production, join Creative and can open Staging.')
    .waitFor()
  await panel.getByRole('button', { name: 'Invite 2 people' }).click()
  const links = page.getByRole('dialog', { name: 'Hand on these links' })
  const link = await links.getByRole('textbox', { name: 'Link for ann@new.example' }).inputValue()
  const [production, staging] = [
    await idOfEnvironment(official, 'Production'),
    await idOfEnvironment(official, 'Staging'),
  ]
  const { users = [] } = await official.userGroups.listUsers({ groupId: await idOfGroup(official, 'Creative') })
  for (const email of ['ann@new.example', 'ben@new.example']) {
    const id = await idOfUser(official, email)
    assert.deepEqual(await rolesOf(official, 'user', id), [`cld::role::prodenv::moderator in ${production}`])
    assert.ok(users.some((one) => one.id === id))
    const found = await official.users.list({ ids: [id], subAccountId: staging })
    assert.equal(found.users?.length, 1)
  }
  const visitor = await open('visitor')
  await visitor.goto(new URL(link).pathname + new URL(link).hash)
  await visitor.getByText('ann@new.example').first().waitFor()
})

test('an administrator adjusts a bundle, and what is left of it is given', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  await page.getByRole('button', { name: 'Invite' }).click()
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await panel.getByRole('textbox', { name: 'People' }).fill('cy@new.example')
  await choose(page, panel, 'Access management', 'Reports')
  await panel.getByRole('button', { name: 'Manage access details' }).click()
  await panel.getByRole('button', { name: 'Remove All product environments' }).click()
  await panel.getByText('Adjusted: the roles below are given in place of the bundle.').waitFor()
  await panel.getByRole('button', { name: 'Invite 1 person' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  const id = await idOfUser(official, 'cy@new.example')
  assert.deepEqual(await rolesOf(official, 'user', id), ['cld::role::account::reports'])
})

test('an administrator sends an invitation again, and revokes it', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  await page.getByRole('button', { name: 'Invite' }).click()
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await panel.getByRole('textbox', { name: 'People' }).fill('Dee Ray <dee@new.example>')
  await choose(page, panel, 'Access management', 'Billing')
  await panel.getByRole('button', { name: 'Invite 1 person' }).click()
  const field = page.getByRole('textbox', { name: 'Link for dee@new.example' })
  const first = await field.inputValue()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('tab', { name: 'Invitations' }).click()
  await page.getByText('1 invitation', { exact: true }).waitFor()
  await fromMenu(page, 'Dee Ray', 'Send again')
  assert.notEqual(await field.inputValue(), first)
  await page.getByRole('button', { name: 'Done' }).click()
  const question = await fromMenu(page, 'Dee Ray', 'Revoke')
  await question.getByRole('button', { name: 'Revoke invitation' }).click()
  await page.getByText('Nobody is waiting').waitFor()
  assert.deepEqual((await official.users.list({ emails: ['dee@new.example'] })).users, [])
})

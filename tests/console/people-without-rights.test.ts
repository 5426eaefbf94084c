import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenConsole } from './given-console.ts'
import { choose, fromMenu, idOfUser, letEmi, rolesOf } from './people-journeys.ts'

test('whoever may not see people is told what is missing, on every tab, and may not invite', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  for (const tab of ['users', 'groups', 'invitations']) {
    await page.goto(`/users?tab=${tab}`)
    await page.getByRole('heading', { name: 'You don’t have access to this' }).waitFor()
    await page
      .getByText(tab === 'groups' ? /This needs read on Group/ : /This needs read on User/)
      .first()
      .waitFor()
    await page.getByRole('link', { name: 'Ask Ada Okafor' }).waitFor()
  }
  await page.getByRole('button', { name: 'Invite', disabled: true }).press('Enter')
  await page.getByText('This needs create on User in the account.', { exact: true }).waitFor()
})

test('whoever may only look finds every deed blocked with the reason the API gives', async (context) => {
  const { open, official } = await givenConsole(context)
  await letEmi(official, 'looker', ['users_and_groups::view', 'roles::view', 'product_environments::view'])
  const page = await open('member')
  await page.goto('/users')
  await page.getByText('6 users', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Actions for Finn Roth' }).click()
  for (const [entry, reason] of [
    ['Edit details', /This needs update on User in the account\./],
    ['Assign roles', /This needs update on User in the account\./],
    ['Product environment access', /This needs update on User/],
    ['Sessions', /This needs update on User/],
    ['Disable', /This needs update on User/],
    ['Delete', /This needs delete on User/],
  ] as const) {
    const item = page.getByRole('menuitem', { name: entry })
    await item.getByText(reason).waitFor()
    assert.equal(await item.getAttribute('aria-disabled'), 'true')
  }
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Groups' }).click()
  await page.getByRole('button', { name: 'Create group', disabled: true }).press('Enter')
  await page.getByText('This needs create on Group in the account.', { exact: true }).waitFor()
  await page.goto(`/principals/user/${await idOfUser(official, 'finn@partner.example')}`)
  await page.getByRole('button', { name: 'Assign roles', disabled: true }).press('Enter')
  await page.getByText('This needs update on User in the account.', { exact: true }).waitFor()
})

test('nobody gives what they do not hold: roles, memberships and access are refused with what is lacking', async (context) => {
  const { open, official } = await givenConsole(context)
  const rights = ['users_and_groups::view', 'users_and_groups::manage', 'roles::view', 'product_environments::view']
  await letEmi(official, 'keeper', rights)
  const finn = await idOfUser(official, 'finn@partner.example')
  const before = await rolesOf(official, 'user', finn)
  const page = await open('member')
  await page.goto('/users')
  const lacking = 'This would give what you do not hold there yourself'
  const roles = await fromMenu(page, 'Finn Roth', 'Assign roles')
  await choose(page, roles, 'Account roles', 'Master Admin')
  await roles.getByRole('button', { name: 'Save roles' }).click()
  await roles.getByRole('alert').getByText(lacking).waitFor()
  assert.deepEqual(await rolesOf(official, 'user', finn), before)
  await page.reload()
  await page.getByRole('button', { name: 'Invite' }).click()
  const invite = page.getByRole('dialog', { name: 'Invite people' })
  await invite.getByRole('textbox', { name: 'People' }).fill('eve@new.example')
  await choose(page, invite, 'Access management', 'Admin')
  await invite.getByRole('button', { name: 'Invite 1 person' }).click()
  await invite.getByRole('alert').getByText(lacking).waitFor()
  assert.deepEqual((await official.users.list({ emails: ['eve@new.example'] })).users, [])
  await page.reload()
  const edit = await fromMenu(page, 'Finn Roth', 'Edit details')
  await choose(page, edit, 'Groups', 'Creative')
  await edit.getByRole('button', { name: 'Save' }).click()
  await edit.getByRole('alert').getByText(lacking).waitFor()
})

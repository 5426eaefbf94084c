import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { askApi } from './ask-api.ts'
import { givenConsole } from './given-console.ts'
import { choose, fromMenu, idOfEnvironment, idOfGroup, idOfUser, rolesOf } from './people-journeys.ts'

async function lastRevision(page: Page): Promise<number> {
  const { body } = await askApi(page, 'GET', '/api/changes?limit=1')
  const [last] = body['entries'] as readonly { readonly revision: number }[]
  return last?.revision ?? 0
}

const emi = 'emi@acme-outdoor.example'

test('an administrator finds users by a part of their name, their state, group and environment', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  await page.getByText('6 users', { exact: true }).waitFor()
  await page.getByRole('textbox', { name: 'Search by name or e-mail' }).fill('TANAKA')
  await page.getByText('1 user', { exact: true }).waitFor()
  await page.getByRole('row', { name: /Emi Tanaka.*Marketing.*Moderator.*Production.*Active/ }).waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('combobox', { name: 'Product environment' }).click()
  await page.getByRole('option', { name: 'Staging' }).click()
  await page.getByText('4 users', { exact: true }).waitFor()
  await page.getByRole('combobox', { name: 'Group', exact: true }).click()
  await page.getByRole('option', { name: 'Creative' }).click()
  await page.getByText('1 user', { exact: true }).waitFor()
  await page.reload()
  await page.getByText('1 user', { exact: true }).waitFor()
  await page.getByRole('combobox', { name: 'Group', exact: true }).click()
  await page.getByRole('option', { name: 'Partners' }).waitFor()
  await page.keyboard.press('Escape')
  assert.match(page.url(), /environment=[0-9a-f]+.*group=|group=.*environment=/)
  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Disabled' }).click()
  await page.getByText('Nothing matches').waitFor()
})

test('an administrator changes the name, e-mail and groups of a user', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  await page.getByRole('button', { name: 'Marketing Edit the groups of Emi Tanaka' }).click()
  const panel = page.getByRole('dialog', { name: 'Details of Emi Tanaka' })
  await panel.getByLabel('Name', { exact: true }).fill('Emi Sato')
  await panel.getByLabel('E-mail').fill('sato@acme-outdoor.example')
  await panel.getByText('With this e-mail, whoever reads it can come to act as this user.').waitFor()
  await choose(page, panel, 'Groups', 'Creative')
  await panel.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Emi Sato is saved.').waitFor()
  await page.getByRole('row', { name: /Emi Sato/ }).waitFor()
  const id = await idOfUser(official, 'sato@acme-outdoor.example')
  assert.equal((await official.users.get({ userId: id })).name, 'Emi Sato')
  for (const group of ['Creative', 'Marketing']) {
    const { users = [] } = await official.userGroups.listUsers({ groupId: await idOfGroup(official, group) })
    assert.ok(
      users.some((one) => one.id === id),
      group,
    )
  }
})

test('an administrator assigns roles in the account and in environments, and sees what will change', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  const [id, production] = [await idOfUser(official, emi), await idOfEnvironment(official, 'Production')]
  await page.goto('/users')
  const panel = await fromMenu(page, 'Emi Tanaka', 'Assign roles')
  await choose(page, panel, 'Account roles', 'Reports')
  await panel.getByRole('button', { name: 'Remove Production' }).click()
  await panel.getByRole('button', { name: 'Add a product environment' }).click()
  await choose(page, panel, 'Product environment', 'All product environments')
  await choose(page, panel, 'Roles in All product environments', 'Media Library Admin')
  await panel.getByText('Will be given: Reports (account), Media Library Admin (All product environments).').waitFor()
  await panel.getByText('Will be taken away: Moderator (Production).').waitFor()
  const effects = panel.getByRole('region', { name: 'Who gains and loses what' })
  await effects.getByText('Gains something: 1 person.').waitFor()
  const before = await lastRevision(page)
  assert.deepEqual(await rolesOf(official, 'user', id), [`cld::role::prodenv::moderator in ${production}`])
  await panel.getByRole('button', { name: 'Save roles' }).click()
  await page.getByText('The roles of Emi Tanaka are saved.').waitFor()
  assert.deepEqual(await rolesOf(official, 'user', id), [
    'cld::role::account::reports',
    'cld::role::prodenv::ml_admin in all',
  ])
  assert.equal(await lastRevision(page), before + 1, 'it is one change')
})

test('an administrator opens environments to a user, warned where no role counts', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  await page.getByRole('button', { name: 'Change what is open to Finn Roth' }).click()
  const panel = page.getByRole('dialog', { name: 'Product environments of Finn Roth' })
  await choose(page, panel, 'Product environments', 'Staging')
  await panel.getByText('Staging is open, but no role counts there.').waitFor()
  await panel.getByRole('button', { name: 'Save access' }).click()
  await page.getByText('What is open to Finn Roth is saved.').waitFor()
  const id = await idOfUser(official, 'finn@partner.example')
  assert.equal((await official.users.get({ userId: id })).subAccountCount, 2)
  await page.getByRole('row', { name: /Finn Roth.*(?:Production, Staging|Staging, Production)/ }).waitFor()
})

test('an administrator disables a user and enables them again, by keyboard alone', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  const row = page.getByRole('row', { name: /^Finn Roth/ })
  const id = await idOfUser(official, 'finn@partner.example')
  for (const [entry, button, state, isEnabled] of [
    ['Disable', 'Disable user', 'Disabled', false],
    ['Enable', 'Enable user', 'Active', true],
  ] as const) {
    await row.focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: entry }).press('Enter')
    await page.getByRole('button', { name: button }).press('Enter')
    await row.getByText(state).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.equal((await official.users.get({ userId: id })).enabled, isEnabled)
  }
})

test('an administrator sees where somebody is signed in, and ends it', async (context) => {
  const { open } = await givenConsole(context)
  const [first, second] = [await open('member'), await open('member')]
  const page = await open('master')
  await page.goto('/users')
  const panel = await fromMenu(page, 'Emi Tanaka', 'Sessions')
  await panel.getByText('Chrome, Linux').nth(1).waitFor()
  assert.equal(await panel.getByRole('listitem').count(), 2)
  await panel
    .getByRole('button', { name: /^End the session/ })
    .first()
    .click()
  await panel.getByText('Chrome, Linux').nth(1).waitFor({ state: 'detached' })
  await panel.getByRole('button', { name: 'End all sessions' }).click()
  await panel.getByText('Signed in nowhere').waitFor()
  for (const theirs of [first, second]) {
    await theirs.goto('/profile')
    await theirs.getByRole('heading', { name: 'Sign in' }).waitFor()
  }
})

test('an administrator deletes a user, told what goes with it', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  const question = await fromMenu(page, 'Emi Tanaka', 'Delete')
  await question.getByText('1 global role, and every role on folders and collections').waitFor()
  await question.getByText('the membership of 1 group').waitFor()
  await question.getByRole('button', { name: 'Delete user' }).click()
  await page.getByText('Emi Tanaka is deleted.').waitFor()
  await page.getByText('5 users', { exact: true }).waitFor()
  assert.deepEqual((await official.users.list({ emails: [emi] })).users, [])
})

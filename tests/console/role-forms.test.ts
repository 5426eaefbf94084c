import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { tasks } from '../../src/domain/catalogue/tasks.ts'
import { viewers } from '../../scripts/screens/shown-screen.ts'
import { demoFileWith } from '../../src/operations/bootstrap/demo-file.ts'
import { givenConsole, type GivenConsole } from './given-console.ts'

const policiesOf = async ({ official }: GivenConsole, roleId: string): Promise<readonly string[]> => {
  const { data } = await official.roles.get({ roleId })
  return (data?.policies ?? []).map(({ id }) => id).toSorted()
}

const chosenIn = (page: Page, count: number) => page.getByText(new RegExp(`^${count} of \\d+ chosen$`)).waitFor()

test('an administrator makes a role from a task, and the API has what the task needs', async (context) => {
  const given = await givenConsole(context)
  const page = await given.open('master')
  await page.goto('/roles')
  await page.getByRole('button', { name: 'Create role' }).click()
  const form = page.getByRole('dialog', { name: 'New global role' })
  await form.getByRole('button', { name: 'Create role' }).click()
  await form.getByText('A role needs a name.').waitFor()
  await form.getByRole('textbox', { name: 'Role name' }).fill('Movers')
  await form.getByRole('textbox', { name: 'Description' }).fill('Keeps folders tidy')
  await form.getByRole('textbox', { name: 'Role ID' }).fill('movers')
  await form.getByText('Product environments', { exact: true }).click()
  await form.getByRole('button', { name: 'Move assets between folders' }).click()
  await chosenIn(page, 2)
  await form
    .getByRole('region', { name: 'What the role can do' })
    .getByText(/Whoever has it can .*move assets/)
    .waitFor()
  await form.getByText('Works with “View all folders and assets”, which the role has.').first().waitFor()
  await form.getByText('Nobody gains or loses anything by saving').waitFor()
  await form.getByRole('button', { name: 'Create role' }).click()
  await page.getByText('The role “Movers” is made. Nobody has it yet.').waitFor()
  await page.getByRole('row', { name: /^Movers/ }).waitFor()
  assert.deepEqual(await policiesOf(given, 'movers'), [
    'cld::policy::global::folder_and_asset_management::update',
    'cld::policy::global::folder_and_asset_management::view',
  ])
  const { data } = await given.official.roles.get({ roleId: 'movers' })
  assert.deepEqual([data?.name, data?.description, data?.scopeType], ['Movers', 'Keeps folders tidy', 'prodenv'])
})

test('each task of the table is offered, and chooses what it takes', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/roles?form=new')
  const form = page.getByRole('dialog', { name: 'New global role' })
  await form.getByText('Product environments', { exact: true }).click()
  const offered = form.getByRole('group', { name: 'Begin with a task' }).getByRole('button')
  await offered.first().waitFor()
  assert.deepEqual(
    await offered.allInnerTexts(),
    tasks.map(({ title }) => title),
  )
  for (const { title, everywhere } of tasks) {
    await offered.getByText(title, { exact: true }).click()
    await chosenIn(page, everywhere.length)
    await offered.getByText(title, { exact: true }).click()
    await chosenIn(page, 0)
  }
})

test('a permission says what it is of little use without, and adds it with one press', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/roles?form=new')
  const form = page.getByRole('dialog', { name: 'New global role' })
  await form.getByText('Product environments', { exact: true }).click()
  await form.getByRole('textbox', { name: 'Search permissions' }).fill('relate')
  await form.getByRole('checkbox', { name: 'Relate assets' }).check()
  await form.getByText('Of little use without “View all folders and assets” (Relate one asset to another).').waitFor()
  await form.getByRole('button', { name: 'Add View all folders and assets' }).press('Enter')
  await chosenIn(page, 2)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
})

test('a system role is copied to a role of one’s own', async (context) => {
  const given = await givenConsole(context)
  const page = await given.open('master')
  await page.goto('/roles')
  const row = page.getByRole('row', { name: /^Media Library User/ })
  await row.focus()
  await page.keyboard.press('m')
  const edit = page.getByRole('menuitem', { name: /^Edit/ })
  await edit.getByText('System roles can’t be changed; copy one to a custom role.').waitFor()
  await page.getByRole('menuitem', { name: 'Copy', exact: true }).press('Enter')
  const form = page.getByRole('dialog', { name: 'New global role' })
  await form.getByRole('textbox', { name: 'Role ID' }).fill('own_user')
  await form.getByRole('button', { name: 'Create role' }).press('Enter')
  await page.getByText('The role “Copy of Media Library User” is made. Nobody has it yet.').waitFor()
  const system = await policiesOf(given, 'cld::role::prodenv::ml_user')
  assert.deepEqual(await policiesOf(given, 'own_user'), system)
})

test('before a role is saved it is told who gains and loses what, and where', async (context) => {
  const given = await givenConsole(context)
  const page = await given.open('master')
  await page.goto('/roles?tab=folder&form=edit%20drop_box')
  const form = page.getByRole('dialog', { name: 'Edit “Drop Box”' })
  await form.getByRole('checkbox', { name: 'Add assets' }).uncheck()
  await form.getByRole('checkbox', { name: 'View assets' }).check()
  const concerned = form.getByRole('region', { name: 'Who gains and loses what' })
  await concerned.getByText('Loses something: 1 person.').waitFor()
  await concerned.getByText('Gains something: 1 person.').waitFor()
  await concerned.getByText('Finn Roth').waitFor()
  await concerned.getByText('campaigns/winter in Production').first().waitFor()
  await form.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('The role “Drop Box” is saved.').waitFor()
  assert.deepEqual(await policiesOf(given, 'drop_box'), ['cld::policy::content::folder::view_download'])
})

test('before a role is deleted it is told who loses what', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/roles?tab=folder')
  await page.getByRole('row', { name: /Drop Box/ }).focus()
  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
  const question = page.getByRole('dialog', { name: 'Delete “Drop Box”?' })
  await question.getByText('Loses something: 1 person.').waitFor()
  await question.getByText('Finn Roth').waitFor()
  await question.getByRole('button', { name: 'Cancel' }).press('Enter')
  assert.equal((await official.roles.get({ roleId: 'drop_box' })).data?.name, 'Drop Box')
})

test('whoever may not make roles is told why, and whom to ask', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  await page.goto('/roles')
  const create = page.getByRole('button', { name: 'Create role' })
  await create.and(page.locator('[aria-disabled="true"]')).press('Enter')
  await page.getByRole('dialog').getByText('This needs create on Role in the account.').waitFor()
  await page.getByRole('link', { name: 'Ask Ada Okafor' }).first().waitFor()
})

test('a plan without custom roles says so, and which plan has them', async (context) => {
  const password = 'long enough to be one'
  const file = demoFileWith(() => password) as { readonly account: object }
  const free = { ...file, account: { ...file.account, plan: 'free', assets_advanced: false }, custom_roles: [] }
  const { open } = await givenConsole(context, { source: 'a test', content: withoutCustomRoles(free) })
  const page = await open('visitor')
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(viewers.master)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Custom global roles: not in your plan.').waitFor()
  await page.getByRole('button', { name: 'Create role' }).and(page.locator('[aria-disabled="true"]')).press('Enter')
  const why = page.getByRole('dialog')
  await why.getByText('Custom global roles not enabled for this account; enterprise has it.').waitFor()
})

/** The demo account without its custom roles, which no free plan could have made. */
const withoutCustomRoles = (file: object): unknown =>
  JSON.parse(
    JSON.stringify(file, (name, value: unknown) =>
      name === 'roles' && Array.isArray(value)
        ? value.filter((role) => !JSON.stringify(role).match(/auditor|drop_box/))
        : value,
    ),
  )

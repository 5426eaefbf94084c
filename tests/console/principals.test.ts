import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { demoNames } from '../../src/operations/bootstrap/demo-file.ts'
import { givenConsole } from './given-console.ts'
import { choose, fromMenu, idOfGroup, idOfUser, rolesOf } from './people-journeys.ts'

/** Asks the page of a principal: action, type, and a folder of production. */
async function ask(page: Page, action: string, type: string, folder: string | null = null): Promise<void> {
  const section = page.getByRole('region', { name: /^Can / })
  await choose(page, section, 'To what', type)
  await choose(page, section, 'Do what', `${action}$`)
  if (folder !== null) {
    await choose(page, section, 'Product environment', 'in Production')
    await section.getByRole('combobox', { name: 'In which folder' }).fill(folder)
    await page.getByRole('option', { name: folder, exact: true }).click()
  }
  await section.getByRole('button', { name: 'Ask' }).click()
}

test('the page of a user says by which role, through which group and on which folder they can do something', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/users')
  await page.getByRole('link', { name: 'Dev Patel' }).click()
  await page.getByRole('heading', { level: 1, name: 'Dev Patel' }).waitFor()
  await ask(page, 'create', 'assets', 'brand/logos')
  await page.getByText('Yes, Dev Patel can').waitFor()
  await page.getByText('“Editor”, through the group Creative, on the folder brand').waitFor()
  await ask(page, 'delete', 'assets', 'products')
  await page.getByText('No, Dev Patel can’t').waitFor()
  await page.getByText(/^What is missing: the permission “.+”\.$/).waitFor()
  await page.getByText('Roles that would do, the smallest first').waitFor()
  await ask(page, 'create', 'users')
  await page.getByText('No, Dev Patel can’t').waitFor()
  const role = page.getByRole('row', { name: /Media Library User.*All product environments.*Through Creative/ })
  await role.getByRole('link', { name: 'Through Creative' }).click()
  await page.getByRole('heading', { level: 1, name: 'Creative' }).waitFor()
  assert.equal(new URL(page.url()).pathname, `/principals/group/${await idOfGroup(official, 'Creative')}`)
})

test('a deny says that access is missing where a role alone does not do', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  const id = await idOfUser(official, 'finn@partner.example')
  await page.goto(`/principals/user/${id}`)
  await page.getByRole('button', { name: 'Change access' }).click()
  const panel = page.getByRole('dialog', { name: 'Product environments of Finn Roth' })
  await panel.getByRole('combobox', { name: 'Product environments' }).press('Backspace')
  await panel.getByRole('button', { name: 'Save access' }).click()
  await page.getByText('No product environment is open: roles in environments do nothing yet.').waitFor()
  await ask(page, 'see', 'assets', 'products')
  await page.getByText('Finn Roth has no access to this product environment.').waitFor()
})

test('a role is taken away where it comes from, and the group’s page leads to its members', async (context) => {
  const { open, official } = await givenConsole(context)
  const page = await open('master')
  const id = await idOfGroup(official, 'Marketing')
  await page.goto(`/principals/group/${id}`)
  await page.getByRole('row', { name: /Viewer.*brand.*Direct/ }).waitFor()
  const question = await fromMenu(page, 'Media Library User', 'Take away')
  await question.getByRole('button', { name: 'Take away' }).click()
  await page.getByText('The role “Media Library User” is taken away.').waitFor()
  assert.deepEqual(await rolesOf(official, 'group', id), [])
  await page
    .getByText(/took the role Media Library User .* from the group Marketing/)
    .first()
    .waitFor()
  await page.getByRole('link', { name: 'Emi Tanaka' }).click()
  await page.getByRole('heading', { level: 1, name: 'Emi Tanaka' }).waitFor()
})

test('the pages of keys say what they can do', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto(`/principals/apiKey/${demoNames.uploaderKey}`)
  await page.getByRole('heading', { level: 1, name: 'Summer uploader' }).waitFor()
  await ask(page, 'create', 'assets', demoNames.openFolder)
  await page.getByText(`“Contributor”, given directly on the folder ${demoNames.openFolder}`).waitFor()
  await page.goto(`/principals/provisioningKey/${demoNames.auditorKey}`)
  await page.getByRole('heading', { level: 1, name: 'Auditor' }).waitFor()
  await ask(page, 'see', 'roles')
  await page.getByText('“Access Auditor”, given directly in the account').waitFor()
  await ask(page, 'see', 'a feature')
  await page.getByRole('combobox', { name: 'Which feature' }).fill('audit')
  await page
    .getByRole('option', { name: /audit logs/i })
    .first()
    .click()
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.getByText('Yes, Auditor can').waitFor()
})

test('the palette leads to people and groups', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('tanaka')
  await page.getByRole('option', { name: /Emi Tanaka/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Emi Tanaka' }).waitFor()
})

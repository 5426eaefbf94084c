import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { askApi } from './ask-api.ts'
import { assertAccessible } from './axe.ts'
import { givenConsole } from './given-console.ts'

async function openPalette(page: Page, text: string) {
  await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Search or jump to' })
  await field.fill(text)
  return field
}

const optionsOf = (page: Page) => page.getByRole('listbox', { name: 'Search or jump to' }).getByRole('option')

/** Presses the arrow until the option is the one that Enter opens. */
async function chooseByArrows(page: Page, name: RegExp): Promise<void> {
  await optionsOf(page).filter({ hasText: name }).first().waitFor()
  for (let press = 0; press < 40; press += 1) {
    const chosen = await page.getByRole('option', { selected: true }).innerText()
    if (name.test(chosen)) return
    await page.keyboard.press('ArrowDown')
  }
  assert.fail(`the arrows do not reach ${name.source}`)
}

test('users, groups, roles, keys and environments are gone to by their names, by keyboard alone', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  const production = `fetch('/api/session').then((answer) => answer.json()).then(({ environments }) =>
    localStorage.setItem('rolecall-environment', JSON.stringify(environments.find(({ name }) => name === 'Production').id)))`
  await page.evaluate(production)
  await page.goto('/profile')
  const cases = [
    ['emi', /emi@acme-outdoor\.example/, /^\/principals\/user\//],
    ['creative', /^Creative/, /^\/principals\/group\//],
    ['auditor', /Access Auditor/, /^\/roles$/],
    ['website', /^Website/, /^\/principals\/apiKey\//],
    ['staging', /Switch to it/, /^\/api-keys$/],
  ] as const
  for (const [text, option, path] of cases) {
    await openPalette(page, text)
    await chooseByArrows(page, option)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => path.test(url.pathname))
  }
  await page.getByRole('button', { name: 'Environment: Staging' }).waitFor()
})

test('“create role” opens its form where one may make roles', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/profile')
  await openPalette(page, 'create role')
  await chooseByArrows(page, /^Create role/)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Role name' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/roles')
})

test('“create group” goes to the groups and opens the form there; coming back later opens nothing', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await openPalette(page, 'create group')
  await chooseByArrows(page, /^Create group/)
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog')
  await form.getByRole('textbox').first().waitFor()
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  await page.goto('/users?tab=groups')
  await page.getByRole('row').nth(1).waitFor()
  assert.equal(await page.getByRole('dialog').count(), 0)
})

test('whoever has few rights finds only what they may see, and a blocked action says why', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  assert.equal((await askApi(page, 'GET', '/api/invitations')).status, 403)
  await openPalette(page, 'ada')
  await page.getByText('Nothing that you may see is called that.').waitFor()
  assert.equal(await optionsOf(page).count(), 0)
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('create role')
  const action = optionsOf(page).filter({ hasText: 'Create role' })
  await action.and(page.locator('[aria-disabled="true"]')).waitFor()
  await page
    .getByRole('dialog')
    .getByRole('status')
    .filter({ hasText: /^Blocked: / })
    .waitFor()
  await assertAccessible(page, 'a blocked action')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Search or jump to' }).waitFor()
  assert.equal(await page.getByRole('dialog', { name: 'Search or jump to' }).count(), 1, 'it stays open')
})

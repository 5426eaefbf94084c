import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page, Request } from 'playwright-core'
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

test('users, groups, roles, keys, folders and environments are gone to by their names, by keyboard alone', async (context) => {
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
    ['summer', /^campaigns\/summer/, /^\/folders\//],
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

test('a folder is gone to by its name and tells who has roles on it, and from where; keys of any environment are found', async (context) => {
  const { open, official } = await givenConsole(context)
  const { subAccounts } = await official.productEnvironments.list({})
  const staging = subAccounts?.find(({ name }) => name === 'Staging')?.id ?? assert.fail('no environment')
  const { name } = await official.accessKeys.generate({
    subAccountId: staging,
    accessKeyRequest: { name: 'Rehearsal' },
  })
  assert.equal(name, 'Rehearsal')
  const page = await open('master')
  await openPalette(page, 'summer')
  await chooseByArrows(page, /^campaigns\/summer.*Folder, Production/s)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'campaigns/summer' }).waitFor()
  const holders = page.getByRole('region', { name: 'Who has roles here' })
  await holders.getByRole('row', { name: /Summer uploader.*Contributor.*This folder/ }).waitFor()
  await holders.getByRole('row', { name: /Marketing.*Manager.*The folder above, campaigns/ }).waitFor()
  assert.equal(await holders.getByRole('row', { name: /Partners/ }).count(), 0, 'they have a role beside it')
  await assertAccessible(page, 'a folder')
  await openPalette(page, 'rehearsal')
  await chooseByArrows(page, /^Rehearsal.*API key, Staging/s)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Rehearsal' }).waitFor()
})

test('whoever may share a folder sees who has roles there, by ids where names are not theirs to see; others see none', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member')
  await openPalette(page, 'summer')
  await chooseByArrows(page, /^campaigns\/summer/)
  await page.keyboard.press('Enter')
  await page.getByRole('row', { name: /demo-uploader.*Contributor/ }).waitFor()
  assert.equal(await page.getByText('Summer uploader').count(), 0)
  await openPalette(page, 'logos')
  await chooseByArrows(page, /^brand\/logos/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'brand/logos' }).waitFor()
  await page.getByRole('heading', { name: /have access/ }).waitFor()
  assert.equal(await page.getByRole('row').count(), 0)
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

test('the server is asked once somebody stops typing; an answer to what was typed before is dropped', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  const asked: string[] = []
  const textOf = (request: Request): string => new URL(request.url()).searchParams.get('text') ?? ''
  page.on('request', (request) => {
    if (request.url().includes('/api/roles?') && textOf(request) !== '') asked.push(textOf(request))
  })
  let letGo: () => void = () => undefined
  const isLetGo = new Promise<void>((resolve) => (letGo = resolve))
  await page.route('**/api/roles?*', async (route) => {
    if (textOf(route.request()) === 'auditor') await isLetGo
    await route.continue()
  })
  const field = await openPalette(page, '')
  const first = page.waitForRequest(/api\/roles\?.*text=auditor/)
  await field.pressSequentially('auditor', { delay: 15 })
  await first
  assert.deepEqual(asked, ['auditor'])
  await field.fill('emi')
  await optionsOf(page)
    .filter({ hasText: /emi@acme-outdoor\.example/ })
    .waitFor()
  const late = page.waitForResponse(/api\/roles\?.*text=auditor/)
  letGo()
  await late
  await page
    .getByRole('status')
    .filter({ hasText: /result/ })
    .waitFor()
  assert.equal(await optionsOf(page).filter({ hasText: 'Access Auditor' }).count(), 0)
  // What was found for other words is not offered for these while their answer is on its way.
  await field.fill('emi does not stand here')
  assert.equal(
    await optionsOf(page)
      .filter({ hasText: /emi@acme/ })
      .count(),
    0,
  )
})

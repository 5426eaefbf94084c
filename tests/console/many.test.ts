// What people see of an account with 100,000 users: how much of it is drawn, and how much comes over the wire.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { accountId, environmentId } from '../../src/domain/ids.ts'
import { demoNames } from '../../src/operations/bootstrap/demo-file.ts'
import { openStore } from '../../src/store/open.ts'
import { fillWithMany } from '../given/many.ts'
import { givenConsole, type GivenConsole } from './given-console.ts'
import { choose, fromMenu, idOfEnvironment } from './people-journeys.ts'

/** Rows that are in the document, whatever the list is long. */
const mostRows = 60
/** Bytes that one screen takes of the API, before compression. */
const mostBytes = 400_000
/** Bytes that one search of the palette, or one field of a form, takes. */
const mostSearchBytes = 60_000
/** Calls that one search of the palette makes: one for each kind, folders in six environments, whether actions are open. */
const mostPaletteCalls = 13
/** Calls of the API that one screen makes. */
const mostCalls = 12

async function givenMany({ server, official, open }: GivenConsole): Promise<Page> {
  const production = await idOfEnvironment(official, 'Production')
  const store = await openStore({ dataDir: server.dataDir })
  await fillWithMany(store, { accountId: accountId(demoNames.accountId), environmentId: environmentId(production) })
  await store.close()
  const page = await open('master')
  page.setDefaultTimeout(60_000)
  await page.evaluate(`localStorage.setItem('rolecall-environment', '${JSON.stringify(production)}')`)
  return page
}

interface Taken {
  readonly calls: readonly string[]
  readonly bytes: number
}

/** Does something, and says what it took of the API. */
async function taking(page: Page, work: () => Promise<void>): Promise<Taken> {
  const answers: { readonly path: string; readonly bytes: number }[] = []
  // The body itself is gone where the page went on meanwhile; an answer without a length counts as more than any limit.
  const note = (response: { url: () => string; headers: () => Readonly<Record<string, string>> }): void => {
    const { pathname } = new URL(response.url())
    if (!/^\/(?:api|v2|v1_1)\//.test(pathname)) return
    answers.push({ path: pathname, bytes: Number(response.headers()['content-length'] ?? Infinity) })
  }
  page.on('response', note)
  await work()
  page.off('response', note)
  return { calls: answers.map(({ path }) => path), bytes: answers.reduce((sum, one) => sum + one.bytes, 0) }
}

const rowsIn = (page: Page): Promise<number> => page.getByRole('row').count()

test('the lists of an account with 100,000 users draw few rows and load few of them', async (context) => {
  const given = await givenConsole(context)
  const page = await givenMany(given)
  for (const [path, sum] of [
    ['/users', '100006 users'],
    ['/users?tab=groups', '5003 groups'],
    ['/users?tab=invitations', '20000 invitations'],
    ['/users?tab=invitations&state=failed&invited=99', '38 invitations'],
    ['/api-keys', /^300\d keys$/],
    ['/account-keys', /^100\d keys$/],
    ['/roles', /^20\d\d roles$/],
    ['/roles?tab=folder', /^\d+ roles$/],
    ['/environments', '302 environments'],
    ['/changes', null],
    ['/principals/group/many-group-0', null],
  ] as const) {
    const taken = await taking(page, async () => {
      await page.goto(path)
      await page.getByRole('row').nth(5).waitFor()
      if (sum !== null) await page.getByText(sum).first().waitFor()
    })
    const rows = await rowsIn(page)
    console.log(`many: ${path}: ${rows} rows, ${taken.calls.length} calls, ${Math.round(taken.bytes / 1000)} kB`)
    assert.ok(rows <= mostRows, `${path} draws ${rows} rows`)
    assert.ok(taken.calls.length <= mostCalls, `${path} calls ${taken.calls.join(' ')}`)
    assert.ok(taken.bytes <= mostBytes, `${path} loads ${taken.bytes} bytes`)
  }

  await findAmongMany(page)
  await findAmongRoles(page)
  await findAmongEnvironments(page)
  await findByPalette(page)
})

async function findAmongMany(page: Page): Promise<void> {
  // Whoever comes to the end of what is here gets more, and the one who is sought is found among all.
  await page.goto('/users')
  await page.getByRole('row').nth(5).waitFor()
  await page.getByRole('row').nth(2).focus()
  await page.keyboard.press('End')
  await page.locator('tr[aria-rowindex="105"]').waitFor()
  assert.ok((await rowsIn(page)) <= mostRows)
  await page.getByRole('textbox', { name: 'Search by name or e-mail' }).fill('person99999@')
  await page.getByText('1 user', { exact: true }).waitFor()

  // Groups and users are found in forms by what is typed, and few are offered.
  const panel = await fromMenu(page, 'Person 99999', 'Edit details')
  const groups = panel.getByRole('combobox', { name: 'Groups' })
  const offered = await taking(page, async () => {
    await groups.fill('Team 4321')
    await page.getByRole('option', { name: 'Team 4321' }).waitFor()
  })
  assert.ok((await page.getByRole('option').count()) <= 51)
  assert.ok(offered.bytes <= 100_000, `${offered.bytes} bytes for ${offered.calls.join(' ')}`)
  await page.getByRole('option', { name: 'Team 4321' }).click()
  await groups.press('Tab')
  await panel.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Person 99999 is saved.').waitFor()

  // Of thousands of roles, the one that is typed is offered; what it gives is told of it alone.
  const roles = await fromMenu(page, 'Person 99999', 'Assign roles')
  await roles.getByRole('combobox', { name: 'Roles in All product environments' }).click()
  assert.ok((await page.getByRole('option').count()) <= 100)
  await choose(page, roles, 'Account roles', 'Reports')
  await roles
    .getByRole('region', { name: 'Who gains and loses what' })
    .getByText(/1 person/)
    .waitFor()
}

/** A role that no page has yet is found by its name, by filters and by the order of a column; the address holds all of it. */
async function findAmongRoles(page: Page): Promise<void> {
  await page.goto('/roles')
  await page.getByRole('row').nth(5).waitFor()
  assert.equal(await page.getByRole('row', { name: /Duty 1777/ }).count(), 0)
  const sought = await taking(page, async () => {
    await page.getByRole('textbox', { name: 'Search roles' }).fill('duty 1777')
    await page.getByText(/^1 of 20\d\d roles$/).waitFor()
  })
  assert.deepEqual(await namesInRows(page), ['Duty 1777'])
  assert.ok(sought.calls.length <= 2, sought.calls.join(' '))
  assert.ok(sought.bytes <= 5000, `${sought.bytes} bytes`)
  await page.reload()
  await page.getByText(/^1 of 20\d\d roles$/).waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()

  await choose(page, page.locator('main'), 'Type', 'Custom role')
  await page.getByText(/^20\d\d of 20\d\d roles$/).waitFor()
  await page.getByRole('button', { name: 'Role name' }).click()
  await page.getByRole('button', { name: 'Role name' }).click()
  await page
    .getByRole('columnheader', { name: 'Role name', includeHidden: true })
    .and(page.locator('[aria-sort="descending"]'))
    .waitFor()
  await page
    .getByRole('row', { name: /Duty 999/ })
    .first()
    .waitFor()
  await choose(page, page.locator('main'), 'Permission level', 'Account')
  await page.getByText(/^\d of 20\d\d roles$/).waitFor()

  // The next page comes when the end of this one is reached.
  await page.goto('/roles?type=custom')
  await page.getByRole('row').nth(5).waitFor()
  await page.getByRole('row').nth(2).focus()
  await page.keyboard.press('End')
  await page.locator('tr[aria-rowindex="105"]').waitFor()
  assert.ok((await rowsIn(page)) <= mostRows)
}

/** An environment is found among hundreds: in its own list, and in fields that offer some. */
async function findAmongEnvironments(page: Page): Promise<void> {
  await page.goto('/environments')
  await page.getByRole('row').nth(5).waitFor()
  await page.getByRole('textbox', { name: 'Search environments' }).fill('brand-287')
  await page.getByText('1 environment', { exact: true }).waitFor()
  assert.deepEqual(await namesInRows(page), ['Brand 287'])

  await page.goto('/users?text=person99999%40')
  const roles = await fromMenu(page, 'Person 99999', 'Assign roles')
  await roles.getByRole('button', { name: 'Add a product environment' }).click()
  const field = roles.getByRole('combobox', { name: 'Product environment', exact: true }).last()
  const offered = await taking(page, async () => {
    await field.fill('Brand 29')
    await page.getByRole('option', { name: 'Brand 299' }).waitFor()
  })
  assert.ok((await page.getByRole('option').count()) <= 51)
  assert.ok(offered.bytes <= mostSearchBytes, `${offered.bytes} bytes for ${offered.calls.join(' ')}`)
  await page.getByRole('option', { name: 'Brand 299' }).click()
  const rolesInRow = roles.getByRole('combobox', { name: 'Roles in Brand 299' })
  await rolesInRow.fill('Duty 1999')
  await page.getByRole('option', { name: 'Duty 1999' }).click()
  await rolesInRow.press('Tab')
  await roles.getByText('Will be given: Duty 1999 (Brand 299).').waitFor()
  await roles.getByRole('button', { name: 'Save roles' }).click()
  await page.getByRole('row', { name: /Person 99999.*Duty 1999|Person 99999.*\+1/ }).waitFor()
}

/** The palette finds one of each kind among all, and takes little for it. */
async function findByPalette(page: Page): Promise<void> {
  for (const [text, option] of [
    ['person99998', /Person 99998/],
    ['Team 4321', /Team 4321/],
    ['Duty 1888', /Duty 1888/],
    ['brand-287', /Brand 287/],
    ['Program 2999', /Program 2999.*API key, Production/s],
    ['Script 999', /Script 999/],
  ] as const) {
    await page.goto('/profile')
    await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
    await page.keyboard.press('Control+k')
    const found = await taking(page, async () => {
      await page.getByRole('combobox', { name: 'Search or jump to' }).fill(text)
      await page.getByRole('option', { name: option }).first().waitFor()
      await page
        .getByRole('status')
        .filter({ hasText: /result/ })
        .waitFor()
    })
    console.log(`many: palette, ${text}: ${found.calls.length} calls, ${Math.round(found.bytes / 1000)} kB`)
    assert.ok(found.calls.length <= mostPaletteCalls, found.calls.join(' '))
    assert.ok(found.bytes <= mostSearchBytes, `${found.bytes} bytes for ${found.calls.join(' ')}`)
    assert.ok((await page.getByRole('option').count()) <= 40)
  }
}

async function namesInRows(page: Page): Promise<readonly string[]> {
  const cells = page.locator('tbody tr[data-index] td:first-child')
  return (await cells.allInnerTexts()).map((text) => text.trim())
}

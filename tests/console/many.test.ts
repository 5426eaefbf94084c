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
    if (path !== '/roles') assert.ok(taken.bytes <= mostBytes, `${path} loads ${taken.bytes} bytes`)
  }

  await findAmongMany(page)
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

  // The palette finds one among all.
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
  await page.keyboard.press('Control+k')
  const found = await taking(page, async () => {
    await page.getByRole('combobox', { name: 'Search or jump to' }).fill('person99998')
    await page.getByRole('option', { name: /Person 99998/ }).waitFor()
  })
  console.log(`many: palette: ${found.calls.length} calls, ${Math.round(found.bytes / 1000)} kB`)
}

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { viewers } from '../../scripts/screens/shown-screen.ts'
import { accountId, userId } from '../../src/domain/ids.ts'
import { demoNames } from '../../src/operations/bootstrap/demo-file.ts'
import { compose } from '../../src/server/compose.ts'
import { createLog } from '../../src/server/log.ts'
import { askApi } from './ask-api.ts'
import { assertAccessible } from './axe.ts'
import { givenConsole, type GivenConsole } from './given-console.ts'

/** Gives somebody of the demo account the same e-mail and password in a second account, written by another node. */
async function givenTwin(context: TestContext, { server }: GivenConsole, email: string): Promise<void> {
  const house = await compose({
    ...{ dataDir: server.dataDir, databaseUrl: null, secretKey: undefined },
    log: createLog('silent'),
  })
  context.after(() => house.close())
  const { store } = house
  const home = accountId(demoNames.accountId)
  const [account, user] = [await store.find('account', { id: home }), await store.findUserByEmail(home, email)]
  assert.ok(account !== undefined && user !== undefined)
  const hash = (await store.findPasswordHash(user)) ?? ''
  const other = { ...account, id: accountId('north'), name: 'Northern Trails' }
  const attribution = {
    by: { type: 'operator', id: 'test' },
    operation: 'test',
    requestId: null,
    at: Date.now(),
  } as const
  await store.createAccount(other, attribution, async (transaction) => {
    const twin = { ...user, accountId: other.id, id: userId('twin') }
    await transaction.put('user', twin)
    await transaction.putPasswordHash(twin, hash)
  })
}

const accountOf = (body: Readonly<Record<string, unknown>>): string => (body.account as { readonly id: string }).id

test('whose e-mail and password fit in two accounts chooses one, and changes to the other without signing out', async (context) => {
  const given = await givenConsole(context)
  const { open, server } = given
  await givenTwin(context, given, viewers.member)
  const page = await open('visitor', { isPhone: true })
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(viewers.member)
  await page.getByRole('textbox', { name: 'Password' }).fill(server.passwordOf(viewers.member))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Choose an account' }).waitFor()
  await assertAccessible(page, 'the choice of an account')
  await page.getByRole('button', { name: 'Northern Trails' }).click()
  await page.getByRole('button', { name: 'Your profile and settings' }).click()
  assert.equal(accountOf((await askApi(page, 'GET', '/api/session')).body), 'north')
  await page.getByRole('menuitem', { name: 'Change account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change account' })
  await dialog.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await page.keyboard.press('Enter')
  await dialog.getByText('The password is wrong.').waitFor()
  assert.equal((await askApi(page, 'GET', '/api/session')).status, 200, 'a wrong password ends nothing')
  await dialog.getByRole('textbox', { name: 'Password' }).fill(server.passwordOf(viewers.member))
  await assertAccessible(page, 'changing the account')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Acme Outdoor' }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  assert.equal(accountOf((await askApi(page, 'GET', '/api/session')).body), demoNames.accountId)
})

test('somebody sees where they are signed in, ends one session, then all others, then every one', async (context) => {
  const { open } = await givenConsole(context)
  const [page, second, third] = [await open('member'), await open('member'), await open('member')]
  const isIn = async (one: typeof page) => (await askApi(one, 'GET', '/api/session')).status === 200
  await page.goto('/profile')
  const sessions = page.locator('section', { has: page.getByRole('heading', { name: 'Sessions' }) })
  await sessions.getByRole('listitem').nth(2).waitFor()
  await sessions.getByRole('listitem').first().getByText('This one').waitFor()
  await assertAccessible(page, 'own sessions')
  await sessions
    .getByRole('button', { name: /^End the session of/ })
    .last()
    .click()
  await page.getByText('The session is ended.').waitFor()
  const left = (await askApi(page, 'GET', '/api/sessions')).body.sessions as readonly unknown[]
  assert.equal(left.length, 2)
  assert.deepEqual([await isIn(second), await isIn(third)].filter(Boolean).length, 1)
  await sessions.getByRole('button', { name: 'End all others' }).click()
  await page.getByText('You are signed in here alone.').waitFor()
  assert.deepEqual([await isIn(page), await isIn(second), await isIn(third)], [true, false, false])
  await sessions.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(await isIn(page), false)
})

test('whose session ends while a form is filled in signs in over it, and nothing typed is lost', async (context) => {
  const { open, server, official } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/roles?form=new')
  const form = page.getByRole('dialog', { name: /role/i }).first()
  await form.getByRole('textbox', { name: 'Role name' }).fill('Night editors')
  await askApi(page, 'DELETE', '/api/session')
  await form
    .getByRole('button', { name: /^(?:Create|Save)/ })
    .last()
    .click()
  const again = page.getByRole('dialog', { name: 'Your session has ended' })
  await again.getByRole('textbox', { name: 'Password' }).fill(server.passwordOf(viewers.master))
  await assertAccessible(page, 'signing in again')
  await page.keyboard.press('Enter')
  await again.waitFor({ state: 'detached' })
  assert.equal(await form.getByRole('textbox', { name: 'Role name' }).inputValue(), 'Night editors')
  await form
    .getByRole('button', { name: /^(?:Create|Save)/ })
    .last()
    .click()
  await form.waitFor({ state: 'detached' })
  const { data } = await official.roles.list({ permissionType: 'global' })
  assert.ok(data?.some(({ name }) => name === 'Night editors'))
})

test('a server that can’t be reached is told over the page, and what is shown is asked for when it is back', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.goto('/roles')
  await page.getByRole('row').nth(1).waitFor()
  await page.route('**/api/**', (route) => route.abort())
  await page.route('**/v1/**', (route) => route.abort())
  await page.route('**/v2/**', (route) => route.abort())
  await page.getByRole('tab', { name: 'Folder roles' }).click()
  await page.getByText(/^The server can’t be reached. What you see/).waitFor()
  await assertAccessible(page, 'without the server')
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await page.getByText(/^The server can’t be reached. What you see/).waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /Drop Box/ }).waitFor()
})

test('an address that leads nowhere says so inside the frame', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('member', { isPhone: true })
  await page.goto('/nowhere/at/all')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
  await assertAccessible(page, 'no such page')
})

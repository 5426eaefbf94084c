import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { givenMailServer, refuseRecipient } from '../given/mail-server.ts'
import { askApi } from './ask-api.ts'
import { givenConsole } from './given-console.ts'
import { choose, fromMenu, idOfUser, letEmi } from './people-journeys.ts'

async function givenPost(context: TestContext) {
  const post = await givenMailServer(context)
  const given = await givenConsole(context, null, { smtpUrl: post.url, from: 'Rolecall <roles@acme.example>' })
  return { ...given, post }
}

/** What the API says of the invitations: the name, the state, and what became of the letter. */
async function statesOf(page: Page): Promise<readonly string[]> {
  const { body } = await askApi(page, 'GET', '/api/invitations?sort_by=name')
  const invitations = body.invitations as readonly {
    readonly name: string
    readonly state: string
    readonly sending: { readonly outcome: string; readonly failure: string | null } | null
  }[]
  return invitations.map(({ name, state, sending }) =>
    [name, state, sending?.outcome, sending?.failure].filter((word) => word !== undefined && word !== null).join(' '),
  )
}

async function invite(page: Page, people: string, count: string): Promise<void> {
  await page.goto('/users')
  await page.getByRole('button', { name: 'Invite' }).click()
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await panel.getByRole('textbox', { name: 'People' }).fill(people)
  await choose(page, panel, 'Access management', 'Billing')
  await panel.getByRole('button', { name: `Invite ${count}` }).click()
}

test('an administrator learns at once which invitations were not mailed and why, and sends them again when they can be', async (context) => {
  const { open, official, post } = await givenPost(context)
  const page = await open('master')
  post.refuse(refuseRecipient('dee@new.example'))
  await invite(page, 'Cy Day <cy@new.example>, Dee Ray <dee@new.example>', '2 people')
  const panel = page.getByRole('dialog', { name: 'Hand on this link' })
  await panel.getByRole('alert').getByText('1 invitation could not be mailed').waitFor()
  await panel.getByText('The mail server refuses this address.').waitFor()
  await panel.getByText('cy@new.example').waitFor()
  const link = await panel.getByRole('textbox', { name: 'Link for dee@new.example' }).inputValue()
  await panel.getByRole('button', { name: 'Done' }).click()
  assert.deepEqual(await statesOf(page), ['Cy Day pending mailed', 'Dee Ray failed failed recipient_refused'])

  await page.getByRole('tab', { name: 'Invitations' }).click()
  const row = page.getByRole('row', { name: /Dee Ray/ })
  await row.getByText('Failed', { exact: true }).waitFor()
  await row.getByText('The mail server refuses this address.').waitFor()
  await row.getByText('Correct the e-mail, then send it again, or hand on a link.').waitFor()
  assert.doesNotMatch(await page.innerText('body'), /mail7|5\.1\.1/)

  // While it is refused still, sending again says so, and the letter that failed before is worth nothing.
  await fromMenu(page, 'Dee Ray', 'Send again')
  const second = await page.getByRole('textbox', { name: 'Link for dee@new.example' }).inputValue()
  assert.notEqual(second, link)
  await page.getByRole('button', { name: 'Done' }).click()

  post.refuse(null)
  await page.getByRole('button', { name: 'Actions for Dee Ray' }).click()
  await page.getByRole('menuitem', { name: 'Send again' }).click()
  await page.getByText('A new link went to dee@new.example.').waitFor()
  await row.getByText('Waiting', { exact: true }).waitFor()
  await row.getByText('Mailed', { exact: true }).waitFor()
  assert.deepEqual(await statesOf(page), ['Cy Day pending mailed', 'Dee Ray pending mailed'])
  assert.match(post.told(), /RCPT TO:<dee@new\.example>[^]*\/accept\//)
  const { status } = await official.users.get({ userId: await idOfUser(official, 'dee@new.example') })
  assert.equal(status, 'pending')
})

test('failed invitations are found by their state, revoked, and given as links in place of mail', async (context) => {
  const { open, official, post } = await givenPost(context)
  const page = await open('master')
  await invite(page, 'Ann Lee <ann@new.example>', '1 person')
  await page.getByRole('button', { name: 'Done' }).click()
  await post.close()
  await invite(page, 'Ben Ito <ben@new.example>', '1 person')
  await page.getByRole('dialog').getByText('The mail server can’t be reached.').waitFor()
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('tab', { name: 'Invitations' }).click()
  await page.getByText('2 invitations', { exact: true }).waitFor()
  await choose(page, page.getByRole('search'), 'State', 'Failed')
  await page.getByText('1 invitation', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Ben Ito' }).waitFor()
  assert.equal(new URL(page.url()).searchParams.get('state'), 'failed')
  const question = await fromMenu(page, 'Ben Ito', 'Revoke')
  await question.getByRole('button', { name: 'Revoke invitation' }).click()
  await page.getByText('Nothing matches').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  assert.deepEqual((await official.users.list({ emails: ['ben@new.example'] })).users, [])

  const links = await fromMenu(page, 'Ann Lee', 'Make a link to hand on')
  const link = await links.getByRole('textbox', { name: 'Link for ann@new.example' }).inputValue()
  await links.getByRole('button', { name: 'Done' }).click()
  await page.getByText('Not mailed: a link was made').waitFor()
  assert.deepEqual(await statesOf(page), ['Ann Lee pending link'])
  await page.getByRole('textbox', { name: 'Search by name or e-mail' }).fill('nobody')
  await page.getByText('Nothing matches').waitFor()
  const visitor = await open('visitor')
  await visitor.goto(new URL(link).pathname)
  await visitor.getByText('ann@new.example').first().waitFor()
})

test('whoever may see people and not change them reads why a letter failed, and sends none', async (context) => {
  const { open, official, post } = await givenPost(context)
  post.refuse((line) => (line.startsWith('MAIL FROM') ? '553 not from you' : null))
  const master = await open('master')
  await invite(master, 'Dee Ray <dee@new.example>', '1 person')
  await master.getByRole('button', { name: 'Done' }).click()
  await letEmi(official, 'people-reader', ['users_and_groups::view'])
  const page = await open('member')
  await page.goto('/users?tab=invitations')
  await page
    .getByRole('row', { name: /Dee Ray/ })
    .getByText('Failed', { exact: true })
    .waitFor()
  await page.getByRole('button', { name: 'Actions for Dee Ray' }).click()
  for (const entry of ['Send again', 'Make a link to hand on', 'Revoke']) {
    const item = page.getByRole('menuitem', { name: new RegExp(`^${entry}`) })
    await item.and(page.locator('[aria-disabled="true"]')).waitFor()
  }
  const path = `/api/invitations/${await idOfUser(official, 'dee@new.example')}/resend`
  for (const body of [{}, { delivery: 'link' }]) assert.equal((await askApi(page, 'POST', path, body)).status, 403)
  assert.equal((await statesOf(master))[0], 'Dee Ray failed failed sender_refused')
})

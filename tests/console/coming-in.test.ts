import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { viewers } from '../../scripts/screens/shown-screen.ts'
import { fromBase32, totpCode, totpStepMs, totpStepOf } from '../../src/operations/identity/totp.ts'
import { askApi } from './ask-api.ts'
import { assertAccessible } from './axe.ts'
import { givenConsole } from './given-console.ts'

const chosen = 'three blue harbour lamps'

const fillTwice = async (page: Page, password: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'New password' }).fill(password)
  await page.getByRole('textbox', { name: 'Repeat password' }).fill(password)
}

async function assertFitsPhone(page: Page, what: string): Promise<void> {
  assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 360, `${what} is too wide`)
}

test('somebody who is invited comes in by the link, on a telephone, and the link works no more', async (context) => {
  const { open, official } = await givenConsole(context)
  const master = await open('master')
  const people = [{ name: 'Ines Novak', email: 'ines@acme-outdoor.example' }]
  const { body } = await askApi(master, 'POST', '/api/invitations', {
    people,
    access_bundle: 'reports',
    environments: ['all'],
  })
  const [invited] = body.invitations as readonly { readonly link: string; readonly user_id: string }[]
  assert.ok(invited !== undefined)
  const page = await open('visitor', { isPhone: true, theme: 'dark' })
  await page.goto(invited.link)
  await page.getByRole('heading', { name: /^Join / }).waitFor()
  await assertAccessible(page, 'the invitation')
  await assertFitsPhone(page, 'the invitation')
  await page.getByRole('textbox', { name: 'New password' }).fill(chosen)
  await page.getByRole('textbox', { name: 'Repeat password' }).fill('something else')
  await page.getByText('The two passwords differ.').waitFor()
  await fillTwice(page, chosen)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ines Nováková')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
  const user = await official.users.get({ userId: invited.user_id })
  assert.deepEqual([user.name, user.pending], ['Ines Nováková', false])
  const late = await open('visitor')
  await late.goto(invited.link)
  await late.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
})

test('a forgotten password is set anew by a link; the old one and other sessions are worth nothing', async (context) => {
  const { open, server } = await givenConsole(context)
  const [member, master] = [await open('member'), await open('master')]
  const { body: session } = await askApi(member, 'GET', '/api/session')
  const { id } = session.user as { readonly id: string }
  const page = await open('visitor', { isPhone: true })
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  await page.getByRole('heading', { name: 'A new password' }).waitFor()
  await page.getByLabel('E-mail').fill('nobody@example.com')
  await page.keyboard.press('Enter')
  await page.getByText('If there is a user with this e-mail, the link is on its way.').waitFor()
  const { body } = await askApi(master, 'POST', `/api/users/${id}/password-reset`)
  await page.goto(String(body.link))
  await page.getByRole('heading', { name: 'Set a new password' }).waitFor()
  await assertAccessible(page, 'the new password')
  await assertFitsPhone(page, 'the new password')
  await fillTwice(page, 'short')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await fillTwice(page, chosen)
  await page.keyboard.press('Enter')
  await page.getByText('Your new password is set. Sign in with it.').waitFor()
  assert.equal((await askApi(member, 'GET', '/api/session')).status, 401)
  await page.getByLabel('E-mail').fill(viewers.member)
  await page.getByRole('textbox', { name: 'Password' }).fill(server.passwordOf(viewers.member))
  await page.keyboard.press('Enter')
  await page.getByText('The e-mail or the password is wrong.').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill(chosen)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
})

test('an authenticator is set up, signs in, and a recovery code does in its place, once', async (context) => {
  const { open, server } = await givenConsole(context)
  const page = await open('member')
  const password = server.passwordOf(viewers.member)
  await page.goto('/profile')
  const factor = page.locator('section', { has: page.getByRole('heading', { name: 'Second step' }) })
  await factor.getByRole('textbox', { name: 'Current password' }).fill(password)
  await page.keyboard.press('Enter')
  await factor.getByRole('img', { name: /^QR code/ }).waitFor()
  await assertAccessible(page, 'setting the authenticator up')
  const uri = await factor.getByRole('link', { name: 'Open in an authenticator' }).getAttribute('href')
  const secret = fromBase32(new URL(uri ?? '').searchParams.get('secret') ?? '')
  const at = Date.now()
  await factor.getByRole('textbox', { name: 'Code that it shows' }).fill(totpCode(secret, totpStepOf(at)))
  await page.keyboard.press('Enter')
  await factor.getByText('Your recovery codes').waitFor()
  await assertAccessible(page, 'recovery codes')
  const codes = (await factor.locator('pre').innerText()).trim().split('\n')
  await factor.getByRole('button', { name: 'I have kept them' }).click()
  await factor.getByText(`Recovery codes left: ${codes.length}.`).waitFor()
  const { body } = await askApi(page, 'GET', '/api/session')
  assert.deepEqual([body.has_second_factor, body.recovery_codes_left], [true, codes.length])
  const begin = () => beginSignIn(open, password)
  const byCode = await begin()
  await assertAccessible(byCode, 'the second step')
  await assertFitsPhone(byCode, 'the second step')
  await enter(byCode, '000000')
  await byCode.getByText('The code is wrong, or was used already.').waitFor()
  // A code works once; the one of the next step is good already.
  await enter(byCode, totpCode(secret, totpStepOf(at + totpStepMs)))
  await isIn(byCode)
  const byRecovery = await begin()
  await enter(byRecovery, codes[0] ?? '')
  await isIn(byRecovery)
  assert.equal((await askApi(page, 'GET', '/api/session')).body.recovery_codes_left, codes.length - 1)
  const byUsed = await begin()
  await enter(byUsed, codes[0] ?? '')
  await byUsed.getByText('The code is wrong, or was used already.').waitFor()
})

/** A phone that came as far as the second step. */
async function beginSignIn(open: Awaited<ReturnType<typeof givenConsole>>['open'], password: string): Promise<Page> {
  const page = await open('visitor', { isPhone: true, theme: 'dark' })
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(viewers.member)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Second step' }).waitFor()
  return page
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code)
  await page.keyboard.press('Enter')
}

const isIn = (page: Page): Promise<void> => page.getByRole('button', { name: 'Your profile and settings' }).waitFor()

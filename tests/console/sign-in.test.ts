import assert from 'node:assert/strict'
import { test } from 'node:test'
import { viewers } from '../../scripts/screens/shown-screen.ts'
import { givenConsole } from './given-console.ts'

test('somebody signs in and comes to where they wanted to go', async (context) => {
  const { open, server } = await givenConsole(context)
  const page = await open('visitor')
  await page.goto('/roles?tab=folder')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByLabel('E-mail').fill(viewers.master)
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await page.keyboard.press('Enter')
  await page.getByText('The e-mail or the password is wrong.').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill(server.passwordOf(viewers.master))
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Folder roles', selected: true }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/roles')
})

test('whoever signs out is asked to sign in again', async (context) => {
  const { open } = await givenConsole(context)
  const page = await open('master')
  await page.getByRole('button', { name: 'Your profile and settings' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goto('/roles')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('the page runs no script of its own making, and lies in no frame', async (context) => {
  const { server } = await givenConsole(context)
  const answer = await fetch(`${server.url}/sign-in`, { headers: { accept: 'text/html' } })
  const policy = answer.headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w+/=]+'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
  const html = await answer.text()
  assert.doesNotMatch(html, /<script(?![^>]* src=)/)
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? ''
  const file = await fetch(server.url + script)
  assert.equal(file.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.equal((await fetch(`${server.url}/assets/none.js`)).status, 404)
  const unknown = await fetch(`${server.url}/api/none`, { headers: { accept: 'text/html' } })
  assert.equal(unknown.headers.get('content-type'), 'application/problem+json')
})

// What the console's session may call: every family, as the user who is signed in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenSite, siteFile } from './given-site.ts'

const roles = '/v2/accounts/acme/permissions/roles?permission_type=global'
const users = '/v1_1/provisioning/accounts/acme/users'
const made = { permission_type: 'global', scope_type: 'account', name: 'Looker' }

test('somebody who is signed in calls the vendor families as itself', async (context) => {
  const site = await givenSite(context)
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  assert.equal((await mara.send('GET', roles)).status, 200)
  assert.equal((await mara.send('GET', users)).status, 200)
  assert.equal((await mara.send('POST', roles.split('?')[0] ?? '', made)).status, 201)
  const vera = site.browser()
  await vera.signIn('vera@example.com')
  assert.equal((await vera.send('GET', roles)).status, 403)
  assert.equal((await vera.send('POST', roles.split('?')[0] ?? '', { ...made, name: 'Other' })).status, 403)
})

test('a session is good in its own account alone', async (context) => {
  const site = await givenSite(context)
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  assert.equal((await mara.send('GET', roles.replace('acme', 'other'))).status, 401)
})

test('the vendor families refuse what another site sends with a session', async (context) => {
  const site = await givenSite(context)
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  const path = roles.split('?')[0] ?? ''
  assert.equal((await mara.send('POST', path, made, { origin: 'https://evil.example' })).status, 403)
  assert.equal((await mara.send('POST', path, made, { 'x-csrf-token': 'guess' })).status, 403)
  assert.equal((await mara.send('POST', path, made, { 'x-csrf-token': undefined })).status, 403)
  assert.equal((await mara.send('POST', path, made)).status, 201)
})

test('the console works on every plan, while the API and what the plan lacks stay closed', async (context) => {
  const file = { ...siteFile, account: { ...siteFile.account, plan: 'free', assets_advanced: false } }
  const site = await givenSite(context, { file })
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  assert.equal((await mara.send('GET', roles)).status, 200)
  assert.equal((await mara.send('POST', roles.split('?')[0] ?? '', made)).status, 403)
  const authorization = `Basic ${Buffer.from('KM:s').toString('base64')}`
  assert.equal((await site.browser().send('GET', roles, undefined, { authorization })).status, 403)
})

test('a browser is never told to ask for a password by itself', async (context) => {
  const site = await givenSite(context)
  const { status, headers } = await site.browser().send('GET', roles, undefined, { 'x-csrf-token': '' })
  assert.equal(status, 401)
  assert.equal(headers['www-authenticate'], undefined)
  assert.match(String((await site.browser().send('GET', roles)).headers['www-authenticate']), /^Basic/)
})

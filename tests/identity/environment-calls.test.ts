import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenSite } from './given-site.ts'

test('who is signed in calls about the environments of the account, under the same rules as everywhere', async (context) => {
  const site = await givenSite(context)
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  assert.equal((await mara.send('GET', '/v1_1/demo/ping')).status, 200)
  assert.equal((await mara.send('POST', '/v1_1/demo/folders/fresh')).status, 200)
  assert.equal((await mara.send('GET', '/v1_1/nowhere/ping')).status, 401)
  for (const headers of [
    { 'x-csrf-token': undefined },
    { 'x-csrf-token': 'wrong' },
    { origin: 'https://evil.example' },
  ]) {
    const { status, body } = await mara.send('POST', '/v1_1/demo/folders/other', undefined, headers)
    assert.equal(status, 403, JSON.stringify(body))
  }
  const vera = site.browser()
  await vera.signIn('vera@example.com')
  const { status, body } = await vera.send('GET', '/v1_1/demo/usage')
  const { error } = body as { readonly error: { readonly message: string } }
  assert.equal(status, 403)
  assert.match(error.message, /^\[prodenv:.*\] Request forbidden due to missing permissions \(actions=\["read"\]\)$/)
})

test('a cookie beside other credentials counts for nothing', async (context) => {
  const site = await givenSite(context)
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  const authorization = `Basic ${Buffer.from('100:wrong').toString('base64')}`
  assert.equal((await mara.send('GET', '/v1_1/demo/ping', undefined, { authorization })).status, 401)
})

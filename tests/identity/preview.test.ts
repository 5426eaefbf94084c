import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PreviewAnswer } from '../../src/api/preview/preview.ts'
import { givenSite, siteFile, type Browser } from './given-site.ts'

const create = { endpoint: 'createRole', input: { permission_type: 'global', scope_type: 'account', name: 'X' } }
const list = { endpoint: 'getRoles', input: { permission_type: 'global' } }

async function ask(browser: Browser, ...questions: readonly object[]): Promise<readonly PreviewAnswer[]> {
  const { status, body } = await browser.send('POST', '/api/preview', { questions })
  assert.equal(status, 200, JSON.stringify(body))
  return body.answers as readonly PreviewAnswer[]
}

test('a preview says what is allowed, and nothing happens', async (context) => {
  const site = await givenSite(context)
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  const before = await site.revision()
  assert.deepEqual(await ask(mara, create, list), [{ allowed: true }, { allowed: true }])
  assert.equal(await site.revision(), before)
})

test('a preview denies with the document of the call itself, and says whom to ask', async (context) => {
  const site = await givenSite(context)
  const vera = site.browser()
  await vera.signIn('vera@example.com')
  const [answer] = await ask(vera, create)
  assert.ok(answer !== undefined && !answer.allowed)
  assert.equal(answer.problem.title, 'not allowed')
  assert.equal(answer.problem.detail, 'this needs `create` on `Role` in the account')
  assert.deepEqual(answer.ask, [{ name: 'Mara', email: 'mara@example.com' }])
  const called = await vera.send('POST', '/v2/accounts/acme/permissions/roles', create.input)
  assert.equal(called.status, 403)
  const { details } = called.body.error as { readonly details: { readonly missing: unknown; readonly reason: string } }
  assert.deepEqual(answer.problem.missing, details.missing)
  assert.equal(answer.problem.detail, details.reason)
})

test('a preview tells a key what is missing, and nobody’s name and e-mail', async (context) => {
  const site = await givenSite(context)
  for (const key of ['KN', '101']) {
    const answer = await site.app.inject({
      ...{ method: 'POST', url: '/api/preview', payload: { questions: [create] } },
      headers: { authorization: `Basic ${Buffer.from(`${key}:s`).toString('base64')}` },
    })
    assert.equal(answer.statusCode, 200)
    assert.match(answer.body, /this needs `create` on `Role` in the account/)
    assert.doesNotMatch(answer.body, /mara|example\.com/i)
  }
})

test('a preview says which plan has what the account lacks', async (context) => {
  const file = { ...siteFile, account: { ...siteFile.account, plan: 'free', assets_advanced: false } }
  const site = await givenSite(context, { file })
  const mara = site.browser()
  await mara.signIn('mara@example.com')
  const [answer] = await ask(mara, create)
  assert.ok(answer !== undefined && !answer.allowed)
  assert.equal(answer.problem.title, 'custom global roles not enabled for this account; `enterprise` has it')
  assert.deepEqual(answer.ask, [])
})

test('a preview refuses endpoints and fields that there are not, and strangers', async (context) => {
  const site = await givenSite(context)
  const mara = site.browser()
  assert.equal((await mara.send('POST', '/api/preview', { questions: [list] })).status, 401)
  await mara.signIn('mara@example.com')
  const send = async (body: object, headers = {}): Promise<number> =>
    (await mara.send('POST', '/api/preview', body, headers)).status
  assert.equal(await send({ questions: [{ endpoint: 'toString', input: {} }] }), 400)
  assert.equal(await send({ questions: [{ endpoint: 'createRole', input: {} }] }), 400)
  assert.equal(await send({ questions: [] }), 400)
  assert.equal(await send({ questions: [list] }, { origin: 'https://evil.example' }), 403)
})

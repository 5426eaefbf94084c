import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { basic, givenServer, type GivenServer } from './given-server.ts'

describe('asking for decisions over HTTP', () => {
  let server: GivenServer
  before(async () => {
    server = await givenServer()
  })
  after(() => server.close())

  const scope = { type: 'prodenv', id: 'env1' }
  const mayVera = (action: string, resource: object) => ({
    principal: { type: 'user', id: server.ids.vera },
    action,
    resource,
    scope,
  })

  test('gives an allow with the assignment it comes from', async () => {
    const { vera, logos, brand } = server.ids
    const { status, body } = await server.call('POST', '/api/decisions', mayVera('read', { type: 'Folder', id: logos }))
    const { gates, revision, ...rest } = body as Readonly<Record<string, unknown>>
    assert.equal(status, 200)
    assert.equal(revision, 1)
    assert.deepEqual(
      (gates as readonly { readonly passed: boolean }[]).map(({ passed }) => passed),
      [true, true, true, true, true, true],
    )
    const policy = 'cld::policy::content::folder::view_download'
    assert.deepEqual(rest, {
      outcome: 'allow',
      reasons: [policy],
      faults: [],
      via: [
        {
          type: 'assignment',
          policy_id: policy,
          role_id: 'cld::role::folder::viewer',
          principal: { type: 'user', id: vera },
          scope_type: 'prodenv',
          scope_id: 'env1',
          policy_parameters: { folder_id: brand },
        },
      ],
    })
  })

  test('gives a deny with what is missing and the roles that would do, the smallest first', async () => {
    const { logos } = server.ids
    const question = mayVera('create', { type: 'Asset', folder: logos })
    const { body } = await server.call('POST', '/api/decisions', question)
    assert.partialDeepStrictEqual(body, {
      outcome: 'deny',
      reasons: [],
      missing: {
        action: 'create',
        resource: { type: 'Asset', folder: logos },
        scope,
        roles: [{ id: 'cld::role::folder::contributor', policy_parameters: { folder_id: logos } }],
        needs_library_access: false,
      },
    })
  })

  test('answers many in their order, at one revision', async () => {
    const { brand, summer } = server.ids
    const questions = [brand, summer, brand].map((id) => mayVera('read', { type: 'Folder', id }))
    const { body } = await server.call('POST', '/api/decisions', { questions })
    const { decisions, revision } = body as {
      readonly decisions: readonly { readonly outcome: string }[]
      revision: number
    }
    assert.deepEqual(
      decisions.map(({ outcome }) => outcome),
      ['allow', 'deny', 'allow'],
    )
    assert.equal(revision, 1)
  })

  test('takes from 1 to 100 questions, and no stray ones beside them', async () => {
    const question = mayVera('read', { type: 'Folder', id: null })
    const many = (count: number) => ({ questions: Array.from({ length: count }, () => question) })
    const statusOf = async (body: unknown) => (await server.call('POST', '/api/decisions', body)).status
    assert.deepEqual([await statusOf(many(100)), await statusOf(many(101)), await statusOf(many(0))], [200, 400, 400])
    assert.equal(await statusOf({ ...many(1), action: 'read' }), 400)
  })

  test('refuses a slip as a problem document that names it', async () => {
    const { status, headers, body } = await server.call('POST', '/api/decisions', {
      questions: [mayVera('read', { type: 'Folder', id: null }), mayVera('fly', { type: 'Folder', id: null })],
    })
    assert.equal(status, 400)
    assert.equal(headers['content-type'], 'application/problem+json')
    assert.deepEqual(body, {
      type: 'urn:rolecall:problem:invalid_fields',
      title: 'invalid request',
      status: 400,
      fields: [{ 'questions.1.action': 'fly' }],
    })
  })

  test('answers a key about itself, and about others only who may read them', async () => {
    const headers = basic('K2', 'S2')
    const self = {
      principal: { type: 'apiKey', id: 'K2' },
      action: 'read',
      resource: { type: 'Folder', id: null },
      scope,
    }
    const own = await server.call('POST', '/api/decisions', self, { headers })
    assert.partialDeepStrictEqual(own.body, { outcome: 'deny' })
    const other = mayVera('read', { type: 'Folder', id: null })
    const refused = await server.call('POST', '/api/decisions', other, { headers })
    assert.equal(refused.status, 403)
    assert.partialDeepStrictEqual(refused.body, {
      type: 'urn:rolecall:problem:denied',
      detail: 'this needs `read` on `User` in the account',
    })
  })

  test('waits for a revision, and says so when it is not there', async () => {
    const question = { ...mayVera('read', { type: 'Folder', id: null }), at_least_revision: 1 }
    assert.equal((await server.call('POST', '/api/decisions', question)).status, 200)
    const early = await server.call('POST', '/api/decisions', { ...question, at_least_revision: 99 })
    assert.deepEqual([early.status, early.headers['retry-after']], [503, '1'])
  })

  test('lists the folders where somebody may do something, page by page', async () => {
    const { vera, brand, logos } = server.ids
    const list = { principal: { type: 'user', id: vera }, action: 'read', resource_type: 'Asset', environment: 'env1' }
    const first = await server.call('POST', '/api/decisions/list', { ...list, limit: 1 })
    const { next_cursor: cursor, ...rest } = first.body as Readonly<Record<string, unknown>>
    assert.partialDeepStrictEqual(rest, { folders: [{ id: brand, name: 'brand', parent_id: null }], revision: 1 })
    const second = await server.call('POST', '/api/decisions/list', { ...list, limit: 1, cursor })
    assert.partialDeepStrictEqual(second.body, {
      folders: [{ id: logos, name: 'logos', parent_id: brand }],
      next_cursor: null,
    })
    for (const wrong of [
      { limit: 0 },
      { limit: 501 },
      { cursor: 'x' },
      { resource_type: 'User' },
      { action: 'share' },
    ]) {
      const { status } = await server.call('POST', '/api/decisions/list', { ...list, ...wrong })
      assert.equal(status, 400, JSON.stringify(wrong))
    }
  })
})

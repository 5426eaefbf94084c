// Proofs as clients meet them: addresses, answers, problems that name the field as it was sent.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { givenLibrary } from '../given/library.ts'
import { givenLibraryServer } from '../given/library-server.ts'

const authorization = `Basic ${Buffer.from('100:s').toString('base64')}`

async function given(t: TestContext) {
  const library = await givenLibrary(t)
  const { app } = await givenLibraryServer(t, library.acme.house)
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) => {
    const url = `/api/environments/demo/proofs${path}`
    const answer = await app.inject({ method, url, headers: { authorization }, ...(payload && { payload }) })
    const isJson = /json/.test(answer.headers['content-type']?.toString() ?? '')
    return { status: answer.statusCode, type: answer.headers['content-type'], body: isJson ? read(answer.body) : null }
  }
  return { library, call, app }
}

const read = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>

test('a key runs a proof from its start to its end', async (t) => {
  const { library, call } = await given(t)
  const asset = await library.upload('poster', { asset_folder: 'brand' })
  const vera = library.acme.principal('Vera').id
  const start = { title: 'Summer', asset_ids: [asset.id], reviewers: [{ type: 'user', id: vera }] }
  const { status, body } = await call('POST', '', start)
  assert.equal(status, 201)
  const id = String(body?.id)
  const { started_by, reviewers, assets, round, is_maker } = body ?? {}
  assert.deepEqual(
    { started_by, reviewers, round, is_maker },
    {
      started_by: { id: 'api_key:100', name: 'root' },
      reviewers: [{ type: 'user', id: vera, name: null, outcome: null }],
      round: 1,
      is_maker: true,
    },
  )
  assert.deepEqual(assets, [
    {
      ...{ asset_id: asset.id, display_name: 'poster', resource_type: 'image', format: 'png', bytes: asset.file.bytes },
      ...{ width: 1, height: 1, has_thumbnail: true, readable: true },
    },
  ])
  const said = await call('POST', `/${id}/comments`, { body: 'Here', asset_id: asset.id, point: { x: 0.5, y: 0 } })
  assert.deepEqual([said.status, said.body?.point, said.body?.resolved], [201, { x: 0.5, y: 0 }, false])
  const comment = `/${id}/comments/${String(said.body?.id)}`
  assert.equal((await call('PUT', comment, { body: 'There' })).body?.body, 'There')
  assert.equal((await call('PUT', `${comment}/resolved`, { resolved: true })).body?.resolved, true)
  assert.equal((await call('POST', `/${id}/rounds`, { round: 1 })).body?.round, 2)
  assert.equal((await call('PUT', `/${id}`, { title: 'Autumn' })).body?.title, 'Autumn')
  const history = await call('GET', `/${id}/history`)
  assert.deepEqual((history.body?.entries as readonly { type: string }[]).map(({ type }) => type).sort(), [
    'comment',
    'milestone',
    'milestone',
  ])
  const picture = await call('GET', `/${id}/assets/${asset.id}/thumbnail`)
  assert.deepEqual([picture.status, picture.type], [200, 'image/webp'])
  assert.equal((await call('POST', `/${id}/close`)).body?.status, 'closed')
  assert.equal((await call('POST', `/${id}/reopen`)).body?.status, 'open')
  assert.equal((await call('DELETE', comment)).status, 204)
  assert.equal((await call('DELETE', `/${id}`)).status, 204)
  assert.deepEqual((await call('GET', '')).body, { proofs: [], next_cursor: null })
})

test('problems name the field as it was sent, and what stands', async (t) => {
  const { library, call } = await given(t)
  const asset = await library.upload('poster')
  const { body: proof } = await call('POST', '', { title: 'Summer', asset_ids: [asset.id] })
  const at = `/${String(proof?.id)}`
  const problem = async (path: string, payload: object) => {
    const { status, type, body } = await call('POST', path, payload)
    assert.match(String(type), /^application\/problem\+json/)
    return [status, JSON.stringify(body?.fields ?? body?.missing_fields ?? body)] as const
  }
  const [missing, missingSays] = await problem('', { asset_ids: [asset.id] })
  assert.equal(missing, 400)
  assert.match(missingSays, /title/)
  const [few, fewSays] = await problem('', { title: 'x', asset_ids: [] })
  assert.equal(few, 400)
  assert.match(fewSays, /asset_ids/)
  const [nobody, nobodySays] = await problem('', {
    ...{ title: 'x', asset_ids: [asset.id], reviewers: [{ type: 'key', id: 'x' }] },
  })
  assert.equal(nobody, 400)
  assert.match(nobodySays, /reviewers\.0\.type/)
  const [off, offSays] = await problem(`${at}/comments`, { body: 'x', asset_id: asset.id, point: { x: 0, y: 2 } })
  assert.equal(off, 400)
  assert.match(offSays, /point\.y/)
  const late = await call('POST', `${at}/rounds`, { round: 7 })
  assert.equal(late.status, 409)
  assert.match(JSON.stringify(late.body), /"round":1/)
  const [notAsked, notAskedSays] = await problem(`${at}/decisions`, { round: 1, outcome: 'approved' })
  assert.equal(notAsked, 403)
  assert.match(notAskedSays, /not_a_reviewer/)
  const missingProof = await call('GET', '/nothing')
  assert.equal(missingProof.status, 404)
})

test('a key of another environment finds no proof here, nor there', async (t) => {
  const { library, call, app } = await given(t)
  const asset = await library.upload('poster')
  const { body: proof } = await call('POST', '', { title: 'Summer', asset_ids: [asset.id] })
  const id = String(proof?.id)
  const headers = { authorization: `Basic ${Buffer.from('102:s').toString('base64')}` }
  for (const url of [`/api/environments/demo/proofs/${id}`, `/api/environments/live/proofs/${id}`]) {
    const { statusCode } = await app.inject({ method: 'GET', url, headers })
    assert.ok(statusCode === 403 || statusCode === 401, `${url} answers ${statusCode}`)
  }
})

// Nothing that a caller may not see changes what it is answered (field classes 16 to 22, 24), over HTTP.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environmentId } from '../../src/domain/ids.ts'
import { pixel } from '../given/library.ts'
import { pairsOf } from './hidden-and-absent.ts'
import { givenLibraryCalls, type GivenLibraryCalls, type LibraryAnswer } from './given-library-calls.ts'

/** Lists, searches, sorts, counts, groups, tags, pages and archives: every way to ask about many at once. */
const questions: readonly (readonly [string, string, object?])[] = [
  ['GET', 'resources/image?max_results=2'],
  ['GET', 'resources/image/upload?prefix=s'],
  ['GET', 'resources/image/upload?prefix=secret&direction=asc'],
  ['GET', 'resources/image/upload?start_at=2020-01-01'],
  ['GET', 'resources/image/tags/quiet'],
  ['GET', 'resources/image/context?key=who'],
  ['GET', 'resources/image/moderations/manual/pending'],
  ['GET', 'resources/by_asset_folder?asset_folder=campaigns/summer'],
  ['GET', 'resources/by_asset_folder?asset_folder=brand'],
  ['GET', 'tags/image'],
  ['GET', 'tags/image?prefix=qu'],
  ['GET', 'tags/image?max_results=1'],
  ['GET', 'folders'],
  ['GET', 'folders/campaigns'],
  ['GET', 'folders/search?expression=name:s*'],
  ['POST', 'folders/search', { expression: '', max_results: 1, sort_by: [{ name: 'desc' }] }],
  ['POST', 'resources/search', {}],
  ['POST', 'resources/search', { expression: 'tags:quiet', sort_by: [{ bytes: 'desc' }], max_results: 1 }],
  ['POST', 'resources/search', { expression: 'context.who:*', aggregate: ['format', 'resource_type'] }],
  [
    'POST',
    'resources/search',
    { expression: 'bytes>1', aggregate: [{ type: 'bytes', ranges: [{ key: 'a', from: 1 }] }] },
  ],
  ['POST', 'resources/search', { expression: 'created_by:*', with_field: ['tags', 'context'] }],
  ['POST', 'resources/search', { expression: 'folder:campaigns/*' }],
  ['POST', 'resources/search', { expression: 'public_id:secret*' }],
  ['POST', 'resources/search', { expression: 'NOT tags:loud', sort_by: [{ public_id: 'asc' }] }],
  ['GET', 'resources'],
]

/** What an answer says, without what differs each time; whether there is a next page, and how long its cursor is. */
function plain({ status, text }: LibraryAnswer): readonly [number, string] {
  const cursors = text.replaceAll(/"next_cursor":"([^"]*)"/g, (_, cursor: string) => `"cursor of ${cursor.length}"`)
  return [status, cursors.replaceAll(/"time":\d+/g, '"time"')]
}

const spelledHeader = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A key that sees `brand`, where two assets lie. */
async function givenViewer(given: GivenLibraryCalls) {
  await given.upload('shown', { asset_folder: 'brand', tags: ['loud'], context: { who: 'a' } })
  await given.upload('shown too', { asset_folder: 'brand/logos', tags: ['loud', 'other'], moderation: 'manual' })
  return given.holding({ on: { brand: ['view_download'] } })
}

/** Fills what it does not see with assets, tags, folders and a preset. */
async function hide({ upload, by }: GivenLibraryCalls): Promise<void> {
  for (const number of [1, 2, 3]) {
    const settings = { tags: ['quiet', `only ${number}`], context: { who: 'b' }, moderation: 'manual' }
    await upload(`secret ${number}`, { ...settings, asset_folder: 'campaigns/summer' })
  }
  await upload('secret at the top', { tags: ['quiet'] })
  await by('100')('POST', 'folders/campaigns/secret')
  await by('100')('POST', 'folders/surprise')
  await by('100')('POST', 'upload_presets', { name: 'secret' })
}

test('no list, search, sort, count, group, tag, cursor or folder tells of what the caller may not read', async (t) => {
  const given = await givenLibraryCalls(t)
  const { send } = await givenViewer(given)
  const answers = async () => {
    const all: (readonly [number, string])[] = []
    for (const question of questions) all.push(plain(await send(...question)))
    return all
  }
  const before = await answers()
  assert.ok(before.some(([, text]) => text.includes('shown too')))
  await hide(given)
  const after = await answers()
  for (const [position, question] of questions.entries()) {
    assert.deepEqual(after[position], before[position], JSON.stringify(question))
    assert.doesNotMatch(after[position]?.[1] ?? '', /secret|surprise/)
  }
})

test('a filter, sort or field that can not be read is refused, and never passed over', async (t) => {
  const given = await givenLibraryCalls(t)
  const { send } = await givenViewer(given)
  const wrongs: readonly (readonly [string, string, object?])[] = [
    ['GET', 'resources/image?max_results=many'],
    ['GET', 'resources/image?max_results=0'],
    ['GET', 'resources/image?direction=sideways'],
    ['GET', 'resources/image?start_at=yesterday'],
    ['GET', 'resources/image?next_cursor=guess'],
    ['GET', 'resources/image/context?value=x'],
    ['GET', 'resources/by_asset_folder?asset_folder=a%2F..%2Fb'],
    ['GET', 'resources/by_asset_ids'],
    ['GET', 'tags/image?max_results=-1'],
    ['GET', 'folders?max_results=x'],
    ['POST', 'resources/search', { expression: 'tags:' }],
    ['POST', 'resources/search', { expression: 'tags=a AND' }],
    ['POST', 'resources/search', { expression: 'no_such_field:x' }],
    ['POST', 'resources/search', { expression: 'bytes>many' }],
    ['POST', 'resources/search', { sort_by: [{ account_id: 'asc' }] }],
    ['POST', 'resources/search', { sort_by: [{ bytes: 'up' }] }],
    ['POST', 'resources/search', { aggregate: ['account_id'] }],
    ['POST', 'resources/search', { max_results: 100_000 }],
    ['POST', 'resources/search', { next_cursor: 'guess' }],
    ['POST', 'folders/search', { expression: 'nothing:x' }],
    ['POST', 'folders/search', { sort_by: [{ nothing: 'asc' }] }],
    ['DELETE', 'resources/image/upload', { prefix: '' }],
    ['DELETE', 'resources/image/upload', {}],
  ]
  const before = await given.acme.revision()
  for (const asked of wrongs) {
    const { status, text } = await send(...asked)
    assert.equal(status, 400, `${JSON.stringify(asked)} ${status} ${text}`)
    assert.match(text, /"message":"[^"]/)
  }
  assert.equal(await given.acme.revision(), before)
})

test('a cursor is good for its list, its environment and its caller’s rights, and holds no names', async (t) => {
  const given = await givenLibraryCalls(t)
  const viewer = await givenViewer(given)
  await hide(given)
  const page = await given.by('100')('GET', 'resources/image?max_results=1')
  const cursor = String(page.body.next_cursor)
  assert.doesNotMatch(Buffer.from(cursor, 'base64url').toString('latin1'), /secret|shown|campaigns/)
  const asked = `resources/image?max_results=100&next_cursor=${encodeURIComponent(cursor)}`
  assert.doesNotMatch((await viewer.send('GET', asked)).text, /secret/, 'another’s cursor opens nothing')
  const elsewhere = await given.by('102', 'live')('GET', asked)
  assert.equal(elsewhere.status, 400)
  const other = `resources/video?max_results=100&next_cursor=${encodeURIComponent(cursor)}`
  assert.equal((await given.by('100')('GET', other)).status, 400)
})

/** Spells an answer without the names that were asked for. */
function spellerFor(id: string, none: string) {
  return ({ status, text, headers }: LibraryAnswer) => {
    const bare = text
      .replaceAll(/hidden|absent|surprise|nowhere!|secret/g, '*')
      .replaceAll(id, '*')
      .replaceAll(none, '*')
    const denial = spelledHeader(headers['x-rolecall-denial']).replaceAll(
      /hidden|absent|surprise|nowhere!|secret/g,
      '*',
    )
    return [
      status,
      bare.replaceAll(/"explain_id":"[^"]*"/g, ''),
      denial.replaceAll(id, '*').replaceAll(none, '*'),
      Object.keys(headers),
    ]
  }
}

test('what is out of sight and what is not there are answered alike, header for header', async (t) => {
  const given = await givenLibraryCalls(t)
  const { send } = await givenViewer(given)
  await hide(given)
  const { id } = await given.upload('hidden', { asset_folder: 'campaigns/summer' })
  const none = '0'.repeat(id.length)
  const spelled = spellerFor(id, none)
  const nobody = await given.holding({})
  for (const folderMode of ['dynamic', 'fixed'] as const) {
    await given.acme.change((transaction) =>
      transaction.put('library_settings', {
        ...{
          accountId: given.acme.account.id,
          environmentId: environmentId('env-demo'),
          folderMode,
          keepsBackups: false,
        },
        ...{ createdAt: given.acme.clock.now, updatedAt: given.acme.clock.now },
      }),
    )
    for (const [hidden, absent] of pairsOf(id, none)) {
      for (const caller of [send, nobody.send])
        assert.deepEqual(
          spelled(await caller(...hidden)),
          spelled(await caller(...absent)),
          `${folderMode} ${JSON.stringify(hidden)}`,
        )
    }
  }
})

test('who has access is told to who shares: ids of those given roles there, and no name, e-mail or group beside', async (t) => {
  const given = await givenLibraryCalls(t)
  const { send } = await given.holding({ on: { brand: ['view_download', 'share'] } })
  const { body, text } = await send(
    'GET',
    `folder_operations/invite/${given.acme.folder('demo:brand')}?permitted_roles=true`,
  )
  const [shared] = body.shared_with as readonly Readonly<Record<string, unknown>>[]
  assert.deepEqual(Object.keys(shared ?? {}).sort(), ['folder_id', 'id', 'roles', 'type'])
  assert.doesNotMatch(text, /vera|example\.com|Creative|Otto/i)
  const viewer = await given.holding({ on: { brand: ['view_download'] } })
  assert.equal((await viewer.send('GET', `folder_operations/invite/${given.acme.folder('demo:brand')}`)).status, 403)
})

test('pickers offer what may be chosen, and nothing else: folders, tags, roles, presets, fields, transformations', async (t) => {
  const given = await givenLibraryCalls(t)
  const master = given.by('100')
  const { send } = await given.holding({ on: { brand: ['view_download', 'share'] } })
  await hide(given)
  await master('POST', 'transformations/secret', { transformation: 'w_1' })
  await master('POST', 'metadata_fields', { external_id: 'secret', type: 'string', label: 'secret' })
  await master('POST', 'upload_mappings', { folder: 'secret', template: 'https://example.com/' })
  for (const path of ['folders', 'tags/image', 'upload_presets', 'upload_mappings', 'metadata_fields']) {
    const { status, text } = await send('GET', path)
    assert.ok(status === 200 || status === 403, path)
    assert.doesNotMatch(text, /secret|surprise|quiet/, path)
  }
  const shown = await send('GET', 'transformations')
  assert.doesNotMatch(shown.text, /secret/)
  const sharing = await send('GET', `folder_operations/invite/${given.acme.folder('demo:brand')}?permitted_roles=true`)
  const roles = sharing.body.permitted_roles as readonly { readonly id: string }[]
  assert.ok(!roles.some(({ id }) => /manager|editor|contributor/.test(id)), 'no role is offered that holds more')
})

test('answers are made for each caller anew: by turns, with tags of others, after rights came and went', async (t) => {
  const given = await givenLibraryCalls(t)
  const { id } = await given.upload('closed', { asset_folder: 'brand', type: 'authenticated' })
  const viewer = await given.holding({ on: { brand: ['view_download', 'download_assets'] } })
  const other = await given.holding({ on: { 'campaigns/summer': ['view_download', 'download_assets'] } })
  const address = '/demo/image/authenticated/closed.png'
  const mine = await viewer.send('GET', address)
  const etag = String(mine.headers.etag)
  assert.equal(mine.status, 200)
  assert.match(String(mine.headers['cache-control']), /private, no-store/)
  for (let turn = 0; turn < 3; turn++) {
    assert.equal((await viewer.send('GET', `resources/${id}`)).status, 200)
    assert.equal((await other.send('GET', `resources/${id}`)).status, 403)
    for (const method of ['GET', 'HEAD']) {
      const conditional = { headers: { 'if-none-match': etag } }
      assert.equal((await viewer.send(method, address, undefined, conditional)).status, 304)
      assert.equal((await other.send(method, address, undefined, conditional)).status, 403)
      const visitor = await given.ask(address, { method: method as 'GET', headers: { 'if-none-match': etag } })
      assert.equal(visitor.statusCode, 404)
    }
  }
  const [assignment] = await given.acme.house.store.listAssignments(given.acme.account.id, {
    principals: [viewer.key],
    parameters: [{ type: 'folder', id: given.acme.folder('demo:brand') }],
  })
  assert.ok(assignment)
  await given.acme.change((transaction) => transaction.delete('assignment', assignment))
  assert.equal((await viewer.send('GET', `resources/${id}`)).status, 403)
  assert.equal((await viewer.send('GET', address, undefined, { headers: { 'if-none-match': etag } })).status, 403)
  await given.acme.change((transaction) =>
    transaction.put('assignment', { ...assignment, id: given.acme.house.ids.assignment() }),
  )
  assert.equal((await viewer.send('GET', `resources/${id}`)).status, 200)
  assert.equal((await viewer.send('POST', 'image/upload', { file: pixel, asset_folder: 'brand' })).status, 403)
})

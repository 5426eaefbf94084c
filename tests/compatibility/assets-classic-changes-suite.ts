// What the vendor's classic client does to assets that are there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'
import { demo, pixel } from '../given/library.ts'

/** An answer without what the client adds to it from the headers. */
const plain = (answer: Answer): Answer => {
  const names = ['rate_limit_allowed', 'rate_limit_remaining', 'rate_limit_reset_at']
  const json = JSON.parse(JSON.stringify(answer)) as Answer
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)))
}

async function failureOf(call: Promise<unknown>): Promise<readonly [unknown, unknown]> {
  try {
    await call
  } catch (reason) {
    const { error = reason } = reason as { readonly error?: unknown }
    const { http_code: code, message } = error as Answer
    return [code, message]
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

test('an asset is shown by its name and by its id, and changed by its name', async (t) => {
  const { uploader, admin, upload } = await givenServedLibrary(t)
  const { id } = await upload('a b/ü', { asset_folder: 'brand', tags: ['red'] })
  const byName = plain(await admin.resource!('a b/ü'))
  const byId = plain(await admin.resource_by_asset_id!(id))
  assert.deepEqual(byName, byId)
  assert.deepEqual(
    [byName.asset_id, byName.asset_folder, byName.tags, byName.access_control, byName.derived],
    [id, 'brand', ['red'], null, []],
  )
  const changed = plain(
    await admin.update!('a b/ü', {
      tags: 'one,two',
      context: { alt: 'x=y|z' },
      asset_folder: 'campaigns/new',
      display_name: 'Shown',
      access_control: [{ access_type: 'token' }, { access_type: 'anonymous', start: '2030-01-01T00:00Z' }],
      moderation_status: 'rejected',
    }),
  )
  assert.deepEqual(
    [changed.tags, changed.context, changed.asset_folder, changed.display_name, changed.moderation_status],
    [['one', 'two'], { custom: { alt: 'x=y|z' } }, 'campaigns/new', 'Shown', 'rejected'],
  )
  assert.deepEqual(changed.access_control, [
    { access_type: 'token' },
    { access_type: 'anonymous', start: '2030-01-01T00:00:00Z' },
  ])
  const explicit = plain(await uploader.explicit!('a b/ü', { type: 'upload', tags: [], moderation: 'manual' }))
  assert.deepEqual(explicit.moderation, [{ kind: 'manual', status: 'pending' }])
  assert.deepEqual(await failureOf(admin.resource!('nobody')), [404, 'Resource not found - nobody'])
  assert.deepEqual(await failureOf(uploader.explicit!('nobody', { type: 'upload' })), [
    404,
    'Resource not found - nobody',
  ])
})

test('an asset is renamed, opened, closed and destroyed', async (t) => {
  const { uploader, admin, upload, find } = await givenServedLibrary(t)
  await upload('a', { context: { alt: 'x' } })
  await upload('b')
  const renamed = plain(await uploader.rename!('a', 'sub/c', { to_type: 'private', context: true }))
  assert.deepEqual([renamed.public_id, renamed.type, renamed.context], ['sub/c', 'private', { custom: { alt: 'x' } }])
  assert.deepEqual(await failureOf(uploader.rename!('sub/c', 'b', { type: 'private', to_type: 'upload' })), [
    400,
    'to_public_id (b) already exists',
  ])
  const over = { type: 'private', to_type: 'upload', overwrite: true }
  assert.equal((await uploader.rename!('sub/c', 'b', over)).asset_id, renamed.asset_id)
  const closed = plain(await admin.update_resources_access_mode_by_ids!('authenticated', ['b', 'nobody']))
  assert.deepEqual(closed, {
    updated: [{ public_id: 'b', resource_type: 'image', type: 'upload', access_mode: 'authenticated' }],
    failed: [],
  })
  assert.equal((await find('b'))?.accessMode, 'authenticated')
  const opened = plain(await admin.update_resources_access_mode_by_prefix!('public', 'b'))
  assert.equal((opened.updated as readonly Answer[])[0]?.access_mode, 'public')
  assert.deepEqual(plain(await uploader.destroy!('b')), { result: 'ok' })
  assert.deepEqual(plain(await uploader.destroy!('b')), { result: 'not found' })
})

test('private assets are published', async (t) => {
  const { admin, upload, url } = await givenServedLibrary(t)
  const { version } = await upload('a', { type: 'private' })
  const address = `${url}/demo/image/upload/v${version}/a.png`
  assert.deepEqual(plain(await admin.publish_by_ids!(['a'])), {
    published: [{ public_id: 'a', resource_type: 'image', type: 'upload', url: address, secure_url: address }],
    failed: [],
  })
})

test('tags and context change in bulk', async (t) => {
  const { uploader, upload, find } = await givenServedLibrary(t)
  await upload('a')
  await upload('b', { tags: ['y'] })
  const added = plain(await uploader.add_tag!('x,y', ['a', 'b', 'nobody']))
  assert.deepEqual(added, { public_ids: ['a', 'b'].sort(byIdOf([await find('a'), await find('b')])) })
  assert.deepEqual((await find('a'))?.tags, ['x', 'y'])
  await uploader.replace_tag!('z', ['a'])
  await uploader.remove_tag!('y', ['b'])
  assert.deepEqual([(await find('a'))?.tags, (await find('b'))?.tags], [['z'], ['x']])
  assert.deepEqual(plain(await uploader.remove_all_tags!(['a'])), { public_ids: ['a'] })
  assert.deepEqual(plain(await uploader.add_context!('alt=x|caption=a\\=b', ['a'])), {
    public_ids: ['a'],
  })
  assert.deepEqual((await find('a'))?.context, { alt: 'x', caption: 'a=b' })
  await uploader.remove_all_context!(['a'])
  assert.deepEqual((await find('a'))?.context, {})
  assert.deepEqual(plain(await uploader.update_metadata!({}, ['a'])), { public_ids: ['a'] })
})

/** The order in which bulk answers name assets: that of their ids. */
const byIdOf =
  (assets: readonly ({ readonly id: string; readonly publicId: string } | undefined)[]) =>
  (one: string, other: string): number => {
    const idOf = (name: string): string => assets.find((asset) => asset?.publicId === name)?.id ?? ''
    return idOf(one) < idOf(other) ? -1 : 1
  }

test('assets are deleted by names, ids, prefix, tag and altogether', async (t) => {
  const { admin, upload, find } = await givenServedLibrary(t)
  for (const name of ['a', 'b', 'set/c', 'd', 'e']) await upload(name, name === 'd' ? { tags: ['old'] } : {})
  const { id } = (await find('b'))!
  const one = { original: 1, derived: 0 }
  assert.deepEqual(plain(await admin.delete_resources!(['a', 'nobody'])), {
    deleted: { a: 'deleted', nobody: 'not_found' },
    deleted_counts: { a: one },
    partial: false,
  })
  assert.deepEqual(plain(await admin.delete_resources_by_asset_ids!([id])).deleted, { [id]: 'deleted' })
  assert.deepEqual((await admin.delete_resources_by_prefix!('set/')).deleted, { 'set/c': 'deleted' })
  assert.deepEqual((await admin.delete_resources_by_tag!('old')).deleted, { d: 'deleted' })
  const derived = await admin.delete_derived_resources!(['x'])
  assert.deepEqual(plain(derived), { deleted: { x: 'not_found' } })
  assert.deepEqual((await admin.delete_derived_by_transformation!(['e'], { width: 100 }, {})).deleted, {
    e: 'not_found',
  })
  assert.ok(await find('e'), 'its original stays')
  assert.deepEqual((await admin.delete_all_resources!({})).deleted, { e: 'deleted' })
})

test('what would have to be rendered is refused', async (t) => {
  const { uploader, upload } = await givenServedLibrary(t)
  await upload('a')
  const says = (what: string) => [400, `Rolecall renders no images and analyses none: \`${what}\` is refused`]
  assert.deepEqual(await failureOf(uploader.text!('hello')), says('text'))
  assert.deepEqual(await failureOf(uploader.explode!('a', { page: 'all' })), says('explode'))
  assert.deepEqual(await failureOf(uploader.multi!('tag')), says('multi'))
  assert.deepEqual(await failureOf(uploader.generate_sprite!('tag')), says('sprite'))
  assert.deepEqual(await failureOf(uploader.upload!(pixel, { eager: [{ width: 100 }] })), says('eager'))
})

test('an unsigned upload goes where its preset says', async (t) => {
  const { uploader, acme, find } = await givenServedLibrary(t)
  const dated = { createdAt: acme.clock.now, updatedAt: acme.clock.now }
  const place = { accountId: acme.account.id, environmentId: demo, folderId: acme.folder('demo:brand') }
  const preset = { name: 'web', isUnsigned: true, disallowsPublicId: false, settings: { tags: ['web'] } }
  await acme.change((transaction) => transaction.put('upload_preset', { ...place, ...preset, ...dated }))
  const made = await uploader.unsigned_upload!(pixel, 'web', { public_id: 'mine' })
  assert.deepEqual([made.public_id, made.asset_folder, made.tags, made.api_key], ['mine', 'brand', ['web'], undefined])
  assert.equal((await find('mine'))?.createdBy, 'preset:web')
  const [code] = await failureOf(uploader.unsigned_upload!(pixel, 'web', { asset_folder: 'campaigns' }))
  assert.equal(code, 403)
})

test('a key is refused what its roles do not allow, and the denial stands in a header', async (t) => {
  const { admin, uploader, asKey, upload, acme, url } = await givenServedLibrary(t)
  await upload('a', { asset_folder: 'brand' })
  const environment = acme.environment('demo')
  const says = (...actions: readonly string[]) =>
    `[prodenv:${environment}] Request forbidden due to missing permissions (actions=${JSON.stringify(actions)})`
  assert.deepEqual(await failureOf(admin.resource!('a', asKey('101'))), [403, says('read')])
  assert.deepEqual(await failureOf(admin.update!('a', { ...asKey('101'), asset_folder: 'x', tags: ['y'] })), [
    403,
    says('move', 'update'),
  ])
  assert.equal((await failureOf(uploader.upload!(pixel, asKey('101'))))[0], 403)
  const answer = await fetch(`${url}/v1_1/demo/image/upload`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('101:s').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ file: pixel }),
  })
  assert.equal(answer.status, 403)
  assert.ok(answer.headers.get('x-rolecall-denial')?.includes(says('create')))
  assert.deepEqual(await failureOf(admin.resource!('a', asKey('100', 'wrong'))), [401, 'api_secret mismatch'])
})

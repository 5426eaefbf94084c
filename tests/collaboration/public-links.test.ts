// Public links: what it takes to have them, who knows of them, and who may change them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasks, type TaskNeed } from '../../src/domain/catalogue/tasks.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { demo, type Rights } from '../given/library.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'
import { distributor, givenLinks, said, type GivenLinks } from './given-links.ts'

const row = tasks.find(({ id }) => id === 'manage_public_links')

const endingOf = ({ permissionId }: TaskNeed): string =>
  permissionId.replace(/^cld::policy::(?:global|content::folder)::/, '')

function rightsOf(needs: readonly TaskNeed[]): Rights {
  const held = (isEverywhere: boolean) =>
    needs.filter(({ on }) => (on === 'environment') === isEverywhere).map((need) => endingOf(need))
  return { everywhere: held(true), on: { brand: held(false) } }
}

const toAsset = (id: string) => ({ target: { type: 'asset', id } }) as const
const toCollection = ({ acme }: GivenLinks) =>
  ({ target: { type: 'collection', id: acme.collection('demo:Launch') } }) as const
const list = async (links: GivenLinks, who: Principal | 'operator', target: 'folder' | null = null) => {
  const choice = { environmentId: demo, createdBy: null, limit: 50, cursor: null }
  const id = links.acme.folder('demo:brand')
  const page = await links.acme.perform(who, 'public-link.list', { ...choice, target: target && { type: target, id } })
  return page.links
}

test('the table has one row about public links, in two columns of two permissions', () => {
  assert.deepEqual([row?.everywhere.length, row?.perContent.length], [2, 2])
})

for (const [way, needs] of [
  ['everywhere', row?.everywhere ?? []],
  ['on the content', row?.perContent ?? []],
] as const) {
  test(`Manage public links: what the table says suffices, held ${way}`, async (t) => {
    const links = await givenLinks(t)
    const asset = await links.upload('a', { asset_folder: 'brand' })
    const holder = await links.key(rightsOf(needs))
    const made = await links.make(holder, toAsset(asset.id))
    const named = { environmentId: demo, linkId: made.link.id }
    assert.deepEqual((await links.make(holder, {})).status, 'open')
    await links.acme.perform(holder, 'public-link.update', { ...named, title: 'For the press' })
    const shown = await links.acme.perform(holder, 'public-link.get', named)
    assert.deepEqual([shown.link.title, shown.token, shown.status], ['For the press', made.token, 'open'])
    await links.acme.perform(holder, 'public-link.delete', named)
    assert.equal((await list(links, 'operator')).length, 1)
  })

  for (const left of needs) {
    test(`Manage public links: denied without ${endingOf(left)} ${way}`, async (t) => {
      const links = await givenLinks(t)
      const { acme } = links
      const asset = await links.upload('a', { asset_folder: 'brand' })
      const { link } = await links.make(await links.key(distributor), {})
      const holder = await links.key(rightsOf(needs.filter((one) => one !== left)))
      const named = { environmentId: demo, linkId: link.id }
      for (const work of [
        () => links.make(holder, {}),
        () => links.make(holder, toAsset(asset.id)),
        () => acme.perform(holder, 'public-link.get', named),
        () => acme.perform(holder, 'public-link.update', { ...named, title: 'Mine' }),
        () => acme.perform(holder, 'public-link.delete', named),
      ])
        assert.equal((await refusalOf(work())).code, 'denied')
      const all = { environmentId: demo, target: null, createdBy: null }
      assert.deepEqual(await acme.perform(holder, 'public-link.delete-all', all), { count: 0 })
    })
  }
}

test('a link to a collection takes its Distributor, and nothing less', async (t) => {
  const links = await givenLinks(t)
  const holder = await links.key({ of: { Launch: ['view', 'manage_public_links'] } })
  const { link } = await links.make(holder, toCollection(links))
  assert.deepEqual([link.title, link.target.type], ['Launch', 'collection'])
  for (const rights of [['view'], ['manage_public_links'], ['view', 'share', 'update', 'delete']]) {
    const lesser = await links.key({ of: { Launch: rights } })
    assert.equal((await refusalOf(links.make(lesser, toCollection(links)))).code, 'denied')
  }
})

test('visitors may download only where the maker may', async (t) => {
  const links = await givenLinks(t)
  const asset = await links.upload('a', { asset_folder: 'brand' })
  const viewer = await links.key({ on: { brand: ['view_download', 'manage_public_links'] } })
  for (const target of [{}, toAsset(asset.id)]) {
    const { denial } = await refusalOf(links.make(viewer, { ...target, allowsDownload: true }))
    assert.deepEqual(
      denial?.needs.map(({ action }) => action),
      ['download'],
    )
  }
  const { link } = await links.make(viewer, {})
  const named = { environmentId: demo, linkId: link.id }
  const opening = { ...named, allowsDownload: true }
  await assertRefused(links.acme, viewer, 'public-link.update', opening, { code: 'denied', needs: ['download Asset'] })
  const ofPublic = { on: { brand: ['view_download', 'manage_public_links', 'download_public_assets'] } }
  const { link: own } = await links.make(await links.key(ofPublic), { allowsDownload: true })
  assert.equal(own.allowsDownload, true)
})

test('who cannot know of a link is answered as if there were none', async (t) => {
  const links = await givenLinks(t)
  const { link } = await links.make(await links.key(distributor), {})
  const stranger = await links.key({})
  const elsewhere = await links.key({ on: { campaigns: ['view_download', 'manage_public_links'] } })
  for (const who of [stranger, elsewhere]) {
    const refused = async (linkId: string) => {
      const { code, denial } = await refusalOf(
        links.acme.perform(who, 'public-link.get', { environmentId: demo, linkId }),
      )
      return { code, denial }
    }
    assert.deepEqual(await refused(link.id), await refused('nothing'))
    assert.equal((await refused(link.id)).code, 'denied')
    assert.deepEqual(await list(links, who), [])
    assert.deepEqual(await list(links, who, 'folder'), [])
  }
  const master = links.acme.principal('root')
  const inLive = { environmentId: 'env-live', linkId: link.id }
  assert.equal((await refusalOf(links.acme.perform('operator', 'public-link.get', inLive))).code, 'not_found')
  const absent = { environmentId: demo, linkId: 'nothing' }
  assert.equal((await refusalOf(links.acme.perform(master, 'public-link.get', absent))).code, 'not_found')
})

test('who may read public links sees all of them, and addresses only where it may manage them', async (t) => {
  const links = await givenLinks(t)
  const maker = await links.key(distributor)
  const made = await links.make(maker, {})
  const reader = await links.key({ everywhere: ['public_links::manage'] })
  const seen = await list(links, reader)
  assert.deepEqual(
    seen.map(({ link, token, status }) => [link.id, token, status]),
    [[made.link.id, null, 'open']],
  )
  const [own] = await list(links, maker, 'folder')
  assert.equal(own?.token, made.token)
})

test('only its maker opens a link further; others close it, rename it and revoke it', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const maker = await links.key(distributor)
  const other = await links.key(distributor)
  const expiresAt = acme.clock.now + 1000
  const { link } = await links.make(maker, { password: 'a long password', expiresAt })
  const named = { environmentId: demo, linkId: link.id }
  for (const change of [
    { allowsDownload: true },
    { password: null },
    { password: 'another password' },
    { expiresAt: null },
    { expiresAt: expiresAt + 1 },
  ])
    assert.equal(
      (await refusalOf(acme.perform(other, 'public-link.update', { ...named, ...change }))).code,
      'not_permitted_here',
    )
  const closing = { title: 'Ours', expiresAt: expiresAt - 1, allowsDownload: false }
  const changed = await acme.perform(other, 'public-link.update', { ...named, ...closing })
  assert.deepEqual(
    [changed.link.title, changed.link.expiresAt, changed.link.createdBy],
    [...['Ours', expiresAt - 1], `api_key:${maker.id}`],
  )
  await acme.perform(maker, 'public-link.update', { ...named, allowsDownload: true, expiresAt: null, password: null })
  await acme.perform(other, 'public-link.delete', named)
  assert.deepEqual(await list(links, maker), [])
})

test('links are revoked all at once: of a folder, of a maker, and never those of others', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const [one, two] = [await links.key(distributor), await links.key(distributor)]
  const master = acme.principal('root')
  const made = await Promise.all([links.make(one, {}), links.make(one, {}), links.make(two, {})])
  const collection = await links.make(master, toCollection(links))
  const all = { environmentId: demo, target: null, createdBy: null }
  const ofOne = { ...all, createdBy: `api_key:${one.id}` }
  assert.deepEqual(await acme.perform(two, 'public-link.delete-all', ofOne), { count: 2 })
  assert.deepEqual(await acme.perform(two, 'public-link.delete-all', all), { count: 1 })
  for (const link of made) assert.equal((await links.visit(link)).statusCode, 404)
  assert.equal((await links.visit(collection)).statusCode, 200)
  assert.deepEqual(await acme.perform(master, 'public-link.delete-all', all), { count: 1 })
})

test('secrets of a link are in no record and no entry of the change log', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const made = await links.make(await links.key(distributor), { password: 'a long password' })
  const changes = JSON.stringify(await acme.house.store.changesAfter(acme.account.id, 0, 1000))
  assert.match(changes, new RegExp(made.link.id))
  assert.ok(made.token !== null && made.token.length === 43 && !changes.includes(made.token))
  assert.doesNotMatch(changes, /argon2|a long password/)
  const secret = await acme.house.store.findLinkSecret(made.link)
  assert.ok(!JSON.stringify(secret).includes(made.token))
})

test('sharing a folder or a collection shows the public links to it', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const maker = await links.key({ ...distributor, of: { Launch: ['view', 'manage_public_links'] } })
  const { link } = await links.make(maker, {})
  const { link: ended } = await links.make(maker, { expiresAt: acme.clock.now + 1 })
  const { link: toLaunch } = await links.make(maker, toCollection(links))
  acme.clock.now += 1
  const sharer = await links.key({ on: { brand: ['view_download', 'share'] }, of: { Launch: ['view', 'share'] } })
  const folder = { environmentId: demo, folderId: acme.folder('demo:brand/logos'), withPermitted: false }
  const { publicLinks } = await acme.perform(sharer, 'folder-role.list', folder)
  const by = `api_key:${maker.id}`
  assert.deepEqual(publicLinks, [{ linkId: null, target: link.target, createdBy: by, expiresAt: null }])
  const launch = { environmentId: demo, collectionId: acme.collection('demo:Launch') }
  const shown = await acme.perform('operator', 'collection-role.list', launch)
  assert.deepEqual(shown.publicLinks, [
    { linkId: toLaunch.id, target: toLaunch.target, createdBy: by, expiresAt: null },
  ])
  assert.notEqual(ended.id, link.id)
})

test('what is sent wrongly makes no link', async (t) => {
  const links = await givenLinks(t)
  const master = links.acme.principal('root')
  for (const [input, code] of [
    [{ target: { type: 'folder', id: 'nothing' } }, 'not_found'],
    [{ target: { type: 'asset', id: 'nothing' } }, 'not_found'],
    [{ target: { type: 'collection', id: links.acme.collection('live:Archive') } }, 'denied'],
    [{ title: '' }, 'invalid_fields'],
    [{ title: 'a\u0000b' }, 'invalid_fields'],
    [{ password: 'short' }, 'password_unfit'],
    [{ expiresAt: links.acme.clock.now }, 'invalid_fields'],
  ] as const)
    assert.equal((await refusalOf(links.make(master, input))).code, code, JSON.stringify(input))
  assert.deepEqual(await list(links, master), [])
})

test('a link lives on the rights of a user or a key: the operator at the machine makes none', async (t) => {
  const links = await givenLinks(t)
  const target = { type: 'folder', id: links.acme.folder('demo:brand') } as const
  const making = { environmentId: demo, target, title: null, allowsDownload: false, password: null, expiresAt: null }
  const refused = await refusalOf(links.acme.perform('operator', 'public-link.create', making))
  assert.equal(refused.code, 'not_permitted_here')
})

test('the address that the API shows is the one that opens', async (t) => {
  const links = await givenLinks(t)
  const headers = { authorization: `Basic ${Buffer.from('100:s').toString('base64')}` }
  const url = '/api/environments/demo/public-links'
  const target = { type: 'folder', id: links.acme.folder('demo:brand') }
  const payload = { target, title: 'Press', expires_at: '2026-12-24T18:00:00Z' }
  const answer = await links.app.inject({ method: 'POST', url, headers, payload })
  const made = answer.json<{ id: string; address: string; expires_at: string }>()
  assert.deepEqual([answer.statusCode, made.expires_at], [201, '2026-12-24T18:00:00.000Z'])
  const { pathname } = new URL(made.address)
  const page = await links.app.inject({ method: 'GET', url: pathname })
  assert.deepEqual([page.statusCode, /<title>Press<\/title>/.test(page.body)], [200, true])
  const listed = await links.app.inject({
    method: 'GET',
    url: `${url}?target_type=folder&target_id=${target.id}`,
    headers,
  })
  assert.equal(listed.json<{ public_links: readonly { visits: number }[] }>().public_links[0]?.visits, 1)
  const half = await links.app.inject({ method: 'GET', url: `${url}?target_id=x`, headers })
  assert.equal(half.statusCode, 400)
  assert.equal((await links.app.inject({ method: 'DELETE', url, headers })).statusCode, 400)
  const revoked = await links.app.inject({ method: 'DELETE', url: `${url}?all=true`, headers })
  assert.deepEqual(revoked.json(), { revoked: 1 })
  assert.equal(said(await links.app.inject({ method: 'GET', url: pathname }))[0], 404)
})

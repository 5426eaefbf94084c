// What visitors of public links get: what the maker may show at that moment, and else one page, whatever the reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Principal } from '../../src/domain/principal.ts'
import type { Transaction } from '../../src/store/store.ts'
import { deleteCascade } from '../../src/store/cascade.ts'
import { demo } from '../given/library.ts'
import { distributor, givenLinks, said, type GivenLinks, type MadeLink } from './given-links.ts'

const toAsset = (id: string) => ({ target: { type: 'asset', id } }) as const
const toCollection = ({ acme }: GivenLinks, name: string) =>
  ({ target: { type: 'collection', id: acme.collection(`demo:${name}`) } }) as const

/** The names of files on a page, in the order they stand. */
const namesOn = (body: string): readonly string[] =>
  [...body.matchAll(/class="name">\s*<bdi>([^<]*)<\/bdi>/g)].map(([, name]) => name ?? '')

const assertClosed = async (links: GivenLinks, answer: ReturnType<GivenLinks['visit']>): Promise<void> => {
  const unknown = await links.app.inject({ method: 'GET', url: '/p/nothing' })
  assert.equal(unknown.statusCode, 404)
  assert.deepEqual(said(await answer), said(unknown))
}

const edit = (links: GivenLinks, work: (transaction: Transaction) => Promise<unknown>) => links.acme.change(work)

test('a page shows what lies in the folder and beneath it, with pictures, and nothing else', async (t) => {
  const links = await givenLinks(t)
  await links.upload('near', { asset_folder: 'brand', display_name: 'Near', tags: 'secret-tag' })
  const deep = await links.upload('deep', { asset_folder: 'brand/logos', display_name: 'Deep' })
  const outside = await links.upload('outside', { asset_folder: 'campaigns', display_name: 'Outside' })
  const made = await links.make(await links.key(distributor), { title: 'Press' })
  const page = await links.visit(made)
  assert.equal(page.statusCode, 200)
  assert.deepEqual([...namesOn(page.body)].sort(), ['Deep', 'Near'])
  assert.doesNotMatch(page.body, /secret-tag|brand|<script|https?:/)
  const { headers } = page
  assert.match(
    String(headers['content-security-policy']),
    /^default-src 'none'; style-src 'nonce-[^']+'; img-src 'self'/,
  )
  assert.deepEqual(
    [headers['cache-control'], headers['referrer-policy'], headers['x-robots-tag'], headers['x-frame-options']],
    ['no-store', 'no-referrer', 'noindex, nofollow, noarchive', 'DENY'],
  )
  assert.equal(headers['set-cookie'], undefined)
  const picture = await links.visit(made, `/thumbnail/${deep.id}`)
  assert.deepEqual([picture.statusCode, picture.headers['content-type']], [200, 'image/webp'])
  await assertClosed(links, links.visit(made, `/thumbnail/${outside.id}`))
  await assertClosed(links, links.visit(made, `/download/${deep.id}`))
  await assertClosed(links, links.visit(made, '/else'))
})

test('downloads are of what the link shows, where it allows them and its maker may', async (t) => {
  const links = await givenLinks(t)
  const asset = await links.upload('a', { asset_folder: 'brand', display_name: 'A' })
  const outside = await links.upload('b', { asset_folder: 'campaigns' })
  const maker = await links.key(distributor)
  const made = await links.make(maker, { allowsDownload: true })
  assert.match((await links.visit(made)).body, new RegExp(`/download/${asset.id}`))
  const sent = await links.visit(made, `/download/${asset.id}`)
  assert.deepEqual(
    [sent.statusCode, sent.headers['content-disposition'], sent.rawPayload.length],
    [200, `attachment; filename="A.png"; filename*=UTF-8''A.png`, asset.file.bytes],
  )
  await assertClosed(links, links.visit(made, `/download/${outside.id}`))
  const viewer = await links.key({ on: { brand: ['view_download', 'manage_public_links', 'download_public_assets'] } })
  const ofPublic = await links.make(viewer, { allowsDownload: true })
  assert.equal((await links.visit(ofPublic, `/download/${asset.id}`)).statusCode, 200)
  const closed = await links.upload('closed', {
    asset_folder: 'brand',
    display_name: 'C',
    access_mode: 'authenticated',
  })
  assert.equal((await links.visit(ofPublic, `/thumbnail/${closed.id}`)).statusCode, 200)
  await assertClosed(links, links.visit(ofPublic, `/download/${closed.id}`))
})

const losses: readonly (readonly [string, (links: GivenLinks, maker: Principal) => Promise<unknown>])[] = [
  [
    'its maker’s role is taken away',
    (links, maker) =>
      edit(links, async (tx) => {
        const given = await tx.listAssignments(links.acme.account.id, { principals: [maker] })
        await tx.deleteAll('assignment', given)
      }),
  ],
  [
    'its maker is disabled',
    (links, maker) =>
      edit(links, async (tx) => {
        const accountId = links.acme.account.id
        if (maker.type !== 'api_key') throw new Error('the maker is a key')
        const key = await tx.find('api_key', { accountId, id: maker.id })
        if (key !== undefined) await tx.put('api_key', { ...key, isEnabled: false })
      }),
  ],
  [
    'its maker is deleted',
    (links, { type, id }) =>
      edit(links, (tx) =>
        type === 'api_key'
          ? deleteCascade(tx, type, { accountId: links.acme.account.id, id })
          : Promise.reject(Error()),
      ),
  ],
  [
    'its environment is disabled',
    (links) =>
      edit(links, async (tx) => {
        const one = await tx.find('environment', { accountId: links.acme.account.id, id: demo })
        if (one !== undefined) await tx.put('environment', { ...one, isEnabled: false })
      }),
  ],
]

for (const [why, lose] of losses) {
  test(`a link opens to nobody when ${why}, and says so as for any other reason`, async (t) => {
    const links = await givenLinks(t)
    const asset = await links.upload('a', { asset_folder: 'brand' })
    const maker = await links.key(distributor)
    const made = await links.make(maker, { allowsDownload: true, password: null })
    const guarded = await links.make(maker, { password: 'a long password' })
    assert.equal((await links.visit(made)).statusCode, 200)
    await lose(links, maker)
    for (const below of ['', `/thumbnail/${asset.id}`, `/download/${asset.id}`])
      await assertClosed(links, links.visit(made, below))
    await assertClosed(links, links.visit(guarded))
    await assertClosed(links, links.enter(guarded, 'a long password'))
  })
}

test('a user who is deleted, disabled or shut out of the environment takes the links along', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const vera = acme.principal('Vera')
  if (vera.type !== 'user') throw new Error('Vera is a user')
  const key = { accountId: acme.account.id, id: vera.id }
  const give = { id: acme.house.ids.assignment(), createdAt: 0, updatedAt: 0, expiresAt: null, principal: vera }
  await edit(links, async (tx) => {
    const [role] = await tx.listAssignments(key.accountId, { principals: [vera] })
    if (role === undefined) throw new Error('Vera has a role')
    await tx.put('assignment', { ...role, ...give, roleId: 'cld::role::folder::distributor' as typeof role.roleId })
  })
  const made = await links.make(vera, {})
  assert.equal((await links.visit(made)).statusCode, 200)
  const user = await acme.house.store.find('user', key)
  if (user === undefined) throw new Error('Vera is there')
  await edit(links, (tx) => tx.put('user', { ...user, isEnabled: false }))
  await assertClosed(links, links.visit(made))
  await edit(links, (tx) => tx.put('user', user))
  assert.equal((await links.visit(made)).statusCode, 200)
  await edit(links, (tx) => deleteCascade(tx, 'user', key))
  await assertClosed(links, links.visit(made))
  const [left] = await acme.house.store.listPublicLinks(key.accountId, {})
  assert.equal(left?.id, made.link.id, 'it stays, to be seen and revoked')
})

test('a folder that moves away, and an asset that moves out, are shown no more', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const asset = await links.upload('a', { asset_folder: 'brand/logos', display_name: 'A' })
  const maker = await links.key(distributor)
  const logos = acme.folder('demo:brand/logos')
  const toFolder = await links.make(maker, { target: { type: 'folder', id: logos } })
  const toOne = await links.make(maker, toAsset(asset.id))
  const toBrand = await links.make(maker, {})
  for (const made of [toFolder, toOne, toBrand]) assert.deepEqual(namesOn((await links.visit(made)).body), ['A'])
  const moving = { environmentId: demo, from: 'brand/logos', to: 'campaigns/logos', assetLimit: null }
  await acme.perform('operator', 'folder.move', moving)
  await assertClosed(links, links.visit(toFolder))
  await assertClosed(links, links.visit(toOne))
  assert.deepEqual(namesOn((await links.visit(toBrand)).body), [])
  await assertClosed(links, links.visit(toBrand, `/thumbnail/${asset.id}`))
})

test('a link is dead from exactly the instant on that it expires at', async (t) => {
  const links = await givenLinks(t)
  const { clock } = links.acme
  const made = await links.make(await links.key(distributor), { expiresAt: clock.now + 1000 })
  clock.now += 999
  assert.equal((await links.visit(made)).statusCode, 200)
  clock.now += 1
  await assertClosed(links, links.visit(made))
})

test('a link that is revoked while somebody downloads is gone for the next piece', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const asset = await links.upload('a', { asset_folder: 'brand' })
  const maker = await links.key(distributor)
  const made = await links.make(maker, { allowsDownload: true })
  const piece = (range: string) => links.visit(made, `/download/${asset.id}`, { headers: { range } })
  assert.equal((await piece('bytes=0-9')).statusCode, 206)
  const named = { environmentId: demo, linkId: made.link.id }
  await acme.perform(maker, 'public-link.delete', named)
  await assertClosed(links, piece('bytes=10-'))
  const other = await links.make(maker, { allowsDownload: true })
  const [sent] = await Promise.all([
    links.visit(other, `/download/${asset.id}`),
    acme.perform(maker, 'public-link.delete', { ...named, linkId: other.link.id }),
  ])
  const isWhole = sent.statusCode === 200 && sent.rawPayload.length === asset.file.bytes
  assert.ok(isWhole || sent.statusCode === 404, 'all of it or nothing')
})

test('of a collection visitors see what it shows the maker', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const near = await links.upload('near', { asset_folder: 'brand', display_name: 'Near', tags: 'new' })
  const old = await links.upload('old', { asset_folder: 'brand', display_name: 'Old' })
  const far = await links.upload('far', { asset_folder: 'campaigns', display_name: 'Far', tags: 'new' })
  const [launch, fresh] = [toCollection(links, 'Launch'), toCollection(links, 'Fresh')]
  const of = (id: string) => ({ environmentId: demo, collectionId: id })
  await acme.perform('operator', 'collection.add-assets', { ...of(launch.target.id), assetIds: [near.id, far.id] })
  await acme.perform('operator', 'collection.update', { ...of(fresh.target.id), expression: 'tags=new' })
  const rights = { Launch: ['view', 'manage_public_links'], Fresh: ['view', 'manage_public_links'] }
  const maker = await links.key({ of: rights, on: { brand: ['view_download', 'download_assets'] } })
  const toLaunch = await links.make(maker, { ...launch, allowsDownload: true })
  const toFresh = await links.make(maker, fresh)
  const page = await links.visit(toLaunch)
  assert.deepEqual([...namesOn(page.body)].sort(), ['Far', 'Near'])
  assert.equal((await links.visit(toLaunch, `/thumbnail/${far.id}`)).statusCode, 200)
  assert.equal((await links.visit(toLaunch, `/download/${near.id}`)).statusCode, 200)
  // A collection opens previews, and no asset's own operations (settled decision 6).
  await assertClosed(links, links.visit(toLaunch, `/download/${far.id}`))
  await assertClosed(links, links.visit(toLaunch, `/thumbnail/${old.id}`))
  assert.deepEqual(namesOn((await links.visit(toFresh)).body), ['Near'])
  assert.equal((await links.visit(toFresh, `/thumbnail/${near.id}`)).statusCode, 200)
  await assertClosed(links, links.visit(toFresh, `/thumbnail/${far.id}`))
  await assertClosed(links, links.visit(toFresh, `/thumbnail/${old.id}`))
  await acme.perform('operator', 'collection.remove-assets', { ...of(launch.target.id), assetIds: [far.id] })
  await assertClosed(links, links.visit(toLaunch, `/thumbnail/${far.id}`))
})

test('pages of many files follow one another; one visit is counted for all', async (t) => {
  const links = await givenLinks(t)
  for (let number = 0; number < 50; number++) {
    links.acme.clock.now += 1
    await links.upload(`a${number}`, { asset_folder: 'brand', display_name: `N${number}` })
  }
  const made: MadeLink = await links.make(await links.key(distributor), {})
  const first = await links.visit(made)
  const [, next = ''] = /href="[^"?]*(\?after=[^"]*)"/.exec(first.body) ?? []
  const second = await links.visit(made, next)
  assert.deepEqual([namesOn(first.body).length, namesOn(second.body)], [48, ['N1', 'N0']])
  assert.match(second.body, /First files/)
  await assertClosed(links, links.visit(made, '?after=nonsense'))
  await links.visit(made, '', { method: 'HEAD' })
  const secret = await links.acme.house.store.findLinkSecret(made.link)
  assert.deepEqual([secret?.visits, secret?.lastVisitAt], [1, links.acme.clock.now])
})

// Every endpoint of the library, through the client that the console has too.
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { CallFailed, createClient, type Client } from '../../src/api/client.ts'
import { endpoints } from '../../src/api/index.ts'
import { pixel } from '../given/library.ts'
import { givenUser } from '../given/proofs.ts'
import { givenLinks, type GivenLinks } from './given-links.ts'

/** The client of a key that holds everything, and every endpoint that it called. */
async function givenClient(test: TestContext) {
  const links = await givenLinks(test)
  await links.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = links.app.server.address() as AddressInfo
  const baseUrl = `http://127.0.0.1:${port}`
  const called = new Set<string>()
  const made = createClient({ baseUrl, key: '100', secret: 's', cloudName: 'demo' })
  const client = new Proxy(made, {
    get: (calls, id: keyof Client) => {
      called.add(id)
      return calls[id]
    },
  })
  return { links, client, called, baseUrl }
}

type Clients = Awaited<ReturnType<typeof givenClient>>

/** Holds a small picture against the one that the store has, byte for byte. */
async function assertPicture({ links }: Clients, picture: Blob): Promise<void> {
  const { file } = (await links.find('a')) ?? assert.fail('no asset')
  const thumbnailId = file.thumbnailId ?? assert.fail('no thumbnail')
  assert.equal(picture.type, 'image/webp')
  assert.deepEqual(await bytesOf(picture), await buffer(await links.acme.house.blobs.read(thumbnailId)))
}

const bytesOf = async (file: Blob): Promise<Buffer> => Buffer.from(await file.arrayBuffer())

const upload = async ({ upload: put }: GivenLinks) => [
  await put('a', { asset_folder: 'brand', moderation: 'manual' }),
  await put('b', { asset_folder: 'brand' }),
]

async function collections(given: Clients, assetIds: readonly string[]) {
  const { client, links } = given
  const { id: collection_id } = await client.createCollection({ name: 'Autumn', description: 'All of it' })
  assert.deepEqual(await client.addToCollection({ collection_id, asset_ids: [...assetIds] }), { size: 2 })
  const changed = await client.updateCollection({ collection_id, name: 'Fall', cover_asset_id: assetIds[0] })
  assert.deepEqual([changed.name, changed.cover_asset_id], ['Fall', assetIds[0]])
  assert.equal((await client.getCollection({ collection_id })).description, 'All of it')
  const { collections: listed } = await client.listCollections({})
  assert.ok(listed.some((one) => one.id === collection_id))
  const { assets } = await client.listCollectionAssets({ collection_id })
  // Added in one call, they stand in the order of their ids.
  assert.deepEqual(
    assets.map((one) => one.asset_id),
    assetIds.toSorted(),
  )
  await assertPicture(given, await client.showMemberThumbnail({ collection_id, asset_id: assetIds[0] ?? '' }))
  const principal = { type: 'user', id: links.acme.principal('Otto').id } as const
  const roles = ['cld::role::collection::viewer']
  assert.equal(await client.assignCollectionRoles({ collection_id, principal, operation: 'add', roles }), undefined)
  const sharing = await client.getCollectionRoles({ collection_id })
  assert.ok(JSON.stringify(sharing).includes(principal.id))
  assert.deepEqual(await client.removeFromCollection({ collection_id, asset_ids: [assetIds[1] ?? ''] }), { size: 1 })
  return collection_id
}

async function relationsAndModeration({ client }: Clients, [a = '', b = '']: readonly string[]) {
  await client.createAssetRelationsByAssetId({ asset_id: a, assets_to_relate: [b] })
  assert.equal((await client.listRelatedAssets({ asset_id: a })).assets.length, 1)
  const { assets } = await client.listLibraryAssets({ expression: `related_to=${a}` })
  assert.deepEqual(
    assets.map((one) => one.asset_id),
    [b],
  )
  await client.deleteAssetRelationsByAssetId({ asset_id: a, assets_to_unrelate: [b] })
  assert.equal((await client.listModeration({ status: 'pending' })).assets.length, 1)
  await client.decideModeration({ asset_id: a, status: 'approved', note: 'fine' })
  assert.equal((await client.listModeration({ status: 'approved' })).assets.length, 1)
  assert.equal((await client.getLibraryAsset({ asset_id: a })).asset_id, a)
}

async function proofs(given: Clients, [a = '']: readonly string[]) {
  const { client, links } = given
  const rita = await givenUser(links, 'Rita')
  const reviewers = [{ type: 'user' as const, id: rita.id }]
  const { id: proof_id } = await client.startProof({ title: 'Summer', asset_ids: [a], reviewers })
  await assertPicture(given, await client.showProofThumbnail({ proof_id, asset_id: a }))
  const comment = { proof_id, asset_id: a, point: { x: 0.5, y: 1 }, body: 'Here' }
  const { id: comment_id } = await client.createProofComment(comment)
  await client.updateProofComment({ proof_id, comment_id, body: 'There' })
  await client.resolveProofComment({ proof_id, comment_id, resolved: true })
  await client.deleteProofComment({ proof_id, comment_id })
  assert.equal((await client.updateProof({ proof_id, title: 'Sommer' })).title, 'Sommer')
  assert.equal((await client.startProofRound({ proof_id, round: 1 })).round, 2)
  await assert.rejects(client.decideProof({ proof_id, round: 2, outcome: 'approved' }), (error) => {
    assert.ok(error instanceof CallFailed)
    const type = 'urn:rolecall:problem:not_a_reviewer'
    assert.equal(error.status, 403)
    assert.partialDeepStrictEqual(error.body, { type, status: 403 })
    return true
  })
  assert.equal((await client.closeProof({ proof_id })).status, 'closed')
  assert.equal((await client.reopenProof({ proof_id })).status, 'open')
  assert.equal((await client.listProofs({ status: 'open' })).proofs.length, 1)
  assert.equal((await client.getProof({ proof_id })).assets.length, 1)
  assert.equal((await client.listProofHistory({ proof_id })).entries.length, 4)
  assert.equal(await client.deleteProof({ proof_id }), undefined)
}

async function publicLinks({ client, baseUrl }: Clients, collectionId: string) {
  const target = { type: 'collection', id: collectionId } as const
  const made = await client.createPublicLink({ target, allow_download: true })
  const { id: link_id } = made
  assert.equal((await fetch(new URL(new URL(made.address ?? '').pathname, baseUrl))).status, 200)
  assert.equal((await client.updatePublicLink({ link_id, title: 'For all' })).title, 'For all')
  assert.equal((await client.getPublicLink({ link_id })).visits, 1)
  assert.equal(
    (await client.listPublicLinks({ target_type: 'collection', target_id: collectionId })).public_links.length,
    1,
  )
  assert.equal(await client.deletePublicLink({ link_id }), undefined)
  await client.createPublicLink({ target })
  assert.deepEqual(await client.deletePublicLinks({ all: true }), { revoked: 1 })
}

async function tokensAndSettings({ client }: Clients) {
  const { id, access_token, expires_in } = await client.createAccessToken({ expires_in: 60 })
  assert.deepEqual([access_token.length > 20, expires_in], [true, 60])
  assert.deepEqual(
    (await client.listAccessTokens({})).access_tokens.map((one) => one.id),
    [id],
  )
  assert.equal(await client.revokeAccessToken({ token_id: id }), undefined)
  assert.equal(await client.revokeAccessTokens({}), undefined)
  assert.deepEqual((await client.listAccessTokens({})).access_tokens, [])
  const { backups } = await client.updateLibrarySettings({ backups: true })
  assert.deepEqual([backups, (await client.getLibrarySettings({})).backups], [true, true])
}

test('the client reaches every endpoint of the library', async (t) => {
  const given = await givenClient(t)
  const { client, called, links } = given
  const ids = (await upload(links)).map(({ id }) => id as string)
  const asset_id = ids[0] ?? ''
  await assertPicture(given, await client.showThumbnail({ asset_id }))
  assert.deepEqual(await client.listAssetVersions({ asset_id }), { versions: [] })
  const collectionId = await collections(given, ids)
  await relationsAndModeration(given, ids)
  await proofs(given, ids)
  await publicLinks(given, collectionId)
  assert.equal(await client.deleteCollection({ collection_id: collectionId }), undefined)
  await tokensAndSettings(given)
  const all = Object.values(endpoints).filter(({ family }) => family === 'library')
  assert.ok(all.length >= 40, `${all.length} endpoints`)
  assert.deepEqual(
    all.map(({ id }) => id).filter((id) => !called.has(id)),
    [],
  )
})

test('the client gives originals and archives byte for byte, and bodies and refusals as they were', async (t) => {
  const { client, links } = await givenClient(t)
  const [{ id: asset_id } = assert.fail('no asset')] = await upload(links)
  const original: Blob = await client.downloadAssetByAssetId({ asset_id })
  assert.deepEqual(await bytesOf(original), Buffer.from(pixel.replace(/^.*,/, ''), 'base64'))
  const chosen = { resource_type: 'image' as const, public_ids: ['a'] }
  const sent = await client.generateArchive({ ...chosen, mode: 'download' })
  assert.ok(sent instanceof Blob)
  assert.equal((await bytesOf(sent)).toString('latin1', 0, 4), 'PK\u0003\u0004')
  const stored = await client.generateArchive({ ...chosen, mode: 'create' })
  assert.ok(!(stored instanceof Blob))
  assert.equal(stored.file_count, 1)
  await assert.rejects(client.showThumbnail({ asset_id: 'none' }), (error) => {
    assert.ok(error instanceof CallFailed)
    assert.deepEqual([error.endpoint, error.status], ['showThumbnail', 404])
    assert.partialDeepStrictEqual(error.body, { status: 404 })
    return true
  })
})

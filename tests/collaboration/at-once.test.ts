// What people do together at the same moment: each gets a whole answer, of before or of after.
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { OutputOf } from '../given/house.ts'
import { demo, givenLibrary, uploading } from '../given/library.ts'
import { decide, givenProof, givenUser, ofProof } from '../given/proofs.ts'
import { refusalOf } from '../given/refusals.ts'
import { distributor, givenLinks, type GivenLinks } from './given-links.ts'

const fileLength = 3_000_000

async function givenFile({ acme }: GivenLinks): Promise<AssetRecord> {
  const text = `data:application/octet-stream;base64,${Buffer.alloc(fileLength, 'rolecall').toString('base64')}`
  const { asset } = await acme.perform('operator', 'asset.upload', {
    ...uploading('big.bin', { asset_folder: 'brand' }),
    ...{ resourceKind: 'raw', file: { type: 'text', text } },
  })
  return asset
}

/** How many bytes one part of a stream has. */
const lengthOf = ({ value }: { readonly value?: unknown }): number => (value instanceof Uint8Array ? value.length : 0)

/** The server of a test on a port of its own, for bytes that are on their way for a while. */
async function listening({ app }: GivenLinks): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

test('a link that is revoked while many download gives each the whole file or nothing, and nobody anything after', async (t) => {
  const links = await givenLinks(t)
  const asset = await givenFile(links)
  const maker = await links.key(distributor)
  const made = await links.make(maker, { allowsDownload: true })
  const address = `${await listening(links)}/p/${made.token ?? ''}/download/${asset.id}`
  const begun = await fetch(address)
  const reader = begun.body?.getReader()
  assert.ok(reader)
  let received = lengthOf(await reader.read())
  assert.ok(received > 0 && received < fileLength, 'it is on its way')
  const others = Array.from({ length: 6 }, async () => {
    const answer = await fetch(address)
    return [answer.status, (await answer.arrayBuffer()).byteLength] as const
  })
  const named = { environmentId: demo, linkId: made.link.id }
  const [answers] = await Promise.all([Promise.all(others), links.acme.perform(maker, 'public-link.delete', named)])
  const gone = await fetch(address)
  const closed = [404, (await gone.arrayBuffer()).byteLength] as const
  assert.equal(gone.status, 404)
  for (const [status, length] of answers)
    assert.deepEqual([status, length], status === 200 ? [200, fileLength] : [closed[0], length])
  for (let part = await reader.read(); !part.done; part = await reader.read()) received += lengthOf(part)
  assert.equal(received, fileLength, 'what has begun goes on to its end')
  const next = await fetch(address, { headers: { range: `bytes=${fileLength - 10}-` } })
  assert.equal(next.status, 404, 'and its next part is refused')
})

test('a maker who loses the right while many look at a link is seen by nobody after', async (t) => {
  const links = await givenLinks(t)
  const asset = await links.upload('a', { asset_folder: 'brand' })
  const maker = await links.key(distributor)
  const made = await links.make(maker, { allowsDownload: true })
  const looks = ['', `/thumbnail/${asset.id}`, `/download/${asset.id}`].flatMap((below) =>
    Array.from({ length: 4 }, () => links.visit(made, below)),
  )
  const lose = links.acme.change(async (tx) => {
    await tx.deleteAll('assignment', await tx.listAssignments(links.acme.account.id, { principals: [maker] }))
  })
  const [answers] = await Promise.all([Promise.all(looks), lose])
  assert.deepEqual(
    answers.filter(({ statusCode }) => statusCode !== 200 && statusCode !== 404),
    [],
  )
  for (const below of ['', `/thumbnail/${asset.id}`, `/download/${asset.id}`])
    assert.equal((await links.visit(made, below)).statusCode, 404)
})

test('an asset that is taken out while somebody looks through a collection is gone, and no other is missed or shown twice', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const collection = { environmentId: demo, collectionId: acme.collection('demo:Launch') }
  const assets: AssetRecord[] = []
  for (let number = 0; number < 12; number++) {
    const asset = await library.upload(`a${number}`, { asset_folder: 'brand' })
    await acme.perform('operator', 'collection.add-assets', { ...collection, assetIds: [asset.id] })
    acme.clock.now += 1
    assets.push(asset)
  }
  const viewer = await library.key({ of: { Launch: ['view'] } })
  const [shownAlready, shownNow, toCome] = [assets[1], assets[4], assets[8]]
  assert.ok(shownAlready && shownNow && toCome)
  const look = (from: string | null): Promise<OutputOf<'collection.list-assets'>> =>
    acme.perform(viewer, 'collection.list-assets', { ...collection, limit: 3, cursor: from })
  const seen: string[] = []
  let cursor: string | null = null
  for (let page = 0; page < 10; page++) {
    const looking = look(cursor)
    const removing =
      page === 1
        ? acme.perform('operator', 'collection.remove-assets', {
            ...collection,
            assetIds: [shownAlready.id, shownNow.id, toCome.id],
          })
        : Promise.resolve()
    const [{ members, nextCursor }] = await Promise.all([looking, removing])
    seen.push(...members.map(({ asset }) => asset.publicId))
    cursor = nextCursor
    if (cursor === null) break
  }
  const left = assets.filter((asset) => asset !== shownAlready && asset !== shownNow && asset !== toCome)
  const others = seen.filter((name) => left.some(({ publicId }) => publicId === name))
  assert.deepEqual(
    others,
    left.map(({ publicId }) => publicId),
    'each of the others once, in its place',
  )
  assert.ok(seen.includes('a1') && !seen.includes('a8'), seen.join())
  for (const { id } of [shownAlready, shownNow, toCome]) {
    const { code } = await refusalOf(acme.perform(viewer, 'collection.show-thumbnail', { ...collection, assetId: id }))
    assert.equal(code, 'not_found')
  }
  assert.equal((await acme.perform(viewer, 'collection.get', collection)).size, 9)
})

test('of two who moderate an asset at once one decides, and the other is told who did and how', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const asset = await library.upload('a', { asset_folder: 'brand', moderation: 'manual' })
  const rights = { everywhere: ['moderation::access'], on: { brand: ['view_download', 'moderate_assets'] } }
  const people = [await library.key(rights), await library.key(rights)]
  const words = ['approved', 'rejected'] as const
  const all = await Promise.allSettled(
    people.map((who, position) =>
      acme.perform(who, 'moderation.decide', {
        ...{ environmentId: demo, asset: { by: 'id', assetId: asset.id }, expected: 'pending' },
        ...{ status: words[position] ?? 'approved', note: `by ${position}` },
      }),
    ),
  )
  const winner = all.findIndex(({ status }) => status === 'fulfilled')
  const lost = all[1 - winner]
  assert.equal(lost?.status, 'rejected')
  const stands = { status: words[winner], by: `api_key:${people[winner]?.id}`, note: `by ${winner}` }
  const { code, more } = await refusalOf(Promise.reject(lost.reason as Error))
  assert.deepEqual([code, more], ['moderation_decided', { ...stands, at: new Date(acme.clock.now).toISOString() }])
  const moderation = (await library.find('a'))?.moderation
  assert.deepEqual(moderation, { ...stands, kind: 'manual', at: acme.clock.now })
})

test('an approval and a rejection at once leave a proof rejected, with both words', async (t) => {
  const library = await givenLibrary(t)
  const [rita, lea] = [await givenUser(library, 'Rita'), await givenUser(library, 'Lea')]
  for (const order of [
    [rita, lea],
    [lea, rita],
  ] as const) {
    const shown = await givenProof(library, { reviewers: [rita, lea] })
    await Promise.all(order.map((who) => decide(library, who, shown, who === rita ? 'approved' : 'rejected')))
    const { proof, reviewers } = await library.acme.perform('operator', 'proof.get', ofProof(shown))
    assert.deepEqual([proof.status, reviewers.map(({ outcome }) => outcome)], ['rejected', ['approved', 'rejected']])
  }
})

test('a proof that is closed while its reviewers speak has the words of before its end, and none after', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const people = [await givenUser(library, 'Rita'), await givenUser(library, 'Lea'), await givenUser(library, 'Ben')]
  const shown = await givenProof(library, { reviewers: people })
  const [close, ...said] = await Promise.allSettled([
    acme.perform('operator', 'proof.close', ofProof(shown)),
    ...people.map((who) => decide(library, who, shown, 'approved')),
  ])
  assert.equal(close.status, 'fulfilled')
  const heard = said.filter(({ status }) => status === 'fulfilled').length
  const { proof, reviewers } = await acme.perform('operator', 'proof.get', ofProof(shown))
  assert.equal(proof.status, 'closed')
  assert.equal(reviewers.filter(({ outcome }) => outcome === 'approved').length, heard)
  for (const one of said) {
    if (one.status === 'rejected')
      assert.equal((await refusalOf(Promise.reject(one.reason as Error))).code, 'proof_closed')
  }
})

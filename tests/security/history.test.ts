// Histories show nothing that the view of the thing itself would hide (class 20 of attacks).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demo, givenLibrary } from '../given/library.ts'
import { assertRefused } from '../given/refusals.ts'

const everything = { by: null, about: null, operation: null, from: null, to: null, before: null, limit: 50 }

test('the change log opens to its own permission alone, whatever else is held', async (t) => {
  const { acme, key, upload } = await givenLibrary(t)
  await upload('a', { asset_folder: 'brand' })
  const denied = { code: 'denied', needs: ['read Feature'] } as const
  const allOfLibrary = await key({
    everywhere: ['folder_and_asset_management::view', 'folder_and_asset_management::update', 'prodenv::manage'],
  })
  await assertRefused(acme, allOfLibrary, 'change.list', everything, denied)
  await assertRefused(acme, acme.principal('root'), 'change.list', everything, denied)
  await assertRefused(acme, acme.principal('Vera'), 'change.list', everything, denied)
  const { entries } = await acme.perform('master', 'change.list', everything)
  assert.ok(entries.some(({ operation }) => operation === 'asset.upload'))
})

test('earlier files of an asset are listed to who may read it, and to nobody else', async (t) => {
  const { acme, key, upload } = await givenLibrary(t)
  const { id } = await upload('a', { asset_folder: 'brand', backup: true })
  await upload('a', { asset_folder: 'brand', backup: true })
  const asked = { environmentId: demo, asset: { by: 'id', assetId: id }, withVersions: true } as const
  const reader = await key({ on: { brand: ['view_download'] } })
  const { versions } = await acme.perform(reader, 'asset.get', asked)
  assert.equal(versions?.length, 1)
  const elsewhere = await key({ on: { campaigns: ['view_download'] } })
  await assertRefused(acme, elsewhere, 'asset.get', asked, { code: 'denied', needs: ['read Asset'] })
})

test('the history of a proof is told to those who see the proof, and to nobody else', async (t) => {
  const { acme, key, upload } = await givenLibrary(t)
  const { id } = await upload('a', { asset_folder: 'brand' })
  const maker = await key({ everywhere: ['proofs::create'], on: { brand: ['view_download'] } })
  const vera = acme.principal('Vera')
  assert.ok(vera.type === 'user')
  const { proof } = await acme.perform(maker, 'proof.create', {
    ...{ environmentId: demo, title: 'Summer', assetIds: [id], reviewers: [vera] },
  })
  const history = { environmentId: demo, proofId: proof.id, limit: 50, cursor: null }
  assert.ok((await acme.perform(maker, 'proof.list-history', history)).entries.length > 0)
  assert.ok((await acme.perform(vera, 'proof.list-history', history)).entries.length > 0)
  const stranger = await key({ everywhere: ['proofs::create'], on: { brand: ['view_download'] } })
  await assertRefused(acme, stranger, 'proof.list-history', history, { code: 'denied', needs: ['read Proof'] })
})

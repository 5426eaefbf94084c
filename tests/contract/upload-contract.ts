import assert from 'node:assert/strict'
import { blobId } from '../../src/domain/ids.ts'
import { StoreConflict } from '../../src/store/errors.ts'
import type { StoredPiece } from '../../src/store/uploads.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { fresh } from './given.ts'
import type { Contract } from './setting.ts'

const at = 1_700_000_000_000

/** An upload that nobody else has, and pieces for it. */
function givenUpload(store: Store) {
  const key = { id: fresh('upload'), owner: fresh('owner') }
  const piece = async (position: number, bytes = 10): Promise<StoredPiece> => {
    const id = blobId(fresh('blob'))
    await store.stageBlobs([id], at)
    return { position, bytes, etag: fresh('etag'), blobId: id, filename: 'a.txt' }
  }
  const add = (one: StoredPiece, now = at): Promise<void> =>
    store.changeUpload(key, now, async (held) => {
      await held.addPiece(one)
      await held.update({ orderedBy: 'ranges', touchedAt: now })
    })
  const strays = async (): Promise<readonly string[]> => store.listStrayBlobs(0, 1000)
  return { key, piece, add, strays }
}

/** Uploads in pieces hold blobs as records do; who changes one waits for who is at it. */
export const uploadContract: Contract = {
  'an upload adds its pieces up, and another process goes on with it': async ({ store, place }) => {
    const { key, piece, add } = givenUpload(store())
    assert.equal(await store().findUpload(key.id), undefined)
    const [one, two] = [await piece(0), await piece(10, 5)]
    await add(two)
    const other = await openStore(place())
    try {
      await other.changeUpload(key, at + 1, async (held) => {
        assert.deepEqual(await held.findPieceUpTo(9), undefined)
        assert.deepEqual(await held.findPieceUpTo(10), two)
        await held.addPiece(one)
        await held.update({
          orderedBy: 'ranges',
          total: 15,
          claimedUntil: at + 9,
          lastPiece: 'last',
          touchedAt: at + 1,
        })
      })
      assert.deepEqual(await other.findUpload(key.id), {
        ...{ ...key, orderedBy: 'ranges', total: 15, bytes: 15, pieces: 2, claimedUntil: at + 9, touchedAt: at + 1 },
        ...{ lastPiece: 'last', reply: null },
      })
    } finally {
      await other.close()
    }
    assert.deepEqual(await store().listUploadPieces(key.id), [one, two])
  },

  'nothing stands of a change that fails, and no upload that was not there': async ({ store }) => {
    const { key, piece } = givenUpload(store())
    const one = await piece(0)
    const failing = store().changeUpload(key, at, async (held) => {
      await held.addPiece(one)
      throw new Error('no')
    })
    await assert.rejects(failing, /no/)
    assert.equal(await store().findUpload(key.id), undefined)
    await store().forgetBlobs([one.blobId])
    const lost = store().changeUpload(key, at, (held) => held.addPiece(one))
    await assert.rejects(lost, StoreConflict)
  },

  'those who change one upload at once go one after the other': async ({ store }) => {
    const { key, piece } = givenUpload(store())
    const pieces = await Promise.all(Array.from({ length: 8 }, (_, position) => piece(position)))
    const seen = await Promise.all(
      pieces.map((one) =>
        store().changeUpload(key, at, async (held) => {
          await held.addPiece(one)
          return held.upload.pieces
        }),
      ),
    )
    assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4, 5, 6, 7])
    assert.equal((await store().findUpload(key.id))?.bytes, 80)
  },

  'the blobs of pieces are let go of with them: dropped, answered, or waited for too long': async ({ store }) => {
    const { key, piece, add, strays } = givenUpload(store())
    const [one, two, three] = [await piece(0), await piece(10), await piece(20)]
    await add(one)
    assert.equal((await strays()).includes(one.blobId), false)
    await store().changeUpload(key, at, async (held) => {
      await held.dropPieces()
      await held.update({ reply: '{}', touchedAt: at })
    })
    assert.deepEqual(
      await store()
        .countUploads(key.owner)
        .then(({ own }) => own),
      0,
    )
    const answered = await store().findUpload(key.id)
    assert.deepEqual([answered?.bytes, answered?.pieces, answered?.reply], [0, 0, '{}'])
    await store().changeUpload(key, at, async (held) => {
      await held.addPiece(two)
      await held.update({ reply: null, touchedAt: at })
    })
    assert.deepEqual(
      await store()
        .countUploads(key.owner)
        .then(({ own }) => own),
      1,
    )
    await store().dropUpload(key.id, at)
    await store().dropUpload(key.id, at)
    await add(three, 5)
    assert.equal(await store().dropUploadsBefore(5, at, 10), 0)
    assert.equal(await store().dropUploadsBefore(6, at, 10), 1)
    assert.equal(await store().findUpload(key.id), undefined)
    const gone = await strays()
    for (const { blobId: id } of [one, two, three]) assert.equal(gone.includes(id), true)
    await store().forgetBlobs([one, two, three].map(({ blobId: id }) => id))
  },
}

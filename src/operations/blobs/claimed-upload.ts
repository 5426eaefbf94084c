import { refusal } from '../../domain/errors.ts'
import { BlobMissing } from '../../store/blobs/blob-store.ts'
import type { StoredPiece, StoredUpload } from '../../store/uploads.ts'
import { stageBlob, type BlobHouse, type StagedBlob } from './staging.ts'
import { maxFileBytes } from './take-in.ts'

/** Bytes that are staged, with the name they came by. */
export interface StagedPiece {
  readonly staged: StagedBlob
  readonly filename: string | null
}

/** How long nobody else puts an upload together once somebody began, in milliseconds; renewed while that goes on. */
export const leaseMs = 60_000

/**
 * An upload whose pieces are all there, and that this process alone is putting together. Its pieces are kept until its sender
 * was answered: whatever happens before, the last one can be sent again.
 */
export class ClaimedUpload {
  readonly #house: BlobHouse
  readonly #key: Pick<StoredUpload, 'id' | 'owner'>
  readonly #renewing: NodeJS.Timeout

  constructor(house: BlobHouse, key: Pick<StoredUpload, 'id' | 'owner'>) {
    this.#house = house
    this.#key = key
    const renew = (): void => {
      const claimedUntil = house.clock() + leaseMs
      // Who can't renew it may lose it: then the file is made twice, as if it had been sent twice.
      this.#update({ claimedUntil }).catch(() => undefined)
    }
    this.#renewing = setInterval(renew, leaseMs / 3).unref()
  }

  /** Makes one staged blob of all pieces. @throws Refusal `pieces_lost`, `no_room_left` */
  async join(): Promise<StagedPiece> {
    const house = this.#house
    const pieces = await house.store.listUploadPieces(this.#key.id)
    const filename = pieces[0]?.filename ?? null
    try {
      return { staged: await stageBlob(house, inOrder(house, pieces), maxFileBytes(house)), filename }
    } catch (error) {
      if (error instanceof BlobMissing) throw refusal('pieces_lost', undefined, { cause: error })
      throw error
    }
  }

  /** Notes what the sender was answered, and lets go of the pieces. */
  async answered(reply: string): Promise<void> {
    clearInterval(this.#renewing)
    const at = this.#house.clock()
    await this.#house.store.changeUpload(this.#key, at, async (held) => {
      await held.dropPieces()
      await held.update({ reply, claimedUntil: 0, touchedAt: at })
    })
  }

  /** Gives it up: with its pieces when it was refused, else so that its last piece can be sent again. */
  async failed(isRefused: boolean): Promise<void> {
    clearInterval(this.#renewing)
    if (isRefused) await this.#house.store.dropUpload(this.#key.id, this.#house.clock())
    else await this.#update({ claimedUntil: 0 })
  }

  #update(fields: Pick<StoredUpload, 'claimedUntil'>): Promise<void> {
    const at = this.#house.clock()
    return this.#house.store.changeUpload(this.#key, at, (held) => held.update({ ...fields, touchedAt: at }))
  }
}

async function* inOrder({ blobs }: BlobHouse, pieces: readonly StoredPiece[]): AsyncGenerator<Uint8Array> {
  for (const { blobId } of pieces) yield* (await blobs.read(blobId)) as AsyncIterable<Uint8Array>
}

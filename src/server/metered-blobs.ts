import { pipeline, Transform, type Readable } from 'node:stream'
import type { AccountId, EnvironmentId } from '../domain/ids.ts'
import type { House } from '../operations/house.ts'
import type { BlobStore } from '../store/blobs/blob-store.ts'

/** What files are read from to be sent. */
export type SentBlobs = Pick<BlobStore, 'read'>

/** Whose files they are. */
export interface FilesOf {
  readonly accountId: AccountId
  readonly environmentId: EnvironmentId
}

/** The blobs of a house, whose bytes count as the bandwidth of an environment as they go out, of broken-off answers too. */
export const meteredBlobs = ({ blobs, clock, usage }: House, of: FilesOf): SentBlobs => ({
  read: async (id, range) => {
    const meter = new Transform({
      transform: (part: Buffer, _encoding, done) => {
        usage.noteSent({ ...of, bytes: part.length, at: clock() })
        done(null, part)
      },
    })
    const stored: Readable = await blobs.read(id, range)
    // Whoever reads the meter learns of what goes wrong; whoever stops reading closes the blob.
    pipeline(stored, meter, () => undefined)
    return meter
  },
})

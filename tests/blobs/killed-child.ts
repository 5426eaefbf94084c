// Uploads one picture after another until it is killed, and says the id of each that was acknowledged.
import { join } from 'node:path'
import { FileBlobStore } from '../../src/store/blobs/file-blob-store.ts'
import { stageFile } from '../../src/operations/blobs/take-in.ts'
import { operations } from '../../src/operations/index.ts'
import { perform } from '../../src/operations/perform.ts'
import { givenAcme } from '../given/acme.ts'
import { picture } from './files.ts'

const dataDir = process.argv[2] ?? ''
const world = await givenAcme({ dataDir })
const house = { ...world.house, blobs: new FileBlobStore(join(dataDir, 'blobs')) }
const bytes = await picture(300, 200).png().toBuffer()

async function* inPieces(): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 4096) yield bytes.subarray(from, from + 4096)
}

/** Several at a time, so that a kill finds them at every stage. */
async function uploadOn(): Promise<never> {
  for (;;) {
    const staged = await stageFile(house, inPieces())
    const file = { type: 'staged', staged, filename: null } as const
    const input = { environmentId: 'env-demo', resourceKind: 'image', file, preset: null, settings: {} } as const
    const { output } = await perform(house, world.as('root'), operations['asset.upload'], input)
    console.log(output.asset.id)
  }
}

await Promise.all([uploadOn(), uploadOn(), uploadOn()])

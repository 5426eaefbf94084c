// Takes a file in on a disk that is too small for it, and says what came of it.
import { Refusal } from '../../src/domain/errors.ts'
import { FileBlobStore } from '../../src/store/blobs/file-blob-store.ts'
import { stagedForMs, sweepStrays } from '../../src/operations/blobs/staging.ts'
import { takeIn } from '../../src/operations/blobs/take-in.ts'
import { givenAcme } from '../given/acme.ts'
import { filesIn } from '../given/blobs.ts'

const disk = process.argv[2] ?? ''
const world = await givenAcme()
const house = { ...world.house, blobs: new FileBlobStore(disk) }

async function* tooMuch(): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < 16; piece++) yield Buffer.alloc(65_536, piece)
}

try {
  await takeIn(house, tooMuch(), { kind: 'raw', filename: null })
  console.log('taken in')
} catch (error) {
  console.log(error instanceof Refusal ? error.code : String(error))
}
console.log(`files: ${filesIn(disk).length}`)
world.clock.now += 2 * stagedForMs
console.log(`strays later: ${await sweepStrays(house)}`)
await world.close()

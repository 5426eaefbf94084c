// A library and a server over it, for tests of what is sent from it.
import type { TestContext } from 'node:test'
import { v2 as cloudinary } from 'cloudinary'
import { apiKeyId } from '../../src/domain/ids.ts'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { givenLibrary, otherPixel, uploading, type GivenLibrary } from './library.ts'
import { givenLibraryServer, type LibraryServer } from './library-server.ts'

/** A library, and the server that sends from it. */
export interface GivenDownloads extends GivenLibrary, LibraryServer {
  /** The headers of a key, which gets a secret of its own by this. */
  readonly as: (key: Principal) => Promise<{ readonly authorization: string }>
  /** Uploads another picture over one, and keeps the first. */
  readonly replace: (publicId: string) => Promise<AssetRecord>
}

/** The headers of the key that may do everything in the environment. */
export const root = { authorization: `Basic ${Buffer.from('100:s').toString('base64')}` }

/** Opens both; they end with the test. */
export async function givenDownloads(t: TestContext): Promise<GivenDownloads> {
  const library = await givenLibrary(t)
  const { acme } = library
  return {
    ...library,
    ...(await givenLibraryServer(t, acme.house)),
    as: async ({ id }) => {
      await acme.change((change) => change.putKeySecret('api_key', apiKeyId(id), acme.house.sealer.seal(id, 'own')))
      return { authorization: `Basic ${Buffer.from(`${id}:own`).toString('base64')}` }
    },
    replace: async (publicId) => {
      acme.clock.now += 1000
      const input = { ...uploading(publicId, { backup: true }), file: { type: 'text', text: otherPixel } as const }
      return (await acme.perform('operator', 'asset.upload', input)).asset
    },
  }
}

/** The bytes of a data address in base64. */
export const bytesOf = (uri: string): Buffer => Buffer.from(uri.split(',')[1] ?? '', 'base64')
/** What an inner request is for of a whole address. */
export const pathOf = (url: string): string => `${new URL(url).pathname}${new URL(url).search}`

/** Makes the classic client sign for the key `100`, at the instant of a clock. */
export const signing = (clock: { readonly now: number }) => {
  cloudinary.config({ cloud_name: 'demo', api_key: '100', api_secret: 's', upload_prefix: 'http://127.0.0.1' })
  return { timestamp: Math.floor(clock.now / 1000) }
}

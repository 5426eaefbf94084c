// The official clients of the Admin and Upload API, unmodified, pointed at a server over a library.
import { CloudinaryAssetMgmt } from '@cloudinary/asset-management'
import { createRequire } from 'node:module'
import type { TestContext } from 'node:test'
import { noting } from './driven-functions.ts'
import { givenLibraryServer } from './library-server.ts'
import { givenLibrary, type GivenLibrary } from './library.ts'

/** Any answer of the classic client; its own types leave most of it open. */
export type Answer = Readonly<Record<string, unknown>>

/** A group of functions of the classic client. */
export type Functions = Readonly<Record<string, (...parameters: readonly unknown[]) => Promise<Answer>>>

/** What the classic client has that tests use. */
export interface Classic {
  readonly uploader: Functions
  readonly api: Functions
  readonly config: (settings: Answer) => unknown
  /** Whose functions mostly make addresses. */
  readonly utils: {
    readonly verify_api_response_signature: (...signed: readonly unknown[]) => boolean
  } & Readonly<Record<string, (...parameters: readonly unknown[]) => unknown>>
  /** Begins a search of assets by its functions of the same names. */
  readonly search: Searching
  /** Begins a search of folders. */
  readonly search_folders: Searching
}

/** A search of the classic client: each function adds to it, the last one sends it. */
export type Searching = Readonly<Record<string, (...parameters: readonly unknown[]) => Searching>> & {
  readonly execute: (options: Answer) => Promise<Answer>
}

/** A library behind a server that listens, and clients of it. */
export interface ServedLibrary extends GivenLibrary {
  readonly url: string
  /** What makes a call of the classic client one of the Master Admin's key. */
  readonly settings: Answer
  /** The classic client's Upload API, as the key of the environment's Master Admin unless options say otherwise. */
  readonly uploader: Functions
  /** The classic client's Admin API. */
  readonly admin: Functions
  /** The whole of the classic client, for what takes {@link settings} elsewhere. */
  readonly classic: Classic
  /** The options of a call that make it one of another key. */
  readonly asKey: (id: string, secret?: string) => Readonly<Record<string, string>>
  /** Tells whether the signature of an answer is the one that the classic client expects of the Master Admin's key. */
  readonly isSigned: (publicId: unknown, version: unknown, signature: unknown) => boolean
  /** The asset client, as a key. */
  readonly assets: (id?: string, secret?: string) => CloudinaryAssetMgmt
}

/** Opens a library and a server over it; both end with the test. */
export async function givenServedLibrary(test: TestContext): Promise<ServedLibrary> {
  // Clients sign with the time that it is.
  const library = await givenLibrary(test, { clock: Date.now() })
  const { app } = await givenLibraryServer(test, library.acme.house)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const settings = { upload_prefix: url, cloud_name: 'demo', api_key: '100', api_secret: 's' }
  const classic = loadClassic(url)
  return {
    ...library,
    url,
    settings,
    uploader: withSettings(classic.uploader, settings),
    admin: withSettings(classic.api, settings),
    classic,
    asKey: (id, secret = 's') => ({ api_key: id, api_secret: secret }),
    isSigned: (publicId, version, signature) => {
      classic.config(settings)
      return classic.utils.verify_api_response_signature(publicId, version, signature)
    },
    assets: (apiKey = '100', apiSecret = 's') =>
      notingGroups(
        new CloudinaryAssetMgmt({
          serverURL: url,
          cloudName: 'demo',
          security: { cloudinaryAuth: { apiKey, apiSecret } },
        }),
      ),
  }
}

/** Whether it speaks plain HTTP is settled when it is first loaded; which server, by each call. */
export function loadClassic(url: string): Classic {
  process.env.CLOUDINARY_URL = `cloudinary://a:b@test?upload_prefix=${url}`
  const require = createRequire(import.meta.url)
  const { v2 } = require('cloudinary') as { readonly v2: Classic }
  return {
    ...v2,
    uploader: noting('classic', 'uploader', v2.uploader),
    api: noting('classic', 'api', v2.api),
    utils: noting('classic', 'utils', v2.utils),
  }
}

/** The client's operations stand in groups, each an object that its first use makes. */
const notingGroups = (client: CloudinaryAssetMgmt): CloudinaryAssetMgmt =>
  new Proxy(client, {
    get: (target, name) => {
      const group: unknown = Reflect.get(target, name, target)
      return typeof group === 'object' && group !== null ? noting('typed', String(name), group) : group
    },
  })

/** Adds settings to the options of every call, which come last, or before a callback. */
const withSettings = (functions: Functions, settings: Answer): Functions =>
  Object.fromEntries(
    Object.keys(functions).map((name) => [
      name,
      (...parameters: readonly unknown[]) => {
        const callbacks = parameters.filter((one) => typeof one === 'function')
        const others = parameters.filter((one) => typeof one !== 'function')
        const last = others.at(-1)
        const isGiven = typeof last === 'object' && last !== null && !Array.isArray(last)
        const before = isGiven ? others.slice(0, -1) : others
        const call = functions[name]
        if (call === undefined) throw new Error(`the client has no function ${name}`)
        return call(...before, { ...settings, ...(isGiven ? last : {}) }, ...callbacks)
      },
    ]),
  )

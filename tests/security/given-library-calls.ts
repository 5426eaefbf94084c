// The library of `acme` behind a server, spoken to over HTTP by keys that hold exactly some permissions.
import type { TestContext } from 'node:test'
import type { InjectOptions } from 'fastify'
import type { Principal } from '../../src/domain/principal.ts'
import { roleId } from '../../src/domain/ids.ts'
import { giveSecret } from '../given/content-callers.ts'
import { givenLibrary, type GivenLibrary, type Rights } from '../given/library.ts'
import { givenLibraryServer, type LibraryServer } from '../given/library-server.ts'

/** An answer: its status, its body read, and the text it is of. */
export interface LibraryAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** Sends one request; paths begin below the cloud name. */
export type SendToLibrary = (
  method: string,
  path: string,
  body?: object,
  options?: InjectOptions,
) => Promise<LibraryAnswer>

/** A library, its server, and callers of it. */
export interface GivenLibraryCalls extends GivenLibrary, LibraryServer {
  /** Calls as a key by its id, with the secret `s`: `100` holds everything in `demo`. */
  readonly by: (keyId: string, cloudName?: string) => SendToLibrary
  /** Makes a key that holds exactly some permissions in `demo`. */
  readonly holding: (rights: Rights) => Promise<{ readonly send: SendToLibrary; readonly key: Principal }>
}

/** Opens both; they end with the test. The key `102` holds everything in the environment `live`. */
export async function givenLibraryCalls(test: TestContext): Promise<GivenLibraryCalls> {
  const library = await givenLibrary(test)
  const server = await givenLibraryServer(test, library.acme.house)
  await makeLiveMaster(library)
  const by: GivenLibraryCalls['by'] =
    (keyId, cloudName = 'demo') =>
    async (method, path, body, options = {}) => {
      const headers = { authorization: `Basic ${Buffer.from(`${keyId}:s`).toString('base64')}`, ...options.headers }
      const answer = await server.app.inject({
        method: method as 'GET',
        url: path.startsWith('/') ? path : `/v1_1/${cloudName}/${path}`,
        ...(body !== undefined && { payload: body }),
        ...options,
        headers,
      })
      const isJson = answer.body !== '' && String(answer.headers['content-type']).includes('json')
      const read = isJson ? answer.json<LibraryAnswer['body']>() : {}
      return { status: answer.statusCode, body: read, text: answer.body, headers: answer.headers }
    }
  return {
    ...library,
    ...server,
    by,
    holding: async (rights) => {
      const key = await library.key(rights)
      await giveSecret(library.acme, key)
      return { send: by(key.id), key }
    },
  }
}

async function makeLiveMaster({ acme }: GivenLibrary): Promise<void> {
  const dated = { createdAt: acme.clock.now, updatedAt: acme.clock.now }
  await acme.change((transaction) =>
    transaction.put('assignment', {
      ...{ id: acme.house.ids.assignment(), accountId: acme.account.id, principal: acme.principal('liveKey') },
      roleId: roleId('cld::role::prodenv::master_admin'),
      reach: { type: 'environment', environmentId: acme.environment('live') },
      ...{ parameter: null, expiresAt: null, ...dated },
    }),
  )
}

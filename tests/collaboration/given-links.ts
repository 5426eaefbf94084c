// A library with a server before it, a maker of public links, and visitors.
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { Writable } from 'node:stream'
import type { TestContext } from 'node:test'
import type { Principal } from '../../src/domain/principal.ts'
import { createApp } from '../../src/server/app.ts'
import { createLog } from '../../src/server/log.ts'
import type { InputOf, OutputOf } from '../given/house.ts'
import { demo, givenLibrary, type GivenLibrary, type Rights } from '../given/library.ts'
import { openHouse } from '../given/open-house.ts'

/** A link that was made. */
export type MadeLink = OutputOf<'public-link.create'>

/** The library, its server, and what visitors get. */
export interface GivenLinks extends GivenLibrary {
  readonly app: FastifyInstance
  /** All that the server logged. */
  readonly logged: () => string
  readonly make: (who: Principal, input: Partial<InputOf<'public-link.create'>>) => Promise<MadeLink>
  /** Asks for the page of a link, or for what lies below it. */
  readonly visit: (made: MadeLink, below?: string, options?: InjectOptions) => Promise<LightMyRequestResponse>
  /** Sends the form of the password; `from` is an address, the machine's own unless given. */
  readonly enter: (made: MadeLink, password: string, from?: string) => Promise<LightMyRequestResponse>
}

/** What it takes to have links to the folder `brand` and what lies in it. */
export const distributor: Rights = { on: { brand: ['view_download', 'manage_public_links', 'download_assets'] } }

/** Opens them; all ends with the test. */
export async function givenLinks(test: TestContext): Promise<GivenLinks> {
  const library = await givenLibrary(test)
  const { acme } = library
  const written: string[] = []
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString())
      done()
    },
  })
  const app = createApp(openHouse(acme.house), createLog('info', sink))
  await app.ready()
  test.after(() => app.close())
  const visit: GivenLinks['visit'] = (made, below = '', options = {}) =>
    app.inject({ method: 'GET', url: `/p/${made.token ?? ''}${below}`, ...options })
  return {
    ...library,
    app,
    visit,
    logged: () => written.join(''),
    make: (who, input) =>
      acme.perform(who, 'public-link.create', {
        ...{ environmentId: demo, title: null, allowsDownload: false, password: null, expiresAt: null },
        target: { type: 'folder', id: acme.folder('demo:brand') },
        ...input,
      }),
    enter: (made, password, from = '127.0.0.1') =>
      visit(made, '', {
        method: 'POST',
        remoteAddress: from,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ password }).toString(),
      }),
  }
}

/** What a page says, without the nonce that each has of its own. */
export const said = ({ statusCode, body }: LightMyRequestResponse): readonly [number, string] => [
  statusCode,
  body.replaceAll(/nonce="[^"]*"/g, ''),
]

/** The pass that an answer gave, as a visitor sends it back. */
export const passOf = ({ headers }: LightMyRequestResponse): string =>
  String(headers['set-cookie'] ?? '').split(';', 1)[0] ?? ''

// A server with the account `acme`, spoken to over HTTP by its keys.
import type { TestContext } from 'node:test'
import type { Principal } from '../../src/domain/principal.ts'
import { basic } from '../api/given-server.ts'
import { acmeFile } from '../given/acme.ts'
import { givenKey, type Held } from '../given/callers.ts'
import { givenSite, type Answer, type GivenSite } from '../identity/given-site.ts'

/** Where the Provisioning API is. */
export const provisioning = '/v1_1/provisioning/accounts/acme'
/** Where the Permissions API is. */
export const permissions = '/v2/accounts/acme/permissions'

/** Sends one request as somebody. */
export type Send = (
  method: string,
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string | undefined>>,
) => Promise<Answer>

/** A site, and its callers. */
export interface GivenCalls extends GivenSite {
  /** Calls as a key of the file: `KM` holds everything, `KA` administers, `KN` holds nothing. */
  readonly by: (key: string, secret?: string) => Send
  /** Makes an account management key that holds exactly some permissions. */
  readonly holding: (held: Held) => Promise<{ readonly send: Send; readonly key: Principal }>
}

/** Opens a server; `sections` take the place of those of the account's file. */
export async function givenCalls(test: TestContext, sections: object = {}): Promise<GivenCalls> {
  const site = await givenSite(test, { file: { ...acmeFile, ...sections } })
  const by =
    (key: string, secret = 's'): Send =>
    (method, path, body, headers = {}) =>
      site.browser().send(method, path, body, { ...basic(key, secret), ...headers })
  return {
    ...site,
    by,
    holding: async (held) => {
      const key = await givenKey(site, held)
      await site.change((transaction) =>
        transaction.putKeySecret('account_key', key.id as never, site.house.sealer.seal(key.id, 's')),
      )
      return { send: by(key.id), key }
    },
  }
}

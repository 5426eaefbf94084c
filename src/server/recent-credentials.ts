import { timingSafeEqual } from 'node:crypto'
import type { KnownCaller } from '../operations/identity/is-active.ts'
import { maxAuthorizationLength } from './basic-credentials.ts'

/** An `Authorization` header whose secret was right, and the key it named. */
interface Recent {
  readonly header: Buffer
  readonly found: KnownCaller
}

/** Where the header of the present request is written for the comparison. */
const sent = Buffer.alloc(maxAuthorizationLength)

/**
 * The last good credentials of each connection, for as long as it is open: whoever keeps one open says the same in every
 * request, and reading and digesting it takes longer than deciding. Compared in the same time whatever differs, as behind
 * a proxy others may share the connection.
 */
export class RecentCredentials {
  readonly #recentOf = new WeakMap<object, Recent>()

  /** @returns null when the connection's last good header is another one, byte for byte */
  find(connection: object, header: string): KnownCaller | null {
    const recent = this.#recentOf.get(connection)
    if (recent?.header.length !== header.length) return null
    const length = sent.write(header, 'latin1')
    return timingSafeEqual(recent.header, sent.subarray(0, length)) ? recent.found : null
  }

  keep(connection: object, header: string, found: KnownCaller): void {
    this.#recentOf.set(connection, { header: Buffer.from(header, 'latin1'), found })
  }
}

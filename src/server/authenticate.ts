import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Author } from '../domain/change.ts'
import { refusal } from '../domain/errors.ts'
import type { AccountId } from '../domain/ids.ts'
import { accountKeyId, apiKeyId } from '../domain/ids.ts'
import type { Principal } from '../domain/principal.ts'
import { principal } from '../domain/principal.ts'
import type { ApiKeyRecord, AccountKeyRecord } from '../domain/records.ts'
import type { House } from '../operations/house.ts'
import { isActive, isActiveByNow, type KnownCaller } from '../operations/identity/is-active.ts'
import type { CallerSession, PresetPlace } from '../operations/operation.ts'
import type { KeyKind } from '../store/store.ts'
import { readAuthorization, readCredentials } from './basic-credentials.ts'
import type { Credentials } from './basic-credentials.ts'
import { RecentCredentials } from './recent-credentials.ts'

/** Who is calling, and the account that the key or the user belongs to. */
export interface Authenticated {
  readonly accountId: AccountId
  readonly by: Author
  /** Present when an unsigned preset stands for whoever calls. */
  readonly preset?: PresetPlace
  /** Present when a user is signed in. */
  readonly session?: CallerSession
  /** Present when an access token stands for a key or a user. */
  readonly tokenId?: string
}

/** A key that is known, with the account it belongs to. */
export type KnownKey = KnownCaller

/** The keys that an endpoint takes. */
export interface AcceptedKeys {
  readonly kinds: readonly KeyKind[]
  /** The account the keys must belong to; null when any will do. */
  readonly accountId: AccountId | null
}

/** What is read of a request. */
export interface HeaderSource {
  /** Names and values by turns, as Node gives them. */
  readonly rawHeaders: readonly string[]
  /** The connection that it came on. */
  readonly socket: object
}

/** Finds out who is calling. */
export interface Authenticate {
  /** @throws Refusal `invalid_credentials`, the same whatever was wrong */
  (request: HeaderSource, accepted: AcceptedKeys): Promise<KnownKey>
  /** Recognises at once a key whose secret was right before; whether it may still be used is for the caller to ask. */
  readonly recognise: (request: HeaderSource, accepted: AcceptedKeys) => KnownKey | null
}

/**
 * Makes the authentication by HTTP Basic with a key and its secret.
 *
 * Every refusal takes the same steps: both look-ups, the opening of a sealed secret, the comparison of two digests; so
 * an unknown key, a wrong secret and a malformed header can't be told apart by time. A secret that was right once is
 * remembered as a salted digest (secrets never change in place); that the key still exists and is enabled is asked of
 * the engine every time.
 */
export function createAuthenticate(house: House): Authenticate {
  const remembered = new RememberedSecrets()
  const decoy = house.sealer.seal(decoyKeyId, randomBytes(20).toString('base64url'))
  const recent = new RecentCredentials()
  const recognise: Authenticate['recognise'] = ({ rawHeaders, socket }, accepted) => {
    const header = readAuthorization(rawHeaders)
    if (header === null) return null
    const same = recent.find(socket, header)
    if (same !== null) return isAccepted(same, accepted) ? same : null
    const known = findRemembered(remembered, readCredentials(header), accepted)
    if (known === null || !isAccepted(known, accepted)) return null
    recent.keep(socket, header, known)
    return known
  }
  const authenticate = async (request: HeaderSource, accepted: AcceptedKeys): Promise<KnownKey> => {
    const credentials = readCredentials(readAuthorization(request.rawHeaders))
    const known = findRemembered(remembered, credentials, accepted)
    if (known !== null && (await isActive(known, house))) return hold(known, accepted)
    const found = await findStored(house, decoy, credentials ?? nobody, accepted)
    if (credentials === null || found === null || !(await isActiveByNow(found, house))) throw refusedCredentials()
    remembered.keep(found, credentials.secret)
    return hold(found, accepted)
  }
  return Object.assign(authenticate, { recognise })
}

const decoyKeyId = 'decoy'
const nobody: Credentials = { keyId: decoyKeyId, secret: '' }

const refusedCredentials = (): Error => refusal('invalid_credentials', undefined)

/** A key works in its own account only. */
function hold(found: KnownKey, accepted: AcceptedKeys): KnownKey {
  if (!isAccepted(found, accepted)) throw refusedCredentials()
  return found
}

const isAccepted = ({ accountId, by }: KnownKey, accepted: AcceptedKeys): boolean =>
  (accepted.accountId === null || accountId === accepted.accountId) && accepted.kinds.some((kind) => kind === by.type)

function findRemembered(
  remembered: RememberedSecrets,
  credentials: Credentials | null,
  { kinds }: AcceptedKeys,
): KnownKey | null {
  if (credentials === null) return null
  for (const kind of kinds) {
    const known = remembered.find(principal(kind, credentials.keyId), credentials.secret)
    if (known !== null) return known
  }
  return null
}

/** Goes the whole way for each kind of key, whatever is found before. */
async function findStored(
  house: House,
  decoy: string,
  credentials: Credentials,
  { kinds }: AcceptedKeys,
): Promise<KnownKey | null> {
  let found: KnownKey | null = null
  for (const kind of kinds) {
    const record = await findKey(house, kind, credentials.keyId)
    const sealed = await house.store.findKeySecret(kind, apiKeyId(credentials.keyId))
    const secret =
      sealed === undefined
        ? house.sealer.open(decoyKeyId, decoy)
        : house.sealer.open(apiKeyId(credentials.keyId), sealed)
    const isSame = isSameDigest(digestOf(secret), digestOf(credentials.secret))
    if (isSame && sealed !== undefined && record?.isEnabled === true) {
      found = { accountId: record.accountId, by: principal(kind, record.id) }
    }
  }
  return found
}

const findKey = (house: House, kind: KeyKind, id: string): Promise<ApiKeyRecord | AccountKeyRecord | undefined> =>
  kind === 'api_key' ? house.store.findApiKey(apiKeyId(id)) : house.store.findAccountKey(accountKeyId(id))

const salt = randomBytes(16)
const digestOf = (secret: string): Buffer => hash('sha256', Buffer.concat([salt, Buffer.from(secret)]), 'buffer')
const isSameDigest = (one: Buffer, other: Buffer): boolean => timingSafeEqual(one, other)

/** How many keys are remembered; the oldest are forgotten first. */
const maxRemembered = 10_000

/** Digests of secrets that were right, by key; never the secrets themselves. */
class RememberedSecrets {
  readonly #entryByKey = new Map<string, { readonly digest: Buffer; readonly found: KnownKey }>()

  find(by: Principal, secret: string): KnownKey | null {
    const entry = this.#entryByKey.get(`${by.type}:${by.id}`)
    return entry !== undefined && isSameDigest(entry.digest, digestOf(secret)) ? entry.found : null
  }

  keep(found: KnownKey, secret: string): void {
    const [oldest] = this.#entryByKey.keys()
    if (oldest !== undefined && this.#entryByKey.size >= maxRemembered) this.#entryByKey.delete(oldest)
    this.#entryByKey.set(`${found.by.type}:${found.by.id}`, { digest: digestOf(secret), found })
  }
}

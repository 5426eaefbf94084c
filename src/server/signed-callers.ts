import { randomBytes } from 'node:crypto'
import { refusal } from '../domain/errors.ts'
import { apiKeyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { EnvironmentRecord } from '../domain/records.ts'
import type { Endpoint } from '../api/endpoint.ts'
import type { House } from '../operations/house.ts'
import { isActiveByNow } from '../operations/identity/is-active.ts'
import type { KnownKey } from './authenticate.ts'
import { findSigningRule, hasObject, isCovered, signedNames, type SentParameter } from './request-signature.ts'
import type { SentCredentials } from './sent-parameters.ts'

/** Finds the key that signed a request; null stands for an environment that isn't there.
 * @throws Refusal `signature_invalid`, the same whatever was wrong; `request_stale`, `invalid_credentials` */
export type FindSigner = (
  sent: SentCredentials,
  environment: EnvironmentRecord | null,
  endpoint: Pick<Endpoint, 'request'>,
) => Promise<Signer>

/** The key that signed a request. */
export interface Signer extends KnownKey {
  /** Empty values were signed too. */
  readonly coversEmpty: boolean
}

/** How far the time of a signed request may lie from ours, before or after, in milliseconds. */
const toleranceMs = 60 * 60 * 1000

/** The longest key that is looked for, in characters. */
const longestKey = 255

/** Makes what finds out who signed. An unknown key takes the same steps as a known one: two look-ups, a secret, digests. */
export function createFindSigner(house: House): FindSigner {
  const decoyId = 'signature decoy'
  const decoy = house.sealer.seal(decoyId, randomBytes(20).toString('base64url'))
  return async (sent, environment, { request: { shape } }) => {
    const { key, timestamp, signature, parameters } = sent
    if (key === null || timestamp === null || signature === null) throw refusal('invalid_credentials', undefined)
    requireFresh(timestamp, house.clock(), endOf(parameters.query))
    const id = apiKeyId(key.slice(0, longestKey))
    const record = await house.store.findApiKey(id)
    const sealed = await house.store.findKeySecret('api_key', id)
    const secret = sealed === undefined ? house.sealer.open(decoyId, decoy) : house.sealer.open(id, sealed)
    const signed = { ...parameters, timestamp }
    const rule = findSigningRule(secret, signature, signed, new Set(Object.keys(shape)))
    const isOwn = record?.isEnabled === true && record.environmentId === environment?.id
    if (rule === null || hasObjects(parameters) || sealed === undefined || !isOwn || key.length > longestKey)
      throw wrongSignature(sent)
    const found: KnownKey = { accountId: record.accountId, by: { type: 'api_key', id: record.id } }
    if (!(await isActiveByNow(found, house))) throw wrongSignature(sent)
    return { ...found, coversEmpty: rule === 'asset' }
  }
}

/** No client signs objects: nobody could tell one from another. */
const hasObjects = ({ query, body }: SentCredentials['parameters']): boolean =>
  [...query, ...body].some((sent) => isCovered(sent) && hasObject(sent[1]))

/** The refusal of a signature: it says which parameters were signed by name. Values, and what it should be, tell too much. */
export const wrongSignature = ({ signature, timestamp, parameters }: SentCredentials): Error =>
  refusal('signature_invalid', {
    sent: (signature ?? '').slice(0, 6),
    names: signedNames({ ...parameters, timestamp: timestamp ?? '' })
      .slice(0, 100)
      .join('&')
      .slice(0, 2000),
  })

/** The instant at which a signed link ends, where it says one (`expires_at`); nothing but an address has that. */
function endOf(query: readonly SentParameter[]): Instant | null {
  const ends = query.filter(([name]) => name === 'expires_at').map(([, value]) => value)
  const [end] = ends
  return ends.length === 1 && typeof end === 'string' && /^\d{1,11}$/.test(end) ? Number(end) * 1000 : null
}

/** @param end until when a request is good whatever its age; null: no longer than others */
function requireFresh(timestamp: string, now: Instant, end: Instant | null): void {
  const at = /^\d{1,11}$/.test(timestamp) ? Number(timestamp) * 1000 : null
  if (at === null) throw refusal('invalid_credentials', undefined)
  if (Math.abs(now - at) <= toleranceMs || (end !== null && at <= now && now < end)) return
  const spelled = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  throw refusal('request_stale', { at: `${spelled} +0000`, side: at < now ? 'ago' : 'ahead' })
}

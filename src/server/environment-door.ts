import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '../api/endpoint.ts'
import { Refusal, refusal } from '../domain/errors.ts'
import { accountId } from '../domain/ids.ts'
import type { EnvironmentRecord } from '../domain/records.ts'
import type { House } from '../operations/house.ts'
import { useAccessToken } from '../operations/identity/access-tokens.ts'
import type { Authenticate, Authenticated, KnownKey } from './authenticate.ts'
import { readBearer } from './basic-credentials.ts'
import type { SentParameter } from './request-signature.ts'
import { dropUnsigned, mayCarryCredentials, readSentCredentials } from './sent-parameters.ts'
import type { SessionDoor } from './session-door.ts'
import { createFindSigner, wrongSignature } from './signed-callers.ts'
import { isOfAnotherCall, takesSignature } from './signed-calls.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The environment that the address names; null where it names none, or one that isn't there. */
    environment: EnvironmentRecord | null
  }
}

/** What the door works with. */
export interface EnvironmentWiring {
  readonly house: House
  readonly authenticate: Authenticate
  readonly door: SessionDoor
}

/**
 * Finds out who calls about an environment: an API key of that very environment, somebody who is signed in to its account, an
 * access token of either, or for uploads an unsigned preset of it. A cloud name that isn't there is answered like wrong credentials.
 */
export interface EnvironmentDoor {
  /**
   * Looks at the headers, before the body is read.
   *
   * @returns null when nothing but the parameters can tell: ask {@link EnvironmentDoor.admitByParameters} then
   * @throws Refusal of the kind `unauthenticated`, `foreign_request`
   */
  readonly admitByHeaders: (request: FastifyRequest, endpoint: Endpoint) => Promise<Authenticated | null>
  /**
   * Looks at the parameters, once the body was read: at a signature, or at the name of an unsigned preset.
   *
   * @param fields of a multipart body, in their order
   * @throws Refusal of the kind `unauthenticated`, `preset_unknown`
   */
  readonly admitByParameters: (
    request: FastifyRequest,
    endpoint: Endpoint,
    fields: readonly SentParameter[],
  ) => Promise<Authenticated>
}

/** Makes the door. */
export function createEnvironmentDoor(wiring: EnvironmentWiring): EnvironmentDoor {
  const { house } = wiring
  const findSigner = createFindSigner(house)
  return {
    admitByHeaders: async (request, { family }) => {
      const session = await findSession(request, wiring)
      if (session !== null) return session
      const isBare = request.headers.authorization === undefined
      if (isBare && family === 'admin' && mayCarryCredentials(request)) return null
      return findKey(request, wiring)
    },
    admitByParameters: async (request, endpoint, fields) => {
      const sent = readSentCredentials(request, fields)
      if (sent.signature !== null && takesSignature(endpoint)) {
        if (isOfAnotherCall(endpoint, sent)) throw wrongSignature(sent)
        const { coversEmpty, ...found } = await findSigner(sent, request.environment, endpoint)
        dropUnsigned(request, coversEmpty)
        return found
      }
      const isUnsigned = sent.key === null && sent.timestamp === null && sent.signature === null
      if (!isUnsigned || !endpoint.isUpload || sent.preset === null) throw refusal('invalid_credentials', undefined)
      return findPreset(sent.preset, request.environment, house)
    },
  }
}

/**
 * Finds out who calls by the headers alone, where no parameters count: a key, or somebody who is signed in.
 *
 * @throws Refusal of the kind `unauthenticated`, `foreign_request`
 */
export const requireEnvironmentCaller = async (
  request: FastifyRequest,
  wiring: EnvironmentWiring,
): Promise<Authenticated> => (await findSession(request, wiring)) ?? findKey(request, wiring)

/** Notes the environment of the address, and finds who is signed in to its account. */
async function findSession(request: FastifyRequest, { house, door }: EnvironmentWiring): Promise<Authenticated | null> {
  const { cloud_name: cloudName = '' } = request.params as { readonly cloud_name?: string }
  request.environment = (await house.store.findEnvironmentByCloudName(cloudName)) ?? null
  return door.findCaller(request, accountOf(request.environment))
}

/** No account has an empty id, so that a cloud name nobody has goes the same way. */
const accountOf = (environment: EnvironmentRecord | null): Authenticated['accountId'] =>
  environment?.accountId ?? accountId('')

/** @throws Refusal `secret_mismatch`, the same whatever was wrong; `token_invalid`; `invalid_credentials` when there are none */
async function findKey(request: FastifyRequest, { authenticate, house }: EnvironmentWiring): Promise<Authenticated> {
  const { environment, headers } = request
  if (/^\s*bearer\b/i.test(headers.authorization ?? '')) return findTokenHolder(request, house)
  try {
    const found = await authenticate(request.raw, { kinds: ['api_key'], accountId: accountOf(environment) })
    if (await isKeyOf(found, environment, house)) return found
  } catch (error) {
    if (!(error instanceof Refusal) || headers.authorization === undefined) throw error
  }
  throw refusal('secret_mismatch', undefined)
}

/** @throws Refusal `token_invalid`, the same whatever was wrong */
async function findTokenHolder({ raw, environment }: FastifyRequest, house: House): Promise<Authenticated> {
  const text = readBearer(raw.rawHeaders)
  const found = text === null ? undefined : await useAccessToken(text, environment?.id, house)
  if (found === undefined) throw refusal('token_invalid', undefined)
  return found
}

/** A key works in its own environment only. */
async function isKeyOf(
  { accountId: account, by }: KnownKey,
  environment: EnvironmentRecord | null,
  { accounts }: House,
): Promise<boolean> {
  const { environments, holders } = (await accounts.engineOf(account)).snapshot
  const [own] = holders.find(by)?.environments ?? []
  return own !== undefined && environments.id(own) === environment?.id
}

/** Somebody without credentials, in the name of an unsigned preset. Other presets are no more than unknown to them. */
async function findPreset(
  name: string,
  environment: EnvironmentRecord | null,
  { store }: House,
): Promise<Authenticated> {
  if (environment === null) throw refusal('invalid_credentials', undefined)
  const { accountId: account, id: environmentId } = environment
  const preset = await store.find('upload_preset', { accountId: account, environmentId, name: name.normalize('NFC') })
  if (preset?.isUnsigned !== true) throw refusal('preset_unknown', undefined)
  return {
    accountId: account,
    by: { type: 'preset', id: preset.name },
    preset: { environmentId, folderId: preset.folderId },
  }
}

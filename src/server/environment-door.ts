import type { FastifyRequest } from 'fastify'
import { Refusal, refusal } from '../domain/errors.ts'
import { accountId } from '../domain/ids.ts'
import type { EnvironmentRecord } from '../domain/records.ts'
import type { House } from '../operations/house.ts'
import type { Authenticate, Authenticated, KnownKey } from './authenticate.ts'
import type { SessionDoor } from './session-door.ts'

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
 * Finds out who calls about an environment: an API key of that very environment, or somebody who is signed in to its
 * account. A cloud name that isn't there is answered like wrong credentials.
 *
 * @throws Refusal of the kind `unauthenticated`, `foreign_request`
 */
export async function requireEnvironmentCaller(
  request: FastifyRequest,
  wiring: EnvironmentWiring,
): Promise<Authenticated> {
  const { cloud_name: cloudName = '' } = request.params as { readonly cloud_name?: string }
  const environment = await wiring.house.store.findEnvironmentByCloudName(cloudName)
  request.environment = environment ?? null
  // No account has an empty id, so that a cloud name nobody has goes the same way.
  const inAccount = environment?.accountId ?? accountId('')
  const session = await wiring.door.findCaller(request, inAccount)
  if (session !== null) return session
  const found = await findKey(request, wiring, inAccount)
  if (!(await isKeyOf(found, environment, wiring.house))) throw refusal('secret_mismatch', undefined)
  return found
}

async function findKey(
  request: FastifyRequest,
  { authenticate }: EnvironmentWiring,
  inAccount: Authenticated['accountId'],
): Promise<KnownKey> {
  try {
    return await authenticate(request.raw, { kinds: ['api_key'], accountId: inAccount })
  } catch (error) {
    const isWrong = error instanceof Refusal && request.headers.authorization !== undefined
    throw isWrong ? refusal('secret_mismatch', undefined) : error
  }
}

/** A key works in its own environment only. */
async function isKeyOf(
  { accountId: account, by }: KnownKey,
  environment: EnvironmentRecord | undefined,
  { accounts }: House,
): Promise<boolean> {
  const { environments, holders } = (await accounts.engineOf(account)).snapshot
  const [own] = holders.find(by)?.environments ?? []
  return own !== undefined && environments.id(own) === environment?.id
}

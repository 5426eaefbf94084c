import { createHash, timingSafeEqual } from 'node:crypto'
import { principal } from '../../domain/principal.ts'
import type { ApiKeyRecord, EnvironmentRecord } from '../../domain/records.ts'
import type { AssetRecord, DeliveryType, ResourceKind } from '../../domain/library-records.ts'
import type { House } from '../house.ts'
import { isPublicAt, placeOfAsset } from './asset-place.ts'

/** An original as it is asked for without credentials. */
export interface OpenQuestion {
  readonly cloudName: string
  readonly resourceKind: ResourceKind
  readonly delivery: DeliveryType
  /** What the public id may be, the likeliest first. */
  readonly publicIds: readonly string[]
  /** Null when the address is not signed. */
  readonly signature: DeliverySignature | null
}

/** A signature as addresses carry it, and the texts one of which it must be of. */
export interface DeliverySignature {
  readonly value: string
  readonly signed: readonly string[]
}

/** An original that anyone who has the address may fetch. */
export interface OpenAsset {
  readonly asset: AssetRecord
  /** Which of the public ids it has. */
  readonly publicId: string
  /** Anyone at all may; false: whoever has the signed address. */
  readonly isPublic: boolean
}

/**
 * Finds an original that may be fetched without credentials: a public one by anyone, a private or authenticated one by
 * whoever has its address signed by a key of the environment that may download it itself. What was closed by the access
 * mode or by rules of access is opened by no signature: those know no end.
 *
 * @returns null when there is none or it may not be fetched so, which nobody can tell apart
 */
export async function findOpenAsset(house: House, question: OpenQuestion): Promise<OpenAsset | null> {
  const environment = await house.store.findEnvironmentByCloudName(question.cloudName)
  if (environment === undefined || !(await isOpenPlace(house, environment))) return null
  // Looked for first, and always: how long it takes says nothing of what is there.
  const isSigned = question.delivery !== 'upload' && question.signature !== null
  const signers = isSigned ? await findSigners(house, environment, question.signature) : []
  for (const publicId of question.publicIds) {
    const name = { environmentId: environment.id, resourceKind: question.resourceKind, delivery: question.delivery }
    const asset = await house.store.findAssetByName(environment.accountId, {
      ...name,
      publicId: publicId.normalize('NFC'),
    })
    if (asset === undefined) continue
    const at = house.clock()
    if (isPublicAt(asset, at)) return { asset, publicId, isPublic: true }
    const isOpenBut = isPublicAt({ ...asset, delivery: 'upload' }, at)
    return isOpenBut && (await mayOneDownload(house, signers, asset)) ? { asset, publicId, isPublic: false } : null
  }
  return null
}

async function isOpenPlace({ store }: House, { accountId, isEnabled }: EnvironmentRecord): Promise<boolean> {
  return isEnabled && (await store.find('account', { id: accountId }))?.isActive === true
}

/** The keys of an environment that made a signature. */
async function findSigners(
  { store, sealer }: House,
  { accountId, id: environmentId }: EnvironmentRecord,
  { value, signed }: DeliverySignature,
): Promise<readonly ApiKeyRecord[]> {
  const signers: ApiKeyRecord[] = []
  for (const key of await store.listApiKeys(accountId, environmentId)) {
    const sealed = key.isEnabled ? await store.findKeySecret('api_key', key.id) : undefined
    if (sealed !== undefined && isSignatureOf(value, signed, sealer.open(key.id, sealed))) signers.push(key)
  }
  return signers
}

async function mayOneDownload(house: House, signers: readonly ApiKeyRecord[], asset: AssetRecord): Promise<boolean> {
  if (signers.length === 0) return false
  const engine = await house.accounts.engineOf(asset.accountId)
  const at = house.clock()
  return signers.some(({ id }) => {
    const asked = { principal: principal('api_key', id), action: 'download', ...placeOfAsset(asset, at), at }
    return engine.decide(asked).outcome === 'allow'
  })
}

/**
 * Tells whether a secret made a signature of one of some texts: the first 8 characters of SHA-1 or SHA-256 over text and
 * secret in base64 for URLs, or the first 32 of SHA-256.
 *
 * @see https://cloudinary.com/documentation/delivery_url_signatures (read 2026-11-22), and the classic client's `url`
 */
export function isSignatureOf(value: string, texts: readonly string[], secret: string): boolean {
  const algorithms = value.length === 32 ? ['sha256'] : value.length === 8 ? ['sha1', 'sha256'] : []
  const made = texts.flatMap((text) =>
    algorithms.map((algorithm) =>
      createHash(algorithm).update(text).update(secret).digest('base64url').slice(0, value.length),
    ),
  )
  // Every one is compared, so that the time tells nothing.
  return made.map((one) => timingSafeEqual(Buffer.from(one), Buffer.from(value.padEnd(one.length)))).includes(true)
}

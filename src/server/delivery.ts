import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { DeliveryType, ResourceKind } from '../domain/library-records.ts'
import { Refusal, refusal } from '../domain/errors.ts'
import { environmentId as environmentIdOf } from '../domain/ids.ts'
import { originalOf, requireFormat, type DownloadableFile } from '../operations/assets/download-file.ts'
import { downloadAsset } from '../operations/assets/download-asset.ts'
import { findOpenAsset } from '../operations/assets/download-open.ts'
import { findAsset } from '../operations/assets/find-asset.ts'
import type { House } from '../operations/house.ts'
import { perform } from '../operations/perform.ts'
import type { Authenticated } from './authenticate.ts'
import {
  deliveryWords,
  kindWords,
  readDeliveryAddress,
  type DeliveryAddress,
  type DeliveryName,
} from './delivery-address.ts'
import { sendFile } from './delivery-file.ts'
import { requireEnvironmentCaller, type EnvironmentWiring } from './environment-door.ts'
import { meteredBlobs, type FilesOf } from './metered-blobs.ts'

/**
 * Serves originals: public ones to anyone, the others to who has a signed address or credentials and may download them. A
 * transformation in an address is refused, as Rolecall renders nothing.
 */
export function registerDelivery(app: FastifyInstance, wiring: EnvironmentWiring): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: `/:cloud_name/:resource_type(^(?:${kindWords})$)/:delivery(^(?:${deliveryWords})$)/*`,
    handler: (request, reply) => deliver(request, reply, wiring),
  })
}

interface Asked {
  readonly resourceKind: ResourceKind
  readonly delivery: DeliveryType
  readonly address: DeliveryAddress
}

async function deliver(request: FastifyRequest, reply: FastifyReply, wiring: EnvironmentWiring): Promise<FastifyReply> {
  const asked = readAsked(request)
  const { address } = asked
  const open = await findOpen(request, asked, wiring)
  if (open !== null) {
    const sending = { request, reply, blobs: meteredBlobs(wiring.house, open.of) }
    requireFormat(open.file, open.name.format)
    // What anyone may fetch now may be closed a moment later: it is asked for anew each time, and mostly hasn't changed.
    const cacheControl = open.isPublic ? 'public, no-cache' : 'private, no-cache'
    return sendFile(sending, open.file, { cacheControl, isForAll: open.isPublic, isAttachment: false })
  }
  const caller = await findCaller(request, wiring)
  if (caller === null) throw address.transformation === null ? notFound(address) : rendersNothing(address)
  try {
    const { file, name, of } = await findForCaller(request, asked, { caller, house: wiring.house })
    requireFormat(file, name.format)
    const sending = { request, reply, blobs: meteredBlobs(wiring.house, of) }
    return await sendFile(sending, file, { cacheControl: 'private, no-store', isForAll: false, isAttachment: false })
  } catch (error) {
    // Whatever is there and isn't the caller's, a transformation is answered as one.
    const isHidden = error instanceof Refusal && (error.kind === 'denied' || error.kind === 'not_found')
    throw isHidden && address.transformation !== null ? rendersNothing(address) : error
  }
}

const rendersNothing = ({ transformation }: DeliveryAddress): Error =>
  refusal('renders_nothing', { what: (transformation ?? '').slice(0, 200) })

/** A file that may be sent, by which of the names of its address it was found, and whose it is. */
interface Found {
  readonly file: DownloadableFile
  readonly name: DeliveryName
  readonly of: FilesOf
}

async function findOpen(
  { params }: FastifyRequest,
  { resourceKind, delivery, address: { signature, signed, names } }: Asked,
  { house }: EnvironmentWiring,
): Promise<(Found & { readonly isPublic: boolean }) | null> {
  const { cloud_name: cloudName } = params as { readonly cloud_name: string }
  const open = await findOpenAsset(house, {
    ...{ cloudName, resourceKind, delivery },
    publicIds: names.map(({ publicId }) => publicId),
    signature: signature === null ? null : { value: signature, signed },
  })
  const name = names.find(({ publicId }) => publicId === open?.publicId)
  if (open === null || name === undefined) return null
  return { file: originalOf(open.asset), name, of: open.asset, isPublic: open.isPublic }
}

function readAsked({ params, url }: FastifyRequest): Asked {
  const { resource_type: resourceKind, delivery } = params as {
    readonly resource_type: ResourceKind
    readonly delivery: DeliveryType
  }
  const [path = ''] = url.split('?', 1)
  const address = readDeliveryAddress(path.split('/').slice(4).join('/'), resourceKind === 'raw')
  if (address === null) throw refusal('invalid_fields', undefined, { fields: [{ name: 'publicId' }] })
  return { resourceKind, delivery, address }
}

/** Null for a visitor without credentials, and for one whose session has ended: pages show pictures to both. */
async function findCaller(request: FastifyRequest, wiring: EnvironmentWiring): Promise<Authenticated | null> {
  const { headers } = request
  if (headers.authorization === undefined && headers.cookie === undefined) return null
  try {
    return await requireEnvironmentCaller(request, wiring)
  } catch (error) {
    if (error instanceof Refusal && headers.authorization === undefined) return null
    throw error
  }
}

/** As any other operation: what the caller may not download, and what isn't there, is answered as the family answers it. */
async function findForCaller(
  request: FastifyRequest,
  { resourceKind, delivery, address }: Asked,
  { caller, house }: { readonly caller: Authenticated; readonly house: House },
): Promise<Found> {
  request.caller = caller
  const of = { accountId: caller.accountId, environmentId: environmentIdOf(request.environment?.id ?? '') }
  const { environmentId } = of
  const namings = address.names.map((name) => ({
    name,
    input: { environmentId, asset: { by: 'name', resourceKind, delivery, publicId: name.publicId } as const },
  }))
  const [likeliest] = namings
  if (likeliest === undefined) throw notFound(address)
  for (const naming of namings) {
    if ((await findAsset(house.store, caller.accountId, naming.input)) === undefined) continue
    const { output } = await perform(house, { ...caller, requestId: request.id }, downloadAsset, naming.input)
    return { file: output.file, name: naming.name, of }
  }
  const { output } = await perform(house, { ...caller, requestId: request.id }, downloadAsset, likeliest.input)
  return { file: output.file, name: likeliest.name, of }
}

const notFound = ({ names }: DeliveryAddress): Error => refusal('asset_unknown', { name: names[0]?.publicId ?? '' })

import type { FastifyReply, FastifyRequest } from 'fastify'
import { StagedFile } from '../api/admin/file-field.ts'
import type { Endpoint } from '../api/endpoint.ts'
import { Refusal, refusal } from '../domain/errors.ts'
import { ClaimedUpload } from '../operations/blobs/claimed-upload.ts'
import { openSource } from '../operations/blobs/open-source.ts'
import { releaseStaged } from '../operations/blobs/staging.ts'
import { stageFile } from '../operations/blobs/take-in.ts'
import { findAnswer, takePiece, uploadKey, type PiecePlace } from '../operations/blobs/upload-pieces.ts'
import type { House } from '../operations/house.ts'
import { operations } from '../operations/index.ts'
import type { Operation } from '../operations/operation.ts'
import { preview } from '../operations/perform.ts'
import type { Authenticated } from './authenticate.ts'
import { maxBodyBytes, maxUploadBodyBytes } from './bodies.ts'
import type { EnvironmentDoor } from './environment-door.ts'
import { describeError } from './log.ts'
import { readMultipart } from './multipart.ts'
import { readPiecePlace, readUploadName } from './piece-headers.ts'
import { readEndpoint } from './read-endpoint.ts'
import { sendJson } from './send-json.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The file in pieces that this request made whole; null for every other request. */
    upload: ClaimedUpload | null
  }
}

/** What reading the content of requests about environments works with. */
export interface ContentWiring {
  readonly house: House
  readonly environmentDoor: EnvironmentDoor
  /** Told of a caller that only the content could tell. */
  readonly admitted: (
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Authenticated,
    endpoint: Endpoint,
  ) => Promise<void>
}

/** Readies the content of a request: reads a multipart body, finds out who calls where the headers didn't tell, and holds
 * the pieces of files. Answers a piece that isn't the last. */
export type ReadyContent = (request: FastifyRequest, reply: FastifyReply, endpoint: Endpoint) => Promise<void>

/** Makes what readies content. Whatever was staged for a request that is refused is let go of. */
export function createReadyContent({ house, environmentDoor, admitted }: ContentWiring): ReadyContent {
  return async (request, reply, endpoint) => {
    const form = isMultipart(request)
      ? await readMultipart(request, house, {
          takesFile: endpoint.isUpload,
          maxFieldBytes: endpoint.isUpload ? maxUploadBodyBytes : maxBodyBytes,
        })
      : null
    if (form !== null) request.body = form.body
    try {
      request.caller ??= await admit(request, reply, endpoint, {
        environmentDoor,
        admitted,
        fields: form?.fields ?? [],
      })
      const place = endpoint.isUpload ? readPiecePlace(request.headers) : null
      if (place !== null) await takeSentPiece(request, reply, endpoint, { house, place })
    } catch (error) {
      await letGo(request, error, house)
      throw error
    }
  }
}

/**
 * Lets go of the file of a request that was refused, and of the pieces it was made of. What else failed may have left something
 * that holds the file: then nothing is done to it, and the last piece can be sent again.
 */
export async function letGo(request: FastifyRequest, error: unknown, house: House): Promise<void> {
  if (error instanceof Refusal) await releaseFile(request, house)
  await request.upload?.failed(error instanceof Refusal && error.kind !== 'unavailable')
}

/** Notes what the sender of a file in pieces is answered. The file is there by now, whether this succeeds or not. */
export async function noteAnswer(request: FastifyRequest, body: unknown): Promise<void> {
  try {
    await request.upload?.answered(JSON.stringify(body))
  } catch (error) {
    request.log.warn({ error: describeError(error) }, 'what an upload was answered could not be noted')
  }
}

async function releaseFile(request: FastifyRequest, house: House): Promise<void> {
  const file =
    typeof request.body === 'object' && request.body !== null && 'file' in request.body ? request.body.file : null
  if (file instanceof StagedFile) await releaseStaged(house, [file.staged.blobId])
}

const isMultipart = ({ headers }: FastifyRequest): boolean =>
  /^multipart\/form-data\b/i.test(headers['content-type'] ?? '')

async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint: Endpoint,
  {
    environmentDoor,
    admitted,
    fields,
  }: Pick<ContentWiring, 'environmentDoor' | 'admitted'> & {
    readonly fields: Parameters<EnvironmentDoor['admitByParameters']>[2]
  },
): Promise<Authenticated> {
  const caller = await environmentDoor.admitByParameters(request, endpoint, fields)
  await admitted(request, reply, caller, endpoint)
  return caller
}

/** One piece of a file on its way. */
interface Coming {
  readonly house: House
  readonly place: PiecePlace
}

async function takeSentPiece(
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint: Endpoint,
  { house, place }: Coming,
): Promise<void> {
  const { caller } = request
  if (caller === null) throw refusal('invalid_credentials', undefined)
  const sent = sentFile(request)
  if (sent === null) throw refusal('missing_fields', undefined, { fields: [{ name: 'file' }] })
  const name = readUploadName(request.headers)
  const sender = { caller: `${request.environment?.id ?? ''} ${caller.by.type}:${caller.by.id}`, name }
  const known = typeof sent === 'string' ? null : await findAnswer(house, sender, place, sent.staged)
  // By now the asset is there: making it once more would take other rights.
  if (known === null) await requireAllowed(request, endpoint, caller, house)
  const file = typeof sent === 'string' ? await fetchPiece(house, sent) : sent
  setFile(request, file)
  const taken = await takePiece(house, sender, place, file)
  if (taken.type === 'alone') return
  setFile(request, null)
  if (!taken.isNew) await releaseStaged(house, [file.staged.blobId])
  if (taken.type === 'more') {
    await sendJson(reply, 200, 'application/json', { done: false, bytes: taken.bytes, kind: 'upload' })
  } else if (taken.type === 'answered') {
    await sendJson(reply, 200, 'application/json', JSON.parse(taken.reply) as unknown)
  } else {
    request.upload = new ClaimedUpload(house, uploadKey(sender))
    const whole = await request.upload.join()
    setFile(request, new StagedFile(whole.staged, whole.filename))
  }
}

/** Puts a file in the place of what was sent; null: it isn't the request's any more. */
function setFile(request: FastifyRequest, file: StagedFile | null): void {
  request.body = { ...(request.body as object), file }
}

/** A piece is a part of a form, or a text as a whole file may be: a data URI or an address. */
function sentFile({ body }: FastifyRequest): StagedFile | string | null {
  const file = typeof body === 'object' && body !== null && 'file' in body ? body.file : null
  return file instanceof StagedFile || (typeof file === 'string' && file !== '') ? file : null
}

/** @throws Refusal those of `openSource`, and `file_too_large`, `no_room_left` */
async function fetchPiece(house: House, text: string): Promise<StagedFile> {
  const source = await openSource(house.intake?.sources ?? { hosts: [] }, text)
  try {
    return new StagedFile(await stageFile(house, source.bytes), source.filename)
  } finally {
    source.drop()
  }
}

/** Nobody leaves pieces here who may not upload the whole. */
async function requireAllowed(
  request: FastifyRequest,
  endpoint: Endpoint,
  caller: Authenticated,
  house: House,
): Promise<void> {
  const read = readEndpoint(request, endpoint)
  if (read === null || !Object.hasOwn(operations, endpoint.operation)) return
  const operation: Operation<never, unknown> = operations[endpoint.operation as keyof typeof operations]
  // The endpoint's own schema made the input for this operation; only its declaration knows the type.
  const refused = await preview(house, { ...caller, requestId: request.id }, operation, read.input as never)
  if (refused !== null) throw refused
}

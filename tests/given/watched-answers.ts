// What servers of this process answered, operation by operation, held against the vendor's documents.
import type { FastifyInstance } from 'fastify'
import { vendorDocuments, type SentAnswer } from './vendor-documents.ts'

/** What became of the answers of one operation. */
export interface WatchedOperation {
  readonly id: string
  /** The status of each answer. */
  readonly statuses: readonly number[]
}

/** An answer that is not as a document describes it. */
export interface AnswerFault {
  /** Of the vendor's operation. */
  readonly operationId: string
  readonly status: number
  readonly fault: string
  /** The name of the test that caused it. */
  readonly test: string
}

const statusesById = new Map<string, number[]>()
const statusesOutside = new Map<string, number[]>()
const faults: AnswerFault[] = []

/** Holds each answer of a server's Admin and Upload API against the vendor's documents, from here on. */
export function watchAnswers(app: FastifyInstance, test: string): void {
  if (vendorDocuments === null) return
  const { find, faultsOf } = vendorDocuments
  app.addHook('onSend', async (request, reply, payload) => {
    const [path = ''] = request.url.split('?', 1)
    if (!/^\/v(?:1_1|2)\//.test(path)) return payload
    const operation = find(request.method, path)
    if (operation === undefined) {
      note(statusesOutside, `${request.method} ${request.routeOptions.url ?? 'no such address'}`, reply.statusCode)
      return payload
    }
    note(statusesById, operation.id, reply.statusCode)
    const answer = read(reply.statusCode, String(reply.getHeader('content-type') ?? ''), payload)
    for (const fault of faultsOf(operation, answer))
      faults.push({ operationId: operation.id, status: reply.statusCode, fault, test })
    return payload
  })
}

function note(statuses: Map<string, number[]>, name: string, status: number): void {
  const noted = statuses.get(name)
  if (noted === undefined) statuses.set(name, [status])
  else noted.push(status)
}

function read(status: number, contentType: string, payload: unknown): SentAnswer {
  const [mediaType = ''] = contentType.split(';', 1)
  const isText = typeof payload === 'string' || Buffer.isBuffer(payload)
  const body: unknown = mediaType === 'application/json' && isText ? JSON.parse(String(payload)) : undefined
  return { status, mediaType, body }
}

/** The operations of the documents that were answered. */
export const listWatched = (): readonly WatchedOperation[] => spell(statusesById)

/** The addresses of the server that no document has, and that were answered. */
export const listOutside = (): readonly WatchedOperation[] => spell(statusesOutside)

/** Every answer that is not as described. */
export const listFaults = (): readonly AnswerFault[] => faults

const spell = (statuses: ReadonlyMap<string, readonly number[]>): readonly WatchedOperation[] =>
  [...statuses].map(([id, all]) => ({ id, statuses: all }))

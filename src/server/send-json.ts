import type { FastifyReply } from 'fastify'
import { WrittenJson } from '../api/written-json.ts'

const asItIs = (text: unknown): string => String(text)

/** Sends a body as JSON of exactly that media type: the framework alone would add a charset, which JSON has none of. */
export function sendJson(reply: FastifyReply, status: number, mediaType: string, body: unknown): FastifyReply {
  return reply.code(status).header('content-type', mediaType).serializer(asItIs).send(textOf(body))
}

/** Writes a body that is sent as JSON. */
export const textOf = (body: unknown): string => (body instanceof WrittenJson ? body.text : JSON.stringify(body))

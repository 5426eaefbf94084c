import type { FastifyReply } from 'fastify'
import type { Sendable } from '../operations/assets/download-file.ts'
import { zipOf } from '../operations/assets/archive-zip.ts'
import { dispositionOf, sendFile, type FileExchange } from './delivery-file.ts'

/** Tells whether what an operation gave is sent as a file. */
export const isSendable = (output: unknown): output is Sendable =>
  typeof output === 'object' && output !== null && 'type' in output && ['file', 'archive'].includes(String(output.type))

/** Sends what an operation gave. */
export async function sendOutput(exchange: FileExchange, output: Sendable): Promise<FastifyReply> {
  if (output.type === 'file') {
    const { file, isAttachment } = output
    return sendFile(exchange, file, { cacheControl: 'private, no-cache', isForAll: false, isAttachment })
  }
  const { filename, entries } = output.archive
  return exchange.reply
    .headers({
      'content-type': 'application/zip',
      'content-disposition': dispositionOf('attachment', filename),
      'cache-control': 'private, no-store',
    })
    .send(await zipOf(exchange.blobs, entries))
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DownloadableFile } from '../operations/assets/download-file.ts'
import type { ByteRange } from '../store/blobs/blob-store.ts'
import type { SentBlobs } from './metered-blobs.ts'

/** A request for a file, its answer, and where files are. */
export interface FileExchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly blobs: SentBlobs
}

/** How a file is sent. */
export interface Sending {
  /** Who may keep it for how long. */
  readonly cacheControl: string
  /** Other sites may show it in their pages. */
  readonly isForAll: boolean
  /** It is saved whatever it is. */
  readonly isAttachment: boolean
}

/**
 * Sends a file, a part of it, or word that it hasn't changed. What it says of itself can't run: browsers are told to believe
 * our media type, to run nothing in it, and to save what isn't a picture of dots, a video or a sound.
 */
export async function sendFile(
  { request, reply, blobs }: FileExchange,
  file: DownloadableFile,
  { cacheControl, isForAll, isAttachment }: Sending,
): Promise<FastifyReply> {
  const etag = `"${file.etag}"`
  const disposition = isAttachment || !file.isShowable ? 'attachment' : 'inline'
  reply.headers({
    etag,
    'cache-control': cacheControl,
    'accept-ranges': 'bytes',
    'content-disposition': dispositionOf(disposition, file.filename),
    'content-security-policy':
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    'cross-origin-resource-policy': isForAll ? 'cross-origin' : 'same-origin',
    ...(isForAll && { 'access-control-allow-origin': '*' }),
  })
  if (isSame(request.headers['if-none-match'], etag)) return reply.code(304).send()
  const range = readRange(request, etag, file.bytes)
  if (range === 'outside') return reply.code(416).header('content-range', `bytes */${file.bytes}`).send()
  reply.code(range === null ? 200 : 206).headers({
    'content-type': file.mediaType,
    'content-length': range === null ? file.bytes : range.to - range.from + 1,
    ...(range !== null && { 'content-range': `bytes ${range.from}-${range.to}/${file.bytes}` }),
  })
  if (request.method === 'HEAD') return reply.send()
  return reply.send(await blobs.read(file.blobId, range ?? undefined))
}

/**
 * Spells what a file is called when it is saved (RFC 6266): in plain letters, and for those who read it, as it is. Neither can
 * end the header, or lead out of a folder.
 */
export function dispositionOf(type: 'inline' | 'attachment', filename: string): string {
  const name =
    filename
      .toWellFormed()
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/gu, '_')
      .replace(/^\.+/, '_') || 'file'
  const plain = name.replaceAll(/[^\x20-\x7E]/g, '_').replaceAll('%', '_')
  const exact = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${type}; filename="${plain}"; filename*=UTF-8''${exact}`
}

/** Tells whether a client has a file already (RFC 9110, 13.1.2). */
function isSame(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

/** Reads the one range that is asked for; null for all of it, as when there are several or they can't be read (RFC 9110, 14.2). */
function readRange({ headers }: FastifyRequest, etag: string, bytes: number): ByteRange | 'outside' | null {
  const [, first, last] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(headers.range ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const condition = headers['if-range']
  if (condition !== undefined && condition !== etag) return null
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  return from >= bytes || from > to ? 'outside' : { from, to }
}

import type { IncomingHttpHeaders } from 'node:http'
import { refusal } from '../domain/errors.ts'
import { mostPieces, type PiecePlace } from '../operations/blobs/upload-pieces.ts'

/**
 * Reads from its headers which part of a file a request brings: `Content-Range: bytes 0-99/300`, whose total may be `-1` or
 * `*` until the last piece; or `X-Upload-Part-Number: 2`, with `X-Upload-Total-Parts: 3` on the last one at least.
 *
 * @returns null when it brings a whole file
 * @throws Refusal `invalid_fields`
 */
export function readPiecePlace(headers: IncomingHttpHeaders): PiecePlace | null {
  const number = readCount(headers, 'x-upload-part-number')
  if (number !== null) return { orderedBy: 'parts', number, total: readCount(headers, 'x-upload-total-parts') }
  const range = headers['content-range']
  return range === undefined ? null : readRange(range)
}

function readRange(header: string): PiecePlace {
  const [, from, to, total] = /^\s*bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|-1|\*)\s*$/.exec(header) ?? []
  const range = { from: Number(from), to: Number(to), total: total === '-1' || total === '*' ? null : Number(total) }
  const isSound = from !== undefined && range.from <= range.to && (range.total === null || range.to < range.total)
  if (!isSound) throw wrongHeader('content-range', header, 'it is not like `bytes 0-99/300`')
  return { orderedBy: 'ranges', ...range }
}

/** A number of parts, or of one; null when the header is absent. */
function readCount(headers: IncomingHttpHeaders, name: string): number | null {
  const value = headers[name]
  if (value === undefined) return null
  const count = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : 0
  if (count < 1 || count > mostPieces) throw wrongHeader(name, value, `it is not from 1 to ${mostPieces}`)
  return count
}

/** Reads what the sender calls an upload in pieces. @throws Refusal `missing_fields` */
export function readUploadName(headers: IncomingHttpHeaders): string {
  const name = headers['x-unique-upload-id']
  if (typeof name === 'string' && /^[!-~]{1,200}$/.test(name)) return name
  throw refusal('missing_fields', undefined, { fields: [{ name: 'x-unique-upload-id' }] })
}

const wrongHeader = (name: string, value: unknown, reason: string): Error =>
  refusal('invalid_fields', undefined, { fields: [{ name, value }], more: { reason } })

import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ConnectionError } from 'fastify'
import type { Family } from '../api/endpoint.ts'
import { failureAnswer, type Failure } from '../api/errors.ts'

/**
 * Makes what answers bytes that are no proper request of HTTP. No route ever sees those, so that the framework alone
 * would answer them in a shape of its own, which clients of the vendor can't read.
 *
 * @param familyOf tells the family of an address, as far as the bytes show one
 */
export const answerBrokenRequest =
  (familyOf: (url: string) => Family) =>
  (error: ConnectionError, socket: Socket): void => {
    // Of a connection that is gone already there is nothing to answer.
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    if (socket.writable) socket.write(writeAnswer(familyOf(urlIn(error.rawPacket)), failureOf(error)))
    socket.destroy(error)
  }

function failureOf({ code }: ConnectionError): Failure {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'too_slow'
  return code === 'HPE_HEADER_OVERFLOW' ? 'too_large_headers' : 'malformed_request'
}

/** The address in what arrived last, if that begins like a request; else empty. */
function urlIn(packet: unknown): string {
  const start = Buffer.isBuffer(packet) ? packet.subarray(0, 100).toString('latin1') : ''
  return /^[A-Za-z]{1,10} (\S+)/.exec(start)?.[1] ?? ''
}

function writeAnswer(family: Family, failure: Failure): string {
  const { status, contentType, headers, body } = failureAnswer(family, failure)
  const text = JSON.stringify(body)
  const lines = Object.entries({
    ...headers,
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`
}

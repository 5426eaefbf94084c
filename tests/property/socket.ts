import { connect } from 'node:net'
import type { Answer } from './judge.ts'
import type { Send } from './run.ts'
import { headersOf } from './run.ts'
import { textOf, urlOf, type GeneratedRequest } from './requests.ts'

/** Longest wait for an answer to bytes, in milliseconds; it counts as no answer after that. */
const limitMs = 10_000

/**
 * Writes bytes to a server as they are and reads until it closes the connection.
 *
 * @returns null when the connection is closed without an answer
 */
export function sendBytes(port: number, bytes: Buffer | string): Promise<Answer | null> {
  return new Promise((settle, fail) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const finish = (): void => {
      clearTimeout(guard)
      socket.destroy()
      settle(readAnswer(Buffer.concat(chunks)))
    }
    const guard = setTimeout(() => {
      socket.destroy()
      fail(new Error(`no answer within ${limitMs} ms`))
    }, limitMs)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (isWhole(Buffer.concat(chunks))) finish()
    })
    // A server that refuses early may close before everything is written; what it said counts.
    socket.on('error', finish)
    socket.on('close', finish)
  })
}

const headEnd = '\r\n\r\n'

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf(headEnd)
  if (end === -1) return false
  const head = bytes.subarray(0, end).toString('latin1')
  const length = /^content-length: *(\d+)/im.exec(head)?.[1]
  return length !== undefined && bytes.length >= end + headEnd.length + Number(length)
}

function readAnswer(bytes: Buffer): Answer | null {
  const end = bytes.indexOf(headEnd)
  const head = bytes.subarray(0, Math.max(end, 0)).toString('latin1')
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]
  if (status === undefined) return null
  const contentType = /^content-type: *(.*)$/im.exec(head)?.[1] ?? ''
  const isChunked = /^transfer-encoding: *chunked/im.test(head)
  const text = bytes.subarray(end + headEnd.length).toString()
  // What Node answers by itself has no body, in chunks.
  return { status: Number(status), contentType, text: isChunked && text === '0\r\n\r\n' ? '' : text }
}

/** Sends generated requests over connections of their own, every other body in chunks. */
export function overSocket(port: number): Send {
  let number = 0
  return async (request) => {
    const answer = await sendBytes(port, writeRequest(request, number++ % 2 === 1))
    if (answer === null) throw new Error('closed without an answer')
    return answer
  }
}

/** Longest head that a server reads is 16 KiB; the bodies here all arrive before a refusal could break the connection. */
export const isShort = (request: GeneratedRequest): boolean =>
  writeHead(request, '').length < 15_000 && (textOf(request) ?? '').length < 1_000_000

/** The bytes of a request; what can't stand in a header line is left out of it. */
function writeRequest(request: GeneratedRequest, isChunked: boolean): Buffer {
  const body = Buffer.from(textOf(request) ?? '')
  const framing = isChunked ? 'transfer-encoding: chunked' : `content-length: ${body.length}`
  return Buffer.concat([writeHead(request, framing), isChunked ? inChunks(body) : body])
}

function writeHead(request: GeneratedRequest, framing: string): Buffer {
  const headers = Object.entries(headersOf(request)).map(
    ([name, value]) => `${name}: ${value.replaceAll(/[\r\n]/g, '')}`,
  )
  const target = urlOf(request).replaceAll(' ', '%20')
  const lines = [`${request.method} ${target} HTTP/1.1`, 'host: 127.0.0.1', 'connection: close', ...headers, framing]
  return Buffer.from(lines.join('\r\n') + headEnd)
}

function inChunks(body: Buffer): Buffer {
  const size = Math.max(1, Math.ceil(body.length / 3))
  const chunks: Buffer[] = []
  for (let start = 0; start < body.length; start += size) {
    const chunk = body.subarray(start, start + size)
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'))
  }
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')])
}

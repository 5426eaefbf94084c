import { createHash, randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { htmlWithoutConsole, readDescription } from './console-absent.ts'

/** The console as this server gives it out. */
export interface Console {
  readonly register: (app: FastifyInstance) => void
  /** Tells whether a request that leads nowhere is a browser looking for a page of the console. */
  readonly opensAt: (request: FastifyRequest) => boolean
  /** Answers with the one page that all of the console lives in. */
  readonly open: (reply: FastifyReply) => FastifyReply
}

/** Where the build puts the console: the same place from `src/` and from `dist/`. */
export const placedConsole = fileURLToPath(new URL('../../dist/console', import.meta.url))

/**
 * Serves the built console. Its files are read once, known by name, and given out compressed; no address reaches another
 * file. `GET /` says to programs what this server is.
 *
 * @param folder of the built console; where it is empty, browsers are told how to build it
 */
export function createConsole(folder: string): Console {
  const fileByAddress = readFiles(folder)
  const page = readPage(folder)
  const description = readDescription()
  const open = (reply: FastifyReply): FastifyReply => sendPage(reply, page ?? htmlWithoutConsole(description.version))
  return {
    register: (app) => {
      app.get('/', async (request, reply) => (wantsPage(request) ? open(reply) : description))
      for (const [address, file] of fileByAddress) {
        app.get(address, { logLevel: 'warn' }, (request, reply) => sendFile(request, reply, file))
      }
    },
    opensAt: (request) => request.method === 'GET' && wantsPage(request) && !isOfApi(request.url),
    open,
  }
}

const wantsPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') === true

/** Addresses of the API and of public links keep answering as they do, whoever asks. */
const isOfApi = (url: string): boolean => /^\/(?:api|v\d[\w.]*|assets|healthz|readyz|p)(?:[/?]|$)/.test(url)

interface ConsoleFile {
  readonly type: string
  readonly bytes: Buffer
  readonly compressed: Buffer | null
  readonly etag: string
  /** Its name has the hash of its content, so that it never changes. */
  readonly isLasting: boolean
}

const typeByExtension: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

function readFiles(folder: string): ReadonlyMap<string, ConsoleFile> {
  const names = globSync('**/*.*', { cwd: folder }).map((name) => name.replaceAll('\\', '/'))
  return new Map(
    names.flatMap((name) => {
      const type = typeByExtension[extname(name)]
      if (type === undefined) return []
      const bytes = readFileSync(join(folder, name))
      const compressed = /^(?:text|image\/svg)/.test(type) ? gzipSync(bytes) : null
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
      return [[`/${name}`, { type, bytes, compressed, etag, isLasting: name.startsWith('assets/') }] as const]
    }),
  )
}

function sendFile({ headers }: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  const isCompressed = file.compressed !== null && /\bgzip\b/.test(headers['accept-encoding']?.toString() ?? '')
  reply.headers({
    'content-type': file.type,
    'cache-control': file.isLasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
    'cross-origin-resource-policy': 'same-origin',
  })
  if (headers['if-none-match'] === file.etag) return reply.code(304).send()
  if (isCompressed) reply.header('content-encoding', 'gzip')
  return reply.send(isCompressed ? file.compressed : file.bytes)
}

function readPage(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8')
  } catch {
    return null
  }
}

/** What the page has in the place of the nonce that each answer makes anew. */
const noncePlace = '__NONCE__'

/** Scripts come from this server alone; styles also from the page's own code, which knows the nonce. */
function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    })
    .send(page.replaceAll(noncePlace, nonce))
}

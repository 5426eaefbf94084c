import type { FastifyInstance, FastifyRequest } from 'fastify'
import { stagedForMs } from '../operations/blobs/staging.ts'
import { whenGone } from './when-gone.ts'

/** How long a body may take to arrive whole, in milliseconds; who sends it slower to hold a connection is cut off. */
const patienceMs = 60_000

/** How long any request may take to arrive whole, in milliseconds: the longest upload. */
export const longestRequestMs = stagedForMs

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A long body may take its time, as long as it comes on. */
    readonly isUpload?: boolean
  }
}

/** Cuts off senders of slow bodies: of a file when nothing came for a minute, of all others when it isn't there in one. */
export function registerSlowBodies(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.raw.complete && hasBody(request)) {
      const timer = setInterval(watch(request), patienceMs).unref()
      whenGone(request, reply, () => clearInterval(timer))
    }
    done()
  })
}

/** Makes what looks at a request every minute. */
function watch({ raw, routeOptions }: FastifyRequest): () => void {
  let bytes = raw.socket.bytesRead
  return () => {
    const isComingOn = routeOptions.config.isUpload === true && raw.socket.bytesRead > bytes
    bytes = raw.socket.bytesRead
    if (!raw.complete && !isComingOn) raw.destroy()
  }
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

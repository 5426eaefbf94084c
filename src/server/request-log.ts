import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LogController } from 'fastify'
import type { Author } from '../domain/change.ts'
import type { Log } from './log.ts'

/** The id of a request: the one its sender gave, when it is 1 to 200 visible ASCII characters, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[!-~]{1,200}$/.test(given) ? given : randomUUID()
}

/**
 * Links that were mailed or made public carry their token in the path, however it is spelled: the log must not hold what
 * opens them.
 */
export function withoutToken(path: string): string {
  const [, place] = /^\/+(accept|reset|p)\//i.exec(decode(path)) ?? []
  return place === undefined ? path : `/${place.toLowerCase()}/[redacted]`
}

/** Letters that are spelled as bytes are the same letters to a router. */
const decode = (path: string): string =>
  path.replaceAll(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** A request that has been answered. */
export interface Answered {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly ms: number
  readonly by: Author | null
}

/** Logs a request that was answered without the framework, as {@link RequestLog} does. */
export function logAnswered(log: Log, requestId: string, answered: Answered): void {
  if (log.isLevelEnabled('info')) log.info({ requestId, ...lineOf(answered) }, 'request')
}

const lineOf = ({ method, path, status, ms, by }: Answered): object => ({
  ...{ method, path: withoutToken(path.split('?', 1)[0] ?? ''), status },
  ms: Math.round(ms * 100) / 100,
  by: by === null ? undefined : `${by.type}:${by.id}`,
})

/** Logs one line a request, when it has been answered: no query, no headers, no bodies. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' })
  }

  override incomingRequest(): void {
    // What is logged when it is answered says it all.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = lineOf({
      method: request.method,
      path: request.url,
      status: reply.statusCode,
      ms: reply.elapsedTime,
      by: request.caller?.by ?? null,
    })
    if (error) request.log.error({ ...line, error: { name: error.name, message: error.message } }, 'request failed')
    else request.log.info(line, 'request')
  }

  override routeNotFound(): void {
    // The line of the answer says it.
  }

  override defaultErrorLog(): void {
    // Errors are logged where they are answered.
  }
}

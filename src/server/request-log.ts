import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LogController } from 'fastify'

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

/** Logs one line a request, when it has been answered: no query, no headers, no bodies. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' })
  }

  override incomingRequest(): void {
    // What is logged when it is answered says it all.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      path: withoutToken(request.url.split('?', 1)[0] ?? ''),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 100) / 100,
      by: request.caller === null ? undefined : `${request.caller.by.type}:${request.caller.by.id}`,
    }
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

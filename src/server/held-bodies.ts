import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'

/** How long a body may take to arrive whole, in milliseconds, before its sender is cut off: once or twice this. */
const patienceMs = 60_000

/** Bodies that were read before the framework saw the request, and are given to it when it asks for them. */
export class HeldBodies {
  readonly #bodyOf = new WeakMap<IncomingMessage, Buffer>()
  /** Requests whose body isn't there yet: those of the present round, and of the one before. */
  #waiting = new Set<IncomingMessage>()
  #late = new Set<IncomingMessage>()

  constructor(app: FastifyInstance) {
    app.addHook('preParsing', (request, _reply, payload, done) => {
      const body = this.#bodyOf.get(request.raw)
      done(null, body === undefined ? payload : streamOf(body))
    })
    const timer = setInterval(() => this.#cutOff(), patienceMs).unref()
    app.addHook('onClose', async () => clearInterval(timer))
  }

  /** Reads a body that has a length to its end. What breaks off is never told of. */
  read(request: IncomingMessage, done: (body: Buffer) => void): void {
    const parts: Buffer[] = []
    this.#waiting.add(request)
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (!this.#waiting.delete(request)) this.#late.delete(request)
      const [first] = parts
      done(parts.length === 1 && first !== undefined ? first : Buffer.concat(parts))
    })
  }

  /** Keeps a body for the framework to read. */
  keep(request: IncomingMessage, body: Buffer): void {
    this.#bodyOf.set(request, body)
  }

  #cutOff(): void {
    for (const request of this.#late) request.destroy()
    this.#late = this.#waiting
    this.#waiting = new Set()
  }
}

/** The framework compares how much it read with the length that was announced. */
const streamOf = (body: Buffer): Readable & { readonly receivedEncodedLength: number } =>
  Object.assign(Readable.from([body]), { receivedEncodedLength: body.length })

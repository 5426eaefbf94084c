import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { VendorOperation } from './vendor-operations.ts'

/** How often the official client called one operation, and the statuses it got. */
export interface Driven {
  readonly operationId: string
  readonly calls: number
  readonly successes: number
  /** Ascending, each once. */
  readonly statuses: readonly number[]
}

/**
 * Notes what servers of this process answer to the official client, which is known by its name in `User-Agent`: what
 * counts is what arrived over HTTP, not what a test meant to send.
 *
 * @returns what was driven so far, in the order of the operations given
 */
export function recordDrivenOperations(operations: readonly VendorOperation[]): () => readonly Driven[] {
  const statusesById = new Map(operations.map(({ operationId }) => [operationId, [] as number[]]))
  const patterns = operations.map((operation) => ({ ...operation, pattern: patternOf(operation.path) }))
  channel('http.server.response.finish').subscribe((message) => {
    const { request, response } = message as { readonly request: IncomingMessage; readonly response: ServerResponse }
    if (request.headers['user-agent']?.startsWith('Cloudinary/AccountProvisioning') !== true) return
    const path = request.url?.split('?', 1)[0] ?? ''
    const operation = patterns.find(({ method, pattern }) => method === request.method && pattern.test(path))
    if (operation !== undefined) statusesById.get(operation.operationId)?.push(response.statusCode)
  })
  return () =>
    [...statusesById].map(([operationId, statuses]) => ({
      operationId,
      calls: statuses.length,
      successes: statuses.filter((status) => status < 300).length,
      statuses: [...new Set(statuses)].sort((one, other) => one - other),
    }))
}

/** Words before parameters: `/policies/custom` is no `/policies/{id}`; no parameter is empty or holds a slash. */
const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)

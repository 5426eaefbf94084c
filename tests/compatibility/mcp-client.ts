// The vendor's MCP server as a child process, spoken to over its standard input and output.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { noteDriven } from '../given/driven-functions.ts'

/** A tool as the server lists it. */
export interface McpTool {
  readonly name: string
  readonly inputSchema: { readonly properties?: Readonly<Record<string, unknown>> }
}

/** What a tool answered: the text of an error, or the body of the reply. */
export interface McpAnswer {
  readonly isError: boolean
  readonly body: unknown
}

/** The server, ready. */
export interface Mcp {
  readonly listTools: () => Promise<readonly McpTool[]>
  /** Arguments of path and query stand by themselves, a body under the name that the tool's schema has for it. */
  readonly call: (tool: string, parameters?: object) => Promise<McpAnswer>
  /** The tools that answered without an error. */
  readonly driven: ReadonlySet<string>
}

const packages = join(import.meta.dirname, '../../node_modules/@cloudinary')

/** Starts the server for accounts against an installation; it ends with the test. */
export const startMcp = (test: TestContext, url: string, key = 'PK', secret = 'PS'): Promise<Mcp> =>
  start(test, 'account-provisioning-mcp', [
    ...['--server-url', url, '--account-id', 'acc1'],
    ...['--provisioning-api-key', key, '--provisioning-api-secret', secret],
  ])

/** Starts the server for assets against the library `demo`; it ends with the test. */
export const startAssetMcp = (test: TestContext, url: string, key = '100', secret = 's'): Promise<Mcp> =>
  start(test, 'asset-management-mcp', [
    ...['--server-url', url, '--cloud-name', 'demo'],
    ...['--api-key', key, '--api-secret', secret],
  ])

/** The same, with an access token in place of a key. */
export const startAssetMcpWithToken = (test: TestContext, url: string, token: string): Promise<Mcp> =>
  start(test, 'asset-management-mcp', ['--server-url', url, '--cloud-name', 'demo', '--oauth2', token])

async function start(test: TestContext, name: string, flags: readonly string[]): Promise<Mcp> {
  const program = join(packages, name, 'bin/mcp-server.js')
  const child = spawn(process.execPath, [program, 'start', ...flags], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH },
  })
  test.after(async () => {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  createInterface(child.stdout).on('line', (line) => {
    const answer = JSON.parse(line) as Answer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  const driven = new Set<string>()
  let last = 0
  const ask = async (method: string, params: object): Promise<unknown> => {
    const id = ++last
    const answered = new Promise<Answer>((settle) => waiting.set(id, settle))
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`)
    const { result, error } = await answered
    if (error !== undefined) throw new Error(JSON.stringify(error))
    return result
  }
  const clientInfo = { name: 'rolecall-tests', version: '1' }
  await ask('initialize', { protocolVersion: '2025-03-26', capabilities: {}, clientInfo })
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`)
  return {
    listTools: async () => ((await ask('tools/list', {})) as { readonly tools: readonly McpTool[] }).tools,
    call: async (name, parameters = {}) => {
      const answer = read((await ask('tools/call', { name, arguments: parameters })) as Called)
      if (!answer.isError) {
        driven.add(name)
        noteDriven('mcp', name)
      }
      return answer
    },
    driven,
  }
}

interface Answer {
  readonly id?: number
  readonly result?: unknown
  readonly error?: unknown
}

interface Called {
  readonly isError?: boolean
  readonly content: readonly { readonly text: string }[]
}

function read({ isError = false, content }: Called): McpAnswer {
  const text = content[0]?.text ?? ''
  try {
    return { isError, body: text === '' ? null : JSON.parse(text) }
  } catch {
    return { isError, body: text }
  }
}

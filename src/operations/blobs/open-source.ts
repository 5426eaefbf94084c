import { lookup } from 'node:dns/promises'
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestSecure } from 'node:https'
import { refusal } from '../../domain/errors.ts'
import { readDataUri } from './data-uri.ts'
import { familyOfAddress, isPublicAddress } from './public-address.ts'
import { findSourceHost, type SourceHost } from '../../domain/source-host.ts'

/** An IP address that a name stands for. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** From where files may be fetched, and how the network is asked. */
export interface SourceRules {
  /** Empty: from nowhere. */
  readonly hosts: readonly SourceHost[]
  /** Asks the name service; absent: that of the system. */
  readonly resolve?: (hostname: string) => Promise<readonly ResolvedAddress[]>
  /** How long a fetch may take as a whole, in milliseconds. Absent: {@link usualPatienceMs}. */
  readonly patienceMs?: number
}

/** A file that comes from elsewhere. Read its bytes to the end, or call `drop`. */
export interface OpenedSource {
  readonly bytes: AsyncIterable<Uint8Array>
  /** The last part of its address; null where there is none. */
  readonly filename: string | null
  readonly drop: () => void
}

/** How long a fetch may take when nothing else is said, in milliseconds. */
export const usualPatienceMs = 60_000

const maxRedirects = 3

/** What an address of a file may begin with. */
export const isSourceAddress = (text: string): boolean => /^(?:data:|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)

/**
 * Opens a file by its address: a `data:` one, or `http(s)` at a host that the operator allows. The name of the host is
 * resolved once and the connection goes to the very address that was looked at, which must be one of the open internet
 * unless the operator said otherwise; each redirect is looked at in the same way. Nothing of the caller's goes with it.
 *
 * @throws Refusal `source_refused` when it may not be fetched, `source_not_loaded` when it can't be
 */
export async function openSource(rules: SourceRules, address: string): Promise<OpenedSource> {
  if (/^data:/i.test(address)) return openDataUri(address)
  const signal = AbortSignal.timeout(rules.patienceMs ?? usualPatienceMs)
  let url = readAddress(address)
  for (let redirects = 0; ; redirects++) {
    const answer = await ask(rules, url, signal)
    const target = redirectTarget(answer, url)
    if (target === null) return openAnswer(answer, url, signal)
    answer.destroy()
    if (redirects === maxRedirects) throw refusal('source_not_loaded', { why: 'too many redirects' })
    url = target
  }
}

function openDataUri(address: string): OpenedSource {
  const bytes = readDataUri(address)
  if (bytes === null) throw refusal('source_refused', { why: 'a data address that is not well-formed' })
  const pieces = (async function* () {
    yield bytes
  })()
  return { bytes: pieces, filename: null, drop: () => undefined }
}

/** What the URL standard makes of an address: odd spellings of IP addresses become the usual one. */
function readAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) throw refusal('source_refused', { why: 'an address that is not well-formed' })
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refusal('source_refused', { why: 'files are fetched by `http` and `https` alone' })
  }
  if (url.username !== '' || url.password !== '') {
    throw refusal('source_refused', { why: 'an address may not hold credentials' })
  }
  return url
}

async function ask(rules: SourceRules, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const target = await findTarget(rules, url)
  const options: RequestOptions = {
    signal,
    agent: false,
    headers: { 'user-agent': 'Rolecall', accept: '*/*', 'accept-encoding': 'identity' },
    // The connection goes to what was looked at; the name is asked for no second time.
    lookup: (_hostname, { all }, done) => {
      if (all === true) done(null, [{ ...target }])
      else done(null, target.address, target.family)
    },
  }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = url.protocol === 'https:' ? requestSecure(url, options, resolve) : requestPlain(url, options, resolve)
  request.on('error', reject)
  request.end()
  try {
    return await promise
  } catch (error) {
    throw notLoaded(signal.aborted ? 'it took too long' : 'its host does not answer', error)
  }
}

/** @throws Refusal the same for a host that isn't allowed and one that is where it may not be */
async function findTarget({ hosts, resolve = resolveBySystem }: SourceRules, url: URL): Promise<ResolvedAddress> {
  const host = findSourceHost(hosts, url)
  if (host === undefined) throw hostRefused(url, hosts.length === 0)
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const family = familyOfAddress(literal)
  const found = family === null ? await resolveOrRefuse(resolve, url) : [{ address: literal, family }]
  const [first] = found
  if (first === undefined) throw notLoaded('its host is not known', undefined)
  if (!host.isPrivate && !found.every(({ address }) => isPublicAddress(address))) throw hostRefused(url, false)
  return first
}

const hostRefused = ({ host }: URL, isNowhere: boolean): Error =>
  refusal('source_refused', {
    why: isNowhere
      ? 'this server fetches files from nowhere; its operator may allow hosts'
      : `this server does not fetch files from \`${host}\``,
  })

async function resolveOrRefuse(
  resolve: Required<SourceRules>['resolve'],
  { hostname }: URL,
): Promise<readonly ResolvedAddress[]> {
  try {
    return await resolve(hostname)
  } catch (error) {
    throw notLoaded('its host is not known', error)
  }
}

const resolveBySystem = (hostname: string): Promise<readonly ResolvedAddress[]> => lookup(hostname, { all: true })

function redirectTarget({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null
  return readAddress(
    URL.canParse(headers.location, from.href) ? new URL(headers.location, from).href : headers.location,
  )
}

function openAnswer(answer: IncomingMessage, url: URL, signal: AbortSignal): OpenedSource {
  const { statusCode = 0, headers } = answer
  const drop = (): void => {
    answer.destroy()
  }
  const encoding = headers['content-encoding'] ?? 'identity'
  if (statusCode !== 200 || encoding !== 'identity') {
    drop()
    throw notLoaded(statusCode === 200 ? 'it came compressed' : `its host answered ${statusCode}`, undefined)
  }
  return { bytes: readAll(answer, signal), filename: lastPart(url), drop }
}

/** A connection that breaks isn't the end of a file. */
async function* readAll(answer: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of answer) yield piece as Uint8Array
  } catch (error) {
    throw notLoaded(signal.aborted ? 'it took too long' : 'the connection broke', error)
  }
}

function lastPart({ pathname }: URL): string | null {
  const part = pathname.slice(pathname.lastIndexOf('/') + 1)
  try {
    return part === '' ? null : decodeURIComponent(part)
  } catch {
    return part
  }
}

const notLoaded = (why: string, cause: unknown): Error => refusal('source_not_loaded', { why }, { cause })

import { createHash, timingSafeEqual } from 'node:crypto'

/** One parameter of a request as it was sent: a name, with its brackets, and a value as JSON or a text has it. */
export type SentParameter = readonly [name: string, value: unknown]

/** What a signed request says of itself. */
export interface SignedParameters {
  /** Of the query, in its order. */
  readonly query: readonly SentParameter[]
  /** Of the body, in its order; empty when there is none. */
  readonly body: readonly SentParameter[]
  /** Whole seconds since 1970, as it was sent. */
  readonly timestamp: string
}

/** The names that no signature covers (api-surface 2.1, 3.2). */
const unsigned: ReadonlySet<string> = new Set(['file', 'cloud_name', 'resource_type', 'api_key', 'signature'])

/** Tells whether a parameter changes a signature in every version: it has a value, and isn't a name that none covers. */
export const isCovered = ([name, value]: SentParameter): boolean =>
  !unsigned.has(bareName(name)) && bareName(name) !== 'timestamp' && textOf(value) !== ''

/** Names the parameters that a signature covers, each once, sorted. */
export const signedNames = ({ query, body }: SignedParameters): readonly string[] =>
  [...new Set(['timestamp', ...[...query, ...body].map(([name]) => bareName(name))])]
    .filter((name) => !unsigned.has(name))
    .sort()

/**
 * Tells whether a signature is that of a request: by the rule of the classic client, versions 1 and 2, or by that of the
 * asset client; SHA-1 or SHA-256, as its length tells. Takes the same steps whatever it is.
 */
export function isSignedBy(secret: string, signature: string, parameters: SignedParameters): boolean {
  const isLong = signature.length === 64
  const isHex = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(signature)
  const sent = Buffer.from((isHex ? signature.toLowerCase() : '').padEnd(64))
  let isSame = false
  for (const text of [classicText(parameters, 1), classicText(parameters, 2), assetText(parameters)]) {
    const hash = createHash(isLong ? 'sha256' : 'sha1')
      .update(text)
      .update(secret)
      .digest('hex')
    if (timingSafeEqual(Buffer.from(hash.padEnd(64)), sent)) isSame = true
  }
  return isSame && isHex
}

/**
 * The text that the classic client signs: by name without brackets, the values of a list joined by commas, what is empty
 * left out; in version 2 no value can look like another parameter.
 */
function classicText({ query, body, timestamp }: SignedParameters, version: 1 | 2): string {
  const valuesByName = new Map<string, unknown[]>()
  for (const [name, value] of [...query, ...body]) {
    const bare = bareName(name)
    if (unsigned.has(bare) || bare === 'timestamp') continue
    valuesByName.set(bare, [
      ...(valuesByName.get(bare) ?? []),
      ...(Array.isArray(value) ? (value as readonly unknown[]) : [value]),
    ])
  }
  valuesByName.set('timestamp', [timestamp])
  return [...valuesByName]
    .map(([name, values]) => [name, textOf(values)] as const)
    .filter(([, text]) => text !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, text]) => `${name}=${text}`)
    .map((pair) => (version === 2 ? pair.replaceAll('&', '%26') : pair))
    .join('&')
}

/** The text that the asset client signs: each parameter as it is sent, as JavaScript makes texts of values. */
const assetText = ({ query, body, timestamp }: SignedParameters): string =>
  [
    ...[...query, ...body]
      .filter(([name]) => !unsigned.has(name) && name !== 'timestamp')
      .map(([name, value]) => `${name}=${textOf(value)}`),
    `timestamp=${timestamp}`,
  ]
    .sort()
    .join('&')

const bareName = (name: string): string => name.replace(/\[\d*\]$/, '')

/** As `${value}` would be, of what JSON can hold; nothing that was sent is run. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map((one) => (one === null || one === undefined ? '' : textOf(one))).join(',')
  if (typeof value === 'object' && value !== null) return '[object Object]'
  return value === undefined ? '' : JSON.stringify(value)
}

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
  !unsigned.has(bareName(name)) && bareName(name) !== 'timestamp' && !isEmptyText(value)

/** Tells whether the classic client's rule covers nothing of a value. */
export const isEmptyText = (value: unknown): boolean => textOf([value]) === ''

/** Tells whether a value has an object in it: every one is signed in the same words, whatever it holds. */
export const hasObject = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(hasObject) : typeof value === 'object' && value !== null

/** Names the parameters that a signature covers, each once, sorted. */
export const signedNames = ({ query, body }: SignedParameters): readonly string[] =>
  [...new Set(['timestamp', ...[...query, ...body].map(([name]) => bareName(name))])]
    .filter((name) => !unsigned.has(name))
    .sort()

/** By whose rule a request is signed. The classic client's covers no parameter that is empty. */
export type SigningRule = 'classic' | 'asset'

/**
 * Tells by which rule a signature is that of a request: of the classic client, versions 1 and 2, or of the asset client;
 * SHA-1 or SHA-256, as its length tells. Takes the same steps whatever it is.
 *
 * The texts that are signed have no escapes but in version 2: `a=b&c=d` is two parameters or one. So no name may have a sign
 * in it that parts them, and where nothing is escaped no value may hold what reads like a parameter that counts.
 *
 * @param known the names of the parameters that count
 * @returns null when it isn't that of the request
 */
export function findSigningRule(
  secret: string,
  signature: string,
  parameters: SignedParameters,
  known: ReadonlySet<string>,
): SigningRule | null {
  const isLong = signature.length === 64
  const isHex = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(signature)
  const sent = Buffer.from((isHex ? signature.toLowerCase() : '').padEnd(64))
  const isPlain = hasPlainNames(parameters)
  const isClear = isPlain && !hidesParameter(parameters, known)
  let rule: SigningRule | null = null
  for (const [text, of, isSound] of [
    [assetText(parameters), 'asset', isClear],
    [classicText(parameters, 1), 'classic', isClear],
    [classicText(parameters, 2), 'classic', isPlain],
  ] as const) {
    const hash = createHash(isLong ? 'sha256' : 'sha1')
      .update(text)
      .update(secret)
      .digest('hex')
    if (timingSafeEqual(Buffer.from(hash.padEnd(64)), sent) && isHex && isSound) rule ??= of
  }
  return rule
}

const hasPlainNames = ({ query, body }: SignedParameters): boolean =>
  [...query, ...body].every(([name]) => /^[\w.-]{1,200}(?:\[\d*\])?$/.test(name))

/** Tells whether a value holds `&name=` of a parameter that counts. */
const hidesParameter = ({ query, body }: SignedParameters, known: ReadonlySet<string>): boolean =>
  [...query, ...body].filter(isCovered).some(([, value]) =>
    textOf(value)
      .split('&')
      .slice(1)
      .some((pair) => pair.includes('=') && isNamed(pair.slice(0, pair.indexOf('=')), known)),
  )

const isNamed = (name: string, known: ReadonlySet<string>): boolean => {
  const bare = bareName(name)
  return known.has(bare) || bare === 'timestamp'
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

/** The name of a parameter without its brackets. */
export const bareName = (name: string): string => name.replace(/\[\d*\]$/, '')

/** As `${value}` would be, of what JSON can hold; nothing that was sent is run. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map((one) => (one === null || one === undefined ? '' : textOf(one))).join(',')
  if (typeof value === 'object' && value !== null) return '[object Object]'
  return value === undefined ? '' : JSON.stringify(value)
}

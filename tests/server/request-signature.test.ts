// Signatures against the clients' own code: the classic client's `api_sign_request`, and the asset client's hook.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudinaryAuthHook } from '@cloudinary/asset-management/hooks/cloudinaryAuthHook.js'
import { v2 as classic } from 'cloudinary'
import {
  findSigningRule,
  signedNames,
  type SentParameter,
  type SignedParameters,
} from '../../src/server/request-signature.ts'

/** The package's types leave out what it takes. */
const signClassic = classic.utils.api_sign_request as (
  parameters: Readonly<Record<string, unknown>>,
  secret: string,
  algorithm: 'sha1' | 'sha256',
  version: number,
) => string

const secret = 'a secret & more'
const timestamp = '1795341600'

const known: ReadonlySet<string> = new Set(['public_id', 'tags', 'folder', 'moderation'])

const isSignedBy = (by: string, signature: string, parameters: SignedParameters): boolean =>
  findSigningRule(by, signature, parameters, known) !== null

/** What is hard about values and names. */
const values: readonly (string | number | boolean | null | readonly string[])[] = [
  'logo',
  'a=b&c=d',
  'a%26b',
  'é\u0301 ß 漢字',
  '  spaces +plus ',
  ['one', 'two,three', 'four&five'],
  ['only'],
  '',
  null,
  true,
  0,
  12.5,
  '[object Object]',
]
const names = ['public_id', 'tags', 'folder', 'context', 'eager', 'z', 'allowed_formats', 'type']

/** Small numbers, the same in every run. */
function* numbersFrom(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state >>> 8
  }
}

/** As the classic client sends parameters: lists as repeated names with brackets, texts of everything else. */
const asFields = (parameters: Readonly<Record<string, (typeof values)[number]>>): readonly SentParameter[] =>
  Object.entries(parameters).flatMap(([name, value]): readonly SentParameter[] =>
    typeof value === 'object' && value !== null
      ? value.map((one) => [`${name}[]`, one] as const)
      : value === null || value === ''
        ? []
        : [[name, String(value)]],
  )

test('what the classic client signs is signed, in both versions and by both algorithms', () => {
  const seed = 20261122
  console.log(`seed ${seed}`)
  const numbers = numbersFrom(seed)
  const pick = <Of>(from: readonly Of[]): Of => from[numbers.next().value % from.length] as Of
  for (let round = 0; round < 500; round++) {
    const parameters = Object.fromEntries(names.filter(() => pick([true, false])).map((name) => [name, pick(values)]))
    for (const version of [1, 2]) {
      for (const algorithm of ['sha1', 'sha256'] as const) {
        const signature = signClassic({ ...parameters, timestamp }, secret, algorithm, version)
        const body = asFields(parameters)
        assert.ok(isSignedBy(secret, signature, { query: [], body, timestamp }), JSON.stringify(parameters))
        assert.ok(isSignedBy(secret, signature, { query: body, body: [], timestamp }), JSON.stringify(parameters))
        assert.equal(isSignedBy('another', signature, { query: [], body, timestamp }), false)
        assert.equal(isSignedBy(secret, signature, { query: [], body, timestamp: '1795341601' }), false)
        assert.equal(isSignedBy(secret, signature, { query: [['more', 'x']], body, timestamp }), false)
      }
    }
  }
})

const hook = new CloudinaryAuthHook()
const context = {
  baseURL: '',
  operationID: 'x',
  oAuth2Scopes: [],
  retryConfig: { strategy: 'none' as const },
  resolvedSecurity: null,
  options: {},
}

/** A request as the asset client would send it. */
async function signedByAssets(url: string, init: RequestInit): Promise<Request> {
  const given = { ...context, securitySource: { apiKey: 'K', apiSecret: secret } }
  return hook.beforeRequest(given, new Request(url, init))
}

const entriesOf = (from: object): readonly SentParameter[] => Object.entries(from)

test('what the asset client signs in a JSON body is signed, lists and objects as JavaScript makes texts of them', async () => {
  const sent = {
    file: 'data:,x',
    tags: ['a', 'b'],
    context: { k: 'v' },
    colors: false,
    public_id: 'a&b=c',
    note: null,
    n: 1e21,
  }
  const request = await signedByAssets('http://h/v1_1/demo/image/upload?folder=x%26y&folder=z', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  })
  const body = (await request.json()) as Readonly<Record<string, string | number>>
  const query = [...new URL(request.url).searchParams]
  const signed = { query, body: entriesOf(body), timestamp: String(body.timestamp) }
  assert.ok(isSignedBy(secret, String(body.signature), signed))
  assert.deepEqual(signedNames(signed), ['colors', 'context', 'folder', 'n', 'note', 'public_id', 'tags', 'timestamp'])
  const other = { ...signed, body: entriesOf({ ...body, tags: ['a', 'c'] }) }
  assert.equal(isSignedBy(secret, String(body.signature), other), false)
})

test('what the asset client signs in an address is signed', async () => {
  const request = await signedByAssets('http://h/v1_1/demo/resources/image/upload/a?colors=false&max_results=10&x=', {})
  const query = [...new URL(request.url).searchParams]
  const { signature = '', timestamp: at = '' } = Object.fromEntries(query)
  assert.ok(isSignedBy(secret, signature, { query, body: [], timestamp: at }))
  assert.equal(isSignedBy(secret, signature, { query: query.slice(1), body: [], timestamp: at }), false)
})

test('what the asset client signs of a multipart body is signed', async () => {
  const form = new FormData()
  form.append('public_id', 'a b')
  form.append('tags', 'x')
  form.append('tags', 'y')
  const request = await signedByAssets('http://h/v1_1/demo/image/upload?a=1', { method: 'POST', body: form })
  const query = [...new URL(request.url).searchParams]
  const { signature = '', timestamp: at = '' } = Object.fromEntries(query)
  const body: readonly SentParameter[] = [
    ['public_id', 'a b'],
    ['tags', 'x'],
    ['tags', 'y'],
  ]
  assert.ok(isSignedBy(secret, signature, { query, body, timestamp: at }))
})

test('what is no signature at all is none, of whatever length', () => {
  for (const signature of ['', 'x', '0'.repeat(40), '0'.repeat(64), 'z'.repeat(64), '0'.repeat(5000), 'é'.repeat(40)]) {
    assert.equal(isSignedBy(secret, signature, { query: [], body: [], timestamp }), false, signature)
  }
})

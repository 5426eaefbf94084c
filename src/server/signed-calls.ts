import { plainPath } from '../api/endpoint-path.ts'
import type { Endpoint } from '../api/endpoint.ts'
import { upload } from '../api/admin/upload.ts'
import { bareName, isCovered } from './request-signature.ts'
import type { SentCredentials } from './sent-parameters.ts'

/**
 * Tells whether a call is one that the vendor's clients sign: those of the Upload API, and the few of the Admin API that the
 * asset client signs (api-surface 2.1, 3.6).
 */
export const takesSignature = (endpoint: Endpoint): boolean =>
  uploadForm.test(endpoint.path) || marksOf(endpoint) !== undefined

const uploadForm = /^\/v1_1\/\{cloud_name\}\/(?:\{resource_type:|asset\/|(?:upload|download_backup)$)/

/**
 * Tells whether a signature was made for another call. It covers parameters, and neither the method nor the address: whoever
 * holds the signature of an upload, as browsers do, or a link to an original, could read, change and delete other assets with
 * it. So each call must say what clients always say in it, and nothing that only an upload or a link says.
 */
export function isOfAnotherCall(endpoint: Endpoint, { parameters, isSignedInQuery }: SentCredentials): boolean {
  const { query, body } = parameters
  const covered = new Set([...query, ...body].filter(isCovered).map(([name]) => bareName(name)))
  const marks = marksOf(endpoint)
  if (marks?.some((name) => !covered.has(name)) === true) return true
  if ([...covered].some((name) => isForeign(name, endpoint))) return true
  if (endpoint.method === 'GET' || !isSignedInQuery) return false
  // A link lies open in an address: what changes something says more there, or says it in its body.
  return !body.some(isCovered) && !query.some((sent) => sent[0] === 'invalidate' && isCovered(sent))
}

const kind = '/v1_1/{cloud_name}/resources/{resource_type}'
const named = '{resource_type}/{type}/{public_id}'
const related = `/v1_1/{cloud_name}/resources/related_assets/${named}`

/** What the asset client always says in the calls of the Admin API that it signs, and no upload says. */
const marksByCall: ReadonlyMap<string, readonly string[]> = new Map([
  [`GET /v1_1/{cloud_name}/resources/${named}`, ['max_results']],
  [`POST /v1_1/{cloud_name}/resources/${named}`, ['clear_invalid', 'unique_display_name']],
  [`DELETE ${kind}/{type}`, ['keep_original']],
  [`GET ${kind}/context`, ['key']],
  [`POST ${related}`, ['assets_to_relate']],
  [`DELETE ${related}`, ['assets_to_unrelate']],
])

const marksOf = ({ method, path }: Endpoint): readonly string[] | undefined =>
  marksByCall.get(`${method} ${plainPath(path)}`)

/** What links to files say. */
const ofLinks: ReadonlySet<string> = new Set(['expires_at', 'attachment', 'format', 'target_filename'])

/** Calls that clients send with parameters of uploads, whether or not these count there: as `explicit`, and to show an asset. */
const takesAny: ReadonlySet<string> = new Set(['asset.upload', 'asset.update', 'asset.get', 'rendering.refuse'])

/** Tells whether only other calls say a parameter: uploads, or in a change: links. */
function isForeign(name: string, { method, operation, fields, request }: Endpoint): boolean {
  if (Object.hasOwn(request.shape, name) && !fields.path.includes(name)) return false
  if (method !== 'GET' && ofLinks.has(name)) return true
  return Object.hasOwn(upload.request.shape, name) && !takesAny.has(operation)
}

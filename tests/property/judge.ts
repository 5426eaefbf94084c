import { secrets } from './account.ts'
import type { Api, ApiOperation } from './api-document.ts'
import { textOf, urlOf, type GeneratedRequest } from './requests.ts'

/** An answer, as it came. */
export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

/** What else is known about a request and its answer. */
export interface Circumstances {
  readonly revisionBefore: number
  readonly revisionAfter: number
  /** The one body of every refusal of credentials, by family. */
  readonly unauthorized: Readonly<Record<ApiOperation['family'], string>>
}

/** What stores and runtimes say of themselves when nobody holds them back. */
const innerWords =
  /\bat .*\.(?:ts|js|mjs):\d+|node_modules|SQLITE_|sqlite_|\bSELECT \w|\bINSERT INTO\b|TypeError|RangeError|\bECONN|stack"/

/** Says what is wrong with an answer; empty when nothing is. */
export function judge(
  api: Api,
  request: GeneratedRequest,
  answer: Answer,
  circumstances: Circumstances,
): readonly string[] {
  const operation = findOperation(api.operations, request)
  const family = request.path.startsWith('/v2/') ? 'permissions' : 'decisions'
  const isRefused = answer.status >= 400
  const isUnchanged = circumstances.revisionBefore === circumstances.revisionAfter
  return [
    ...(answer.status >= 500 && !isTooEarly(request, answer) ? ['a status of 5xx'] : []),
    ...(isRefused && !isUnchanged ? ['refused, and yet something was stored'] : []),
    ...(request.method === 'GET' && !isUnchanged ? ['a reading that stored something'] : []),
    ...(innerWords.test(withoutEcho(request, answer.text)) ? ['inner words in the answer'] : []),
    ...(Object.values(secrets).some((secret) => answer.text.includes(secret)) ? ['a secret in the answer'] : []),
    ...(operation === undefined
      ? judgeElsewhere(api, request, answer, family)
      : judgeBody(api, operation, request, answer)),
    ...(operation === undefined ? [] : judgeRights(operation, request, answer, circumstances)),
  ]
}

/** The operation at an address, as the documents write it; a parameter is any text without a slash. */
function findOperation(
  operations: readonly ApiOperation[],
  { method, path }: GeneratedRequest,
): ApiOperation | undefined {
  const steps = path.split('/')
  const candidates = operations.filter((operation) => {
    const own = operation.path.split('/')
    const isHere = own.every((step, at) => step === steps[at] || (step.startsWith('{') && steps[at] !== ''))
    return operation.method === method && own.length === steps.length && isHere
  })
  // Words before parameters.
  return candidates.sort((one, other) => parametersIn(one.path) - parametersIn(other.path))[0]
}

const parametersIn = (path: string): number => path.split('{').length

/** A question about a revision to come is answered with 503, and asks for another try. */
const isTooEarly = (request: GeneratedRequest, { status }: Answer): boolean =>
  status === 503 && (textOf(request) ?? '').includes('at_least_revision')

/** What the caller sent comes back in refusals; only what the server adds is looked through. */
const withoutEcho = (request: GeneratedRequest, text: string): string =>
  innerWords.test(textOf(request) ?? '') || innerWords.test(urlOf(request)) ? '' : text

const typeOf = (family: ApiOperation['family'], status: number): string =>
  family === 'decisions' && status >= 400 ? 'application/problem+json' : 'application/json'

/** No operation is there: an error of the family, or one of the pages that are no part of the API. */
function judgeElsewhere(
  api: Api,
  { method, path }: GeneratedRequest,
  answer: Answer,
  family: ApiOperation['family'],
): readonly string[] {
  const isPage = path === '/' || path === '/healthz' || path === '/readyz'
  if (method === 'HEAD' || isPage) return answer.text === '' || isPage ? [] : ['a body where none may be']
  if (answer.status < 400) return [`an answer of ${answer.status} where no operation is`]
  return [...judgeType(family, answer), ...parsed(answer, (body) => api.errorFaultsOf(family, body))]
}

function judgeBody(api: Api, operation: ApiOperation, _: GeneratedRequest, answer: Answer): readonly string[] {
  if (answer.status === 204) return answer.text === '' ? [] : ['a body where none may be']
  return [
    ...judgeType(operation.family, answer),
    ...parsed(answer, (body) => api.faultsOf(operation, answer.status, body)),
  ]
}

const judgeType = (family: ApiOperation['family'], { status, contentType }: Answer): readonly string[] =>
  contentType === typeOf(family, status) ? [] : [`the content type \`${contentType}\``]

function parsed({ text }: Answer, faultsOf: (body: unknown) => readonly string[]): readonly string[] {
  try {
    return faultsOf(JSON.parse(text))
  } catch {
    return ['no JSON']
  }
}

/** What nobody may see without rights or without credentials. */
function judgeRights(
  { isPublic, family }: ApiOperation,
  { who, headers, path }: GeneratedRequest,
  { status, text }: Answer,
  { unauthorized }: Circumstances,
): readonly string[] {
  const isSignedIn = headers.authorization === undefined && who !== 'wrong' && who !== 'nobody'
  const isTaken = isSignedIn && (family === 'decisions' || (who !== 'api key' && path.startsWith('/v2/accounts/acc1/')))
  // An address that can't be read is refused before anything else is.
  const isUnreadable = status === 400 && hasBadEscape(path)
  const isTooLong = status === 414
  if (isPublic) return status === 401 || status === 403 ? ['public, and yet refused'] : []
  if (!isTaken && !isUnreadable && !isTooLong && (status !== 401 || text !== unauthorized[family])) {
    return [`not the answer to wrong credentials: ${status}`]
  }
  if (isTaken && status === 401) return ['good credentials refused']
  // Changes of nothing at all, and questions about oneself, need no right.
  // Of denials, those of others are as if they weren't there.
  const isHarmless =
    (status === 200 && (text === '{}' || family === 'decisions')) ||
    (status === 404 && path.startsWith('/api/decisions/explanations/'))
  if (who === 'idle' && isTaken && ![400, 403, 413, 414, 415].includes(status) && !isHarmless) {
    return [`an answer of ${status} to a key without rights`]
  }
  return []
}

function hasBadEscape(path: string): boolean {
  try {
    decodeURIComponent(path)
    return false
  } catch {
    return true
  }
}

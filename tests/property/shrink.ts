import type { GeneratedRequest } from './requests.ts'

/** How many smaller requests are tried. */
const maxTries = 200

/** Leaves out of a request whatever isn't needed for it to fail. */
export async function shrink(
  request: GeneratedRequest,
  isFailing: (candidate: GeneratedRequest) => Promise<boolean>,
): Promise<GeneratedRequest> {
  let smallest = request
  let tries = 0
  for (;;) {
    const smaller = await findFailing(partsLeftOut(smallest), isFailing, () => tries++ < maxTries)
    if (smaller === undefined) return smallest
    smallest = smaller
  }
}

async function findFailing(
  candidates: Iterable<GeneratedRequest>,
  isFailing: (candidate: GeneratedRequest) => Promise<boolean>,
  mayTry: () => boolean,
): Promise<GeneratedRequest | undefined> {
  for (const candidate of candidates) {
    if (!mayTry()) return undefined
    if (await isFailing(candidate)) return candidate
  }
  return undefined
}

/** Requests that are smaller by one part. */
function* partsLeftOut(request: GeneratedRequest): Iterable<GeneratedRequest> {
  const { query, headers, body } = request
  for (const position of query.keys()) yield { ...request, query: query.toSpliced(position, 1) }
  for (const name of Object.keys(headers)) {
    yield { ...request, headers: Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name)) }
  }
  if (body.type === 'text' && body.text.length > 1) {
    const half = Math.ceil(body.text.length / 2)
    yield { ...request, body: { type: 'text', text: body.text.slice(0, half) } }
    yield { ...request, body: { type: 'text', text: body.text.slice(half) } }
  }
  if (body.type === 'fields') {
    const entries = Object.entries(body.fields)
    for (const position of entries.keys()) {
      yield { ...request, body: { type: 'fields', fields: Object.fromEntries(entries.toSpliced(position, 1)) } }
    }
  }
  if (body.type !== 'none') yield { ...request, body: { type: 'none' } }
}

import type { Refusal } from '../../domain/errors.ts'

/** What a refusal's details may hold, as `errors.ts` makes them. */
interface Details {
  readonly fields?: readonly unknown[]
  readonly reason?: unknown
}

/**
 * Says a refusal in the one message that errors of the Admin and Upload API have, in the vendor's words where they are
 * known (facts 7.3): a denial names the environment and every action that was missing.
 */
export function adminMessage(refusal: Refusal, details: Details): string {
  switch (refusal.kind) {
    case 'missing':
      return `Missing required parameter - ${(details.fields ?? []).map(textOf).join(', ')}`
    case 'invalid':
    case 'invalid_policy':
      return invalidMessage(refusal, details)
    case 'denied':
      return denialMessage(refusal)
    case 'unauthenticated':
      return refusal.code === 'invalid_credentials' ? 'Invalid credentials' : refusal.message
    case 'plan':
    case 'not_found':
    case 'throttled':
    case 'exhausted':
    case 'conflict':
    case 'outdated':
    case 'unavailable':
      return refusal.message
  }
}

function invalidMessage({ code, message }: Refusal, { fields = [], reason }: Details): string {
  if (code !== 'invalid_fields') return message
  const wrong = fields.map(sayField)
  const said = reason === undefined ? wrong : [...wrong, textOf(reason)]
  return said.length === 0 ? 'Invalid request' : said.join('; ')
}

/** A field with the value that was sent. */
const sayField = (field: unknown): string =>
  typeof field === 'object' && field !== null
    ? Object.entries(field)
        .map(([name, value]) =>
          value === undefined
            ? `Invalid value for parameter ${name}`
            : `Invalid value ${shorten(value)} for parameter ${name}`,
        )
        .join('; ')
    : textOf(field)

const longestValue = 100

function shorten(value: unknown): string {
  const text = textOf(value)
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}

function denialMessage({ denial, message }: Refusal): string {
  const actions = [
    ...new Set([
      ...(denial?.needs ?? []).map(({ action }) => action),
      ...(denial?.lacks ?? []).flatMap((lack) => lack.actions),
    ]),
  ].sort()
  if (denial === undefined) return message
  const places = [
    ...denial.needs.flatMap(({ scope }) => (scope.type === 'environment' ? [scope.environmentId] : [])),
    ...denial.lacks.flatMap(({ reach }) => (reach.type === 'environment' ? [reach.environmentId] : [])),
  ]
  const [place] = places
  const where = place === undefined ? '' : `[prodenv:${place}] `
  if (actions.length === 0) return `${where}Request forbidden`
  return `${where}Request forbidden due to missing permissions (actions=${JSON.stringify(actions)})`
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

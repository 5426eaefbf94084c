import { systemCatalogue } from '../../domain/catalogue/system-catalogue.ts'
import type { Refusal } from '../../domain/errors.ts'
import type { WireLack, WireMissing } from '../denial.ts'

/** What a refusal's details may hold, as `errors.ts` makes them. */
interface Details {
  readonly fields?: readonly unknown[]
  readonly reason?: unknown
  readonly missing?: readonly WireMissing[]
  readonly lacks?: readonly WireLack[]
}

/**
 * Says a refusal in the one sentence that this family's errors have: what was missing, wrong or not allowed, by name.
 * The texts that clients look for stand as the vendor has them (facts 7.3).
 */
export function provisioningMessage(refusal: Refusal, details: Details): string {
  switch (refusal.kind) {
    case 'unauthenticated':
      return 'Invalid credentials'
    case 'missing':
      return joined('missing fields', details.fields?.map(nameOf))
    case 'invalid':
    case 'invalid_policy':
      if (refusal.code === 'owner_unknown') return refusal.message
      return joined(
        'invalid request',
        details.reason === undefined ? details.fields?.map(nameOf) : [textOf(details.reason)],
      )
    case 'denied':
    case 'plan':
      return joined('not allowed', [textOf(details.reason ?? refusal.message), ...permissionsOf(details)])
    case 'not_found':
      return notFoundOf(refusal)
    case 'throttled':
    case 'exhausted':
    case 'conflict':
    case 'outdated':
    case 'unavailable':
      return refusal.message
  }
}

const joined = (beginning: string, parts: readonly string[] = []): string => {
  const said = parts.filter((part) => part !== '' && part !== beginning)
  return said.length === 0 ? beginning : `${beginning}: ${said.join('; ')}`
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

/** A field by name, as `missing fields` list it, or with its value, as `invalid request` does. */
const nameOf = (field: unknown): string =>
  typeof field === 'object' && field !== null
    ? Object.entries(field)
        .map(([name, value]) => (value === undefined ? `\`${name}\`` : `\`${name}\` can't be ${shorten(value)}`))
        .join(', ')
    : `\`${textOf(field)}\``

const longestValue = 100

function shorten(value: unknown): string {
  const text = `\`${textOf(value)}\``
  return text.length > longestValue ? `${text.slice(0, longestValue)}…\`` : text
}

/** Clients search for this text where a filter names an environment that isn't there. */
const notFoundOf = ({ code, fields }: Refusal): string =>
  code === 'environment_unknown' ? `Cannot find sub account with id ${textOf(fields[0]?.value)}` : 'not found'

function permissionsOf({ missing = [], lacks = [] }: Details): readonly string[] {
  const wanted = distinct(missing.flatMap(({ permissions }) => permissions))
  const lacked = distinct(lacks.flatMap(({ system_policy_id }) => system_policy_id ?? []))
  return [
    ...(wanted.length > 0 ? [`any one of these permissions gives it: ${wanted.map(called).join(', ')}`] : []),
    ...(lacked.length > 0 ? [`the permissions in question: ${lacked.map(called).join(', ')}`] : []),
  ]
}

/** A permission by its name and its id. */
function called(id: string): string {
  const name = systemCatalogue.permissions.find((one) => one.id === id)?.name
  return name === undefined ? `\`${id}\`` : `${name} (\`${id}\`)`
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

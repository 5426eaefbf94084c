import type { Endpoint, Family } from '../../src/api/endpoint.ts'
import { plainPath, readPath } from '../../src/api/endpoint-path.ts'
import { failures, failureAnswer, refusalAnswer, type ErrorAnswer, type Failure } from '../../src/api/errors.ts'
import { endpoints } from '../../src/api/index.ts'
import { Refusal, refusals, type RefusalCode } from '../../src/domain/errors.ts'
import { sayAccess } from './access.ts'
import { code, page, table } from './markdown.ts'
import { sayType, toJsonSchema, type JsonSchema } from './json-schema.ts'

const titles: Readonly<Record<Family, string>> = {
  permissions: 'Permissions API',
  provisioning: 'Provisioning API',
  decisions: 'Decisions',
  session: 'Sign-in',
  admin: 'Admin and Upload API',
  library: 'Media library',
}

const introductions: Readonly<Record<Family, string>> = {
  permissions:
    'The 21 operations that the official account client calls, at the addresses and in the words it expects. Basic ' +
    'authentication with an account management key, or a session; the three public ones need none. Lists may be sent as repeated ' +
    'keys, joined by commas, as JSON text or as `name[]`; booleans as `true`, `false`, `1`, `0`; an empty text in a ' +
    'query is absent. Fields that are not listed are passed over. Every answer about an account says in ' +
    '`X-Rolecall-Revision` at which revision of the account it was made.',
  provisioning:
    'Product environments, access keys, users, groups and billing usage, at the addresses and in the words that the ' +
    'official clients and the classic one expect. Basic authentication with an account management key, for which the plan ' +
    'must have the Provisioning API, or a session. Success is always 200 with a JSON body. Bodies are JSON or forms; lists and booleans ' +
    'as in the Permissions API; an empty text is absent, in bodies too. Instants are ISO 8601 in UTC, to the second. ' +
    'Fields that are not listed are passed over.',
  decisions:
    'What applications ask: may this principal do that, why, and if not, what is missing. Basic authentication with ' +
    "an API key or an account management key; the account is the key's. A key may ask about itself; asking about " +
    'others needs the right to read them. Resources are named by the request and described by the server.',
  session:
    'How people come in, and what they do with their own sign-in; and how administrators invite people and end ' +
    'sessions. A session is a cookie; requests with it that change something need the header `X-CSRF-Token` and an ' +
    '`Origin` that is this server. Administrators may call with an account management key, by Basic authentication; ' +
    'what is about the own sign-in takes a session alone. See the guide on signing in.',
  admin:
    'The media library of one environment, at the addresses and in the words that the classic client, the asset client ' +
    'and its MCP server expect. Credentials are those of an API key of that very environment: Basic authentication, or ' +
    'a request signature among the parameters of a query, a JSON body, a form or a multipart body (SHA-1 or SHA-256, ' +
    'versions 1 and 2, for an hour before and after its timestamp; where clients sign, and never for lists of assets); ' +
    'an access token (`Authorization: Bearer`) of that environment; ' +
    'or the session of somebody who is signed in. An upload without any, in the name of an unsigned preset, may add an ' +
    "asset to the preset's own folder and nothing else. Fields that are not in the path may stand in query or body, " +
    'whatever the table says; `api_key`, `timestamp` and `signature` are never data. Lists may be sent as repeated keys, ' +
    'as `name[]`, joined by commas, as JSON text or as JSON arrays; booleans as `true`, `false`, `1`, `0`; an empty ' +
    'text is absent unless the field says otherwise. After the cloud name `%2F` and `/` are the same. Fields that are ' +
    'not listed are passed over. Uploads take multipart bodies, and files in pieces: requests with the same ' +
    '`X-Unique-Upload-Id`, each with a `Content-Range`, one after the other, or with an `X-Upload-Part-Number` (the last one ' +
    'with `X-Upload-Total-Parts`), in any order; to any node, also after a restart. Answers to keys say in ' +
    '`X-FeatureRateLimit-Limit`, `-Remaining` and `-Reset` how many calls of the hour are left (5,000 unless the ' +
    'operator says otherwise; uploads do not count); beyond that the answer is 420.',
  library:
    'What the console and programs ask of one environment beyond the Admin and Upload API, in our own words. ' +
    'Credentials as there.',
}

/** Makes the page of one family: each endpoint with its fields, what it needs, and the errors. */
export function endpointsPage(family: Family): string {
  const own = Object.values<Endpoint>(endpoints)
    .filter((endpoint) => endpoint.family === family)
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  const objects = new Map(own.flatMap((endpoint) => [...readNamed(endpoint)]))
  return page(
    `# ${titles[family]}`,
    introductions[family],
    ...own.flatMap(sectionOf),
    ...(objects.size === 0 ? [] : ['## Objects', ...objects.values()]),
    ...errorsOf(family),
  )
}

const keyOf = ({ path, method }: Endpoint): string => `${path} ${['GET', 'POST', 'PUT', 'DELETE'].indexOf(method)}`

function sectionOf(endpoint: Endpoint): readonly string[] {
  const shape = readShape(endpoint)
  return [
    `## ${endpoint.id}`,
    code(`${endpoint.method} ${plainPath(endpoint.path)}`),
    endpoint.summary,
    [
      `- Operation: ${code(endpoint.operation)}`,
      `- Needs: ${sayAccess(endpoint.operation)}`,
      `- Success: ${endpoint.success.status}${bodyOf(endpoint)}`,
      `- Source: ${endpoint.source}`,
    ].join('\n'),
    ...(shape.length === 0 ? [] : [table(['Field', 'In', 'Required', 'Value', ''], shape)]),
  ]
}

function bodyOf({ success: { schema, isFile } }: Endpoint): string {
  if (schema === null) return isFile === true ? ', a file' : ', no body'
  return isFile === true ? ', or a file' : ''
}

function readShape({ path, request, fields }: Endpoint): readonly (readonly string[])[] {
  const { schema } = toJsonSchema(request)
  const rests = readPath(path).flatMap((step) => (step.type === 'field' && step.isGreedy ? [step.name] : []))
  const says = (name: string, description: string): string =>
    rests.includes(name) ? `The rest of the path, slashes included. ${description}`.trim() : description
  const row = (name: string, place: string): readonly string[] => {
    const field = schema.properties?.[name] ?? {}
    const isRequired = schema.required?.includes(name) === true
    return [code(name), place, isRequired ? 'yes' : '', sayType(field), says(name, field.description ?? '')]
  }
  return (['path', 'query', 'body'] as const).flatMap((place) => fields[place].map((name) => row(name, place)))
}

/** The objects that requests are made of, by name. */
const readNamed = ({ request }: Endpoint): readonly (readonly [string, string])[] =>
  Object.entries(toJsonSchema(request).named).map(([name, part]) => [name, sayNamed(name, part)])

function sayNamed(name: string, part: JsonSchema): string {
  const variants = part.oneOf ?? [part]
  const lines = variants.map((variant) =>
    Object.entries(variant.properties ?? {})
      .map(([field, schema]) => {
        const says = schema.description === undefined ? '' : `: ${schema.description}`
        return `${code(field)}, ${sayType(schema)}${says}`
      })
      .map((line) => `- ${line}`)
      .join('\n'),
  )
  return [`**${name}**`, lines.join('\n\nor\n\n')].join('\n\n')
}

/** Every error there is, made by the code that makes them. */
function errorsOf(family: Family): readonly string[] {
  const refused = Object.keys(refusals).map((name) => {
    const says = name as RefusalCode
    return rowOf(family, name, refusalAnswer(family, new Refusal(says, exampleOf(says), {})))
  })
  const failed = (Object.keys(failures) as Failure[]).map((name) => rowOf(family, name, failureAnswer(family, name)))
  return ['## Errors', notes[family], table(['', 'Status', ...heads[family]], [...refused, ...failed])]
}

const heads: Readonly<Record<Family, readonly string[]>> = {
  permissions: ['Category', 'Code', 'Message'],
  provisioning: ['Message'],
  decisions: ['Type', 'Title'],
  session: ['Type', 'Title'],
  admin: ['Message'],
  library: ['Type', 'Title'],
}

const notes: Readonly<Record<Family, string>> = {
  permissions:
    'The body is `{"error": {"category", "code", "message", "details"}}`. `details.fields` names the fields, with ' +
    'the values that were sent where they are wrong. A denial says in `details` what is missing, which permissions ' +
    'and system roles would do, and what somebody would gain that the caller does not hold.',
  provisioning:
    'The body is `{"error": {"message", "details"}}`. The message says it all, the names of fields and of missing ' +
    'permissions included; `details` has the same for programs, as in the Permissions API.',
  decisions:
    'The body is a problem document (RFC 9457, `application/problem+json`); `fields` is as in the Permissions API, ' +
    'with whole paths.',
  session:
    'The body is a problem document (RFC 9457, `application/problem+json`); `fields` is as in the Permissions API, ' +
    'with whole paths.',
  admin:
    'The body is `{"error": {"message"}}`. A denial has `missing`, `lacks` and `reason` beside the message, as in the ' +
    'Permissions API, and an `explain_id`, which `GET /api/decisions/explanations/{explain_id}` explains in full. The ' +
    'header `X-Rolecall-Denial` repeats the message with the smallest thing that would help, for clients that show ' +
    'nothing but the status of a 403; it is logged too.',
  library:
    'The body is a problem document (RFC 9457, `application/problem+json`); `fields` is as in the Permissions API, ' +
    'with whole paths.',
}

function rowOf(family: Family, name: string, answer: ErrorAnswer): readonly string[] {
  const body = answer.body as { readonly error?: Readonly<Record<string, unknown>>; readonly [field: string]: unknown }
  const { category, code: errorCode, message } = body.error ?? {}
  const cells: Readonly<Record<Family, readonly unknown[]>> = {
    permissions: [category, errorCode, message],
    provisioning: [message],
    decisions: [body.type, body.title],
    session: [body.type, body.title],
    admin: [message],
    library: [body.type, body.title],
  }
  return [code(name), String(answer.status), ...cells[family].map(String)]
}

/** What a refusal says, with a dash for every fact. */
function exampleOf(name: RefusalCode): string {
  const facts = { why: '…', feature: 'custom_policies', id: '…', name: '…', what: '…', seconds: '…', email: '…' }
  const says = refusals[name].says as (given: typeof facts) => string
  return says(facts)
}

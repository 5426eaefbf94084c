import type { z } from 'zod'
import { isOfEnvironment, type Endpoint, type Family } from '../../src/api/endpoint.ts'
import { plainPath } from '../../src/api/endpoint-path.ts'
import { endpoints } from '../../src/api/index.ts'
import { entityTagHeader, ifMatchParameter, versioningOf } from './versions.ts'
import { toJsonSchema, without, type JsonSchema } from './json-schema.ts'

type Json = Record<string, unknown>

const titles: Readonly<Record<Family, string>> = {
  permissions: 'Permissions API',
  provisioning: 'Provisioning API',
  decisions: 'Decisions',
  session: 'Sign-in',
  admin: 'Admin and Upload API',
  library: 'Media library',
}

/** Describes every endpoint as OpenAPI 3.1. */
export function openApiDocument(): Json {
  const named: Record<string, JsonSchema> = { ...errorSchemas }
  const paths: Record<string, Json> = {}
  for (const endpoint of Object.values<Endpoint>(endpoints)) {
    const item = (paths[plainPath(endpoint.path)] ??= {})
    const method = endpoint.method.toLowerCase()
    if (method in item) throw new Error(`two endpoints are ${endpoint.method} ${endpoint.path}`)
    item[method] = describe(endpoint, named)
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Rolecall', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: 'http://127.0.0.1:4600' }],
    tags: Object.values(titles).map((name) => ({ name })),
    security: [{ basicAuth: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1))),
    components: {
      securitySchemes: {
        basicAuth: { type: 'http', scheme: 'basic' },
        accessToken: { type: 'http', scheme: 'bearer', description: 'As `createAccessToken` gives it.' },
      },
      schemas: Object.fromEntries(Object.entries(named).sort(([one], [other]) => (one < other ? -1 : 1))),
    },
  }
}

const errorSchemas: Readonly<Record<string, JsonSchema>> = {
  PermissionsError: {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['category', 'code', 'message'],
        properties: {
          category: { type: 'string', enum: ['user_error', 'server_error'] },
          code: { type: 'string' },
          message: { type: 'string' },
          details: { type: 'object', properties: { fields: { type: 'array' }, reason: { type: 'string' } } },
        },
      },
    },
  },
  ProvisioningError: {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['message'],
        properties: { message: { type: 'string' }, details: { type: 'object' } },
      },
    },
  },
  AdminError: {
    type: 'object',
    required: ['error'],
    properties: {
      error: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
    },
  },
  Problem: {
    type: 'object',
    description: 'A problem document of RFC 9457.',
    required: ['type', 'title', 'status'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      fields: { type: 'array' },
    },
  },
}

function describe(endpoint: Endpoint, named: Record<string, JsonSchema>): Json {
  const { fields, request } = endpoint
  const shape = collect(request, named)
  const parameters = [
    ...fields.path.map((name) => parameterOf(name, 'path', shape)),
    ...fields.query.map((name) => parameterOf(name, 'query', shape)),
    ...(versioningOf(endpoint).isHeld ? [ifMatchParameter] : []),
  ]
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    description: `Source: ${endpoint.source}.`,
    tags: [titles[endpoint.family]],
    ...(endpoint.isPublic && { security: [] }),
    ...(isOfEnvironment(endpoint.family) && { security: [{ basicAuth: [] }, { accessToken: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(fields.body.length > 0 && { requestBody: bodyOf(endpoint, shape) }),
    responses: { [endpoint.success.status]: successOf(endpoint, named), ...errorsOf(endpoint) },
  }
}

function collect(schema: z.ZodType, named: Record<string, JsonSchema>): JsonSchema {
  const split = toJsonSchema(schema)
  Object.assign(named, split.named)
  return split.schema
}

function parameterOf(name: string, place: 'path' | 'query', shape: JsonSchema): Json {
  const { description, ...schema } = withoutNull(shape.properties?.[name] ?? {})
  return {
    name,
    in: place,
    required: shape.required?.includes(name) === true,
    ...(description !== undefined && { description }),
    schema,
  }
}

/** Null can't be sent in an address. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const members = schema.anyOf?.filter(({ type }) => type !== 'null') ?? []
  const [only] = members
  if (only === undefined || members.length > 1) return schema
  return { ...only, ...without(schema, 'anyOf') }
}

function bodyOf({ fields, isUpload }: Endpoint, shape: JsonSchema): Json {
  const names = fields.body
  const content = {
    schema: {
      type: 'object',
      required: names.filter((name) => shape.required?.includes(name) === true),
      properties: Object.fromEntries(names.map((name) => [name, shape.properties?.[name] ?? {}])),
    },
  }
  return {
    required: true,
    content: { 'application/json': content, ...(isUpload && { 'multipart/form-data': content }) },
  }
}

function successOf(endpoint: Endpoint, named: Record<string, JsonSchema>): Json {
  const { success, isPublic } = endpoint
  const file = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
  if (success.schema === null && success.isFile === true) return { description: 'The file.', content: file }
  if (success.schema === null) return { description: 'Done; no body.' }
  return {
    description: 'Done.',
    ...(!isPublic && {
      headers: {
        'X-Rolecall-Revision': { description: 'The revision of the account.', schema: { type: 'integer' } },
        ...(versioningOf(endpoint).isTagged && entityTagHeader),
      },
    }),
    content: {
      'application/json': { schema: collect(success.schema, named) },
      ...(success.isFile === true && file),
    },
  }
}

const errorForms: Readonly<Record<Family, readonly [mediaType: string, schema: string]>> = {
  permissions: ['application/json', 'PermissionsError'],
  provisioning: ['application/json', 'ProvisioningError'],
  decisions: ['application/problem+json', 'Problem'],
  session: ['application/problem+json', 'Problem'],
  admin: ['application/json', 'AdminError'],
  library: ['application/problem+json', 'Problem'],
}

function errorsOf(endpoint: Endpoint): Json {
  const { family, isPublic } = endpoint
  const [mediaType, name] = errorForms[family]
  const answer = (description: string): Json => ({
    description,
    content: { [mediaType]: { schema: { $ref: `#/components/schemas/${name}` } } },
  })
  return {
    400: answer('A field is missing or wrong.'),
    ...(!isPublic && { 401: answer('The credentials are wrong.'), 403: answer('Not allowed.') }),
    ...(versioningOf(endpoint).isHeld && { 412: answer('The record was changed since it was read.') }),
    default: answer('Anything else that went wrong.'),
  }
}

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { folderId, environmentId, permissionId } from '../domain/ids.ts'
import { refusal, type Refusal } from '../domain/errors.ts'
import { families } from './endpoint.ts'
import { failureAnswer, failures, refusalAnswer, type Failure } from './errors.ts'

const error = (
  code: string,
  message: string,
  details?: object,
  category = 'user_error',
): { readonly error: object } => ({ error: { category, code, message, ...(details && { details }) } })

/** Bodies as the vendor's own examples show them (facts 7.3), and ours where it has none. */
const permissionsBodies: readonly (readonly [string, Refusal, number, object])[] = [
  [
    'a missing field',
    refusal('missing_fields', undefined, { fields: [{ name: 'name' }] }),
    400,
    error('ACCOUNTS_00005', 'missing fields', { fields: ['name'] }),
  ],
  [
    'missing fields inside a principal and a list',
    refusal('missing_fields', undefined, {
      fields: [{ name: 'principal.type' }, { name: 'roles.0.id' }, { name: 'roles.1.id' }, { name: 'environmentId' }],
    }),
    400,
    error('ACCOUNTS_00005', 'missing fields', { fields: ['principal_type', 'role_id', 'scope_id'] }),
  ],
  [
    'a wrong field',
    refusal('invalid_fields', undefined, { fields: [{ name: 'operation', value: 'subtract' }] }),
    400,
    error('ACCOUNTS_00005', 'invalid request', { fields: [{ operation: 'subtract' }] }),
  ],
  [
    'a wrong field by its name in the operation',
    refusal('invalid_fields', undefined, {
      fields: [
        { name: 'permissionIds', value: 'cld::global::upload_presets::sample' },
        { name: 'level', value: 'environment' },
      ],
    }),
    400,
    error('ACCOUNTS_00005', 'invalid request', {
      fields: [{ system_policy_ids: 'cld::global::upload_presets::sample' }, { scope_type: 'prodenv' }],
    }),
  ],
  [
    'a content role without its folder',
    refusal('invalid_fields', undefined, {
      fields: [{ name: 'parameters', value: {} }],
      more: { actual: {}, required: ['folder_id'] },
    }),
    400,
    error('ACCOUNTS_00005', 'invalid request', {
      fields: [{ policy_parameters: {} }],
      actual: {},
      required: ['folder_id'],
    }),
  ],
  [
    'a wrong policy',
    refusal('invalid_policy', undefined, {
      fields: [{ name: 'statement', value: 'permit(principal is X, action, resource);' }],
      problems: [{ kind: 'principal', message: 'no such type', offset: 7, length: 14 }],
    }),
    400,
    error('ACCOUNTS_00002', 'invalid request', {
      fields: [
        { policy_statement: 'permit(principal is X, action, resource);' },
        {
          cedar_errors: [
            {
              cedar_message: 'invalid_principal',
              cedar_code: 'ACCOUNTS_00002',
              explanation: 'no such type',
              offset: 7,
              length: 14,
            },
          ],
        },
      ],
    }),
  ],
  ['wrong credentials', refusal('invalid_credentials', undefined), 401, error('ACCOUNTS_00006', 'invalid credentials')],
  ['a denial without facts', refusal('denied', undefined), 403, error('ACCOUNTS_00006', 'not allowed')],
  [
    'a change of a system role',
    refusal('system_role_is_fixed', { id: 'r' }, { fields: [{ name: 'roleId', value: 'r' }] }),
    403,
    error('ACCOUNTS_00006', 'not allowed', {
      fields: [{ role_id: 'r' }],
      reason: "`r` is a system role and can't be changed; copy it to a custom role",
    }),
  ],
  [
    'a feature that the plan lacks, whose message clients search for `not enabled`',
    refusal('plan_lacks', { feature: 'custom_policies' }),
    403,
    error('ACCOUNTS_00006', 'not allowed: custom policies not enabled for this account; `enterprise` has it', {
      reason: 'custom policies not enabled for this account; `enterprise` has it',
    }),
  ],
  [
    'an absent role',
    refusal('not_found', { what: 'role' }, { fields: [{ name: 'roleId', value: 'r' }] }),
    404,
    error('ACCOUNTS_00003', 'not found', { fields: [{ role_id: 'r' }] }, 'server_error'),
  ],
  [
    'a role name in use',
    refusal('role_name_taken', { name: 'Admin' }, { fields: [{ name: 'name', value: 'Admin' }] }),
    409,
    error('ACCOUNTS_00006', 'already exists', { fields: [{ name: 'Admin' }] }),
  ],
  [
    'a statement in use',
    refusal('policy_statement_taken', undefined, { fields: [{ name: 'statement', value: 'p' }] }),
    409,
    error('ACCOUNTS_00006', 'already exists for the scope', { fields: [{ policy_statement: 'p' }] }),
  ],
  [
    'a role that principals have',
    refusal('role_in_use', undefined, { fields: [{ name: 'roleId', value: 'r' }] }),
    409,
    error('ACCOUNTS_00006', 'role has associated principals', { fields: [{ role_id: 'r' }] }),
  ],
  [
    'a store that lags behind',
    refusal('unavailable', undefined),
    503,
    error('ACCOUNTS_00001', 'not available now, try again', undefined, 'server_error'),
  ],
]

const needs = [
  {
    action: 'create',
    resource: { type: 'Asset', within: folderId('f') },
    scope: { type: 'environment', environmentId: environmentId('e') },
  },
] as const
const lacks = [
  {
    actions: ['share'],
    on: 'Folder',
    permissionId: permissionId('p'),
    reach: { type: 'environment', environmentId: 'all' },
    parameter: { type: 'folder', id: folderId('f') },
  },
] as const

describe('the permissions family', () => {
  for (const [name, refused, status, body] of permissionsBodies) {
    test(`answers ${name} with ${status}`, () => {
      const answer = refusalAnswer('permissions', refused)
      assert.deepEqual(answer.body, body)
      assert.equal(answer.status, status)
      assert.equal(answer.contentType, 'application/json')
    })
  }

  test('explains a denial with what is missing and what would do', () => {
    const remedy = {
      permissionIds: ['add'],
      roles: [1, 2, 3, 4, 5, 6].map((size) => ({ roleId: `r${size}`, name: 'R', size, parameter: null })),
      needsLibraryAccess: true,
    }
    const answer = refusalAnswer('permissions', refusal('denied', undefined, { denial: { needs, lacks } }), [remedy])
    assert.deepEqual(
      answer.body,
      error('ACCOUNTS_00006', 'not allowed', {
        reason:
          'this needs `create` on `Asset` in the environment `e`; ' +
          'this would give what you do not hold there yourself: `share` on `Folder`',
        missing: [
          {
            action: 'create',
            resource: { type: 'Asset', folder: 'f' },
            scope: { type: 'prodenv', id: 'e' },
            permissions: ['add'],
            roles: [1, 2, 3, 4, 5].map((size) => ({ id: `r${size}`, name: 'R', size })),
            needs_library_access: true,
          },
        ],
        lacks: [
          {
            actions: ['share'],
            on: 'Folder',
            system_policy_id: 'p',
            scope_type: 'prodenv',
            scope_id: 'all',
            policy_parameters: { folder_id: 'f' },
          },
        ],
      }),
    )
  })
})

describe('our own family', () => {
  test('answers with a problem document that names fields by their whole path', () => {
    const refused = refusal('invalid_fields', undefined, {
      fields: [{ name: 'questions.3.principal.type', value: 'robot' }],
    })
    assert.deepEqual(refusalAnswer('decisions', refused), {
      status: 400,
      contentType: 'application/problem+json',
      headers: {},
      body: {
        type: 'urn:rolecall:problem:invalid_fields',
        title: 'invalid request',
        status: 400,
        fields: [{ 'questions.3.principal.type': 'robot' }],
      },
    })
  })
})

describe('what goes wrong outside of operations', () => {
  const statuses: Readonly<Record<Failure, number>> = {
    malformed_request: 400,
    malformed_url: 400,
    malformed_body: 400,
    too_deep: 400,
    no_route: 404,
    wrong_method: 405,
    too_large: 413,
    too_long_url: 414,
    wrong_media_type: 415,
    too_many_requests: 429,
    too_large_headers: 431,
    too_slow: 408,
    conflict: 409,
    internal: 500,
    unavailable: 503,
  }

  test('has its status in every family, and details that are an object', () => {
    for (const failure of Object.keys(failures) as Failure[]) {
      for (const family of families) {
        assert.equal(failureAnswer(family, failure).status, statuses[failure], failure)
      }
      const { body } = failureAnswer('permissions', failure)
      const { details } = body.error as { readonly details: object }
      assert.equal(Object.getPrototypeOf(details), Object.prototype)
    }
  })

  test('of our own making says nothing but an incident', () => {
    const { body } = failureAnswer('permissions', 'internal', { incident_id: 'i' })
    assert.deepEqual(
      body,
      error(
        'ACCOUNTS_00001',
        'something went wrong',
        { reason: 'the incident id finds it in the log of the server', incident_id: 'i' },
        'server_error',
      ),
    )
  })

  test('asks to sign in, or to come back, in a header', () => {
    assert.match(
      refusalAnswer('permissions', refusal('invalid_credentials', undefined)).headers['www-authenticate'] ?? '',
      /^Basic realm="/,
    )
    assert.deepEqual(failureAnswer('decisions', 'unavailable').headers, { 'retry-after': '1' })
  })
})

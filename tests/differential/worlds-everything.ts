// Every question worth asking in a world: each action on each resource in each scope.
import { actionsOf } from '../../src/domain/catalogue/schema.ts'
import type { AuthorizationRequest } from '../../src/domain/decision.ts'
import type { ResourceName } from '../../src/domain/entity.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { Scope } from '../../src/domain/scope.ts'
import type { Model } from './worlds-model.ts'

/** A question without the one who asks. */
export type Question = Omit<AuthorizationRequest, 'principal'>

/** Lists all questions at an instant, in two contexts. */
export function everyQuestion(model: Model, at: Instant): readonly Question[] {
  const scopes: readonly Scope[] = [
    { type: 'account' },
    ...model.all('environment').map(({ id }) => ({ type: 'environment', environmentId: id }) as const),
  ]
  return scopes.flatMap((scope) =>
    resourcesIn(model, scope).flatMap((resource) =>
      actionsFor(resource.type).flatMap((action) => [
        { action, resource, scope, at },
        { action, resource, scope, at, context: { vip: true, level: 1, from: '127.0.0.1' } },
      ]),
    ),
  )
}

const actionsFor = (type: string): readonly string[] => (type === 'Acme::Thing' ? ['read', 'update'] : actionsOf(type))

const plain = { public: true, resource_type: 'image' } as const
const restricted = { public: false, resource_type: 'video', tags: ['legal'] } as const

function resourcesIn(model: Model, scope: Scope): readonly ResourceName[] {
  const features = ['cld::global::ml::access', 'cld::global::reports::usage::view', 'cld::global::users::view']
  const anywhere: readonly ResourceName[] = [
    ...features.map((id) => ({ type: 'Feature', id })),
    ...['delivery', 'env_usage', 'audit_log'].map((id) => ({ type: 'Report', id })),
    ...['UploadPreset', 'Trigger', 'PublicLink', 'MediaFlows::EasyFlow', 'Acme::Thing'].map((type) => ({
      type,
      id: 'x',
    })),
    { type: 'Role', id: 'cld::role::account::master_admin' },
    { type: 'APIKey', id: null },
  ]
  if (scope.type === 'account') return [...anywhere, ...ofAccount(model)]
  const { environmentId } = scope
  const isHere = (record: { readonly environmentId: string }): boolean => record.environmentId === environmentId
  const folders = [
    null,
    ...model
      .all('folder')
      .filter(isHere)
      .map(({ id }) => id),
  ]
  return [
    ...anywhere,
    { type: 'ProductEnvironment', id: environmentId },
    ...folders.flatMap((within): readonly ResourceName[] => [
      ...(within === null ? [] : [{ type: 'Folder', id: within }]),
      { type: 'Folder', within },
      { type: 'Asset', id: 'plain', within, attributes: plain },
      { type: 'Asset', id: 'restricted', within, attributes: restricted },
    ]),
    ...model
      .all('collection')
      .filter(isHere)
      .map(({ id }) => ({ type: 'Collection', id })),
    { type: 'Collection', within: null, dynamic: true },
    { type: 'Collection', within: null, dynamic: false },
  ]
}

const ofAccount = (model: Model): readonly ResourceName[] => [
  { type: 'Account', id: 'acc' },
  { type: 'User', id: null },
  { type: 'ProvisioningKey', id: null },
  ...model.all('user').map(({ id }) => ({ type: 'User', id })),
  ...model.all('group').map(({ id }) => ({ type: 'Group', id })),
]

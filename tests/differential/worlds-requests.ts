// Random resources and contexts of questions.
import type { ContextValue } from '../../src/domain/context.ts'
import { resourceTypes } from '../../src/domain/catalogue/schema.ts'
import type { ResourceName } from '../../src/domain/entity.ts'
import { folderId, type FolderId } from '../../src/domain/ids.ts'
import type { Parameter } from '../../src/domain/role.ts'
import type { Scope } from '../../src/domain/scope.ts'
import type { Random } from './language-random.ts'
import type { Model } from './worlds-model.ts'

/** A context as callers send it: mostly empty, now and then of the wrong types. */
export function anyContext(random: Random): Readonly<Record<string, ContextValue>> {
  if (random.chance(0.5)) return {}
  return {
    ...(random.chance(0.6) && { vip: random.pick<ContextValue>([true, true, false, 'yes']) }),
    ...(random.chance(0.4) && { level: random.pick<ContextValue>([0, 1, 7, 'high']) }),
    ...(random.chance(0.3) && { from: random.pick(['127.0.0.1', '10.0.0.1', 'nowhere']) }),
    ...(random.chance(0.2) && { direction: random.pick(['from', 'to']) }),
  }
}

/** A folder or collection that somebody has a role on. */
export type Place = Parameter

/** A resource of any kind, mostly one that exists where the question is asked, or lies at one of the places. */
export function anyResource(model: Model, random: Random, scope: Scope, near: readonly Place[]): ResourceName {
  if (near.length === 0 || random.chance(0.5)) {
    return random.pick(scope.type === 'account' ? ofAccount : ofEnvironment)(model, random, scope)
  }
  const place = random.pick(near)
  if (place.type === 'collection') return { type: 'Collection', id: place.id }
  const within = random.chance(0.4) ? place.id : childOf(model, random, place.id)
  return random.pick<ResourceName>([
    { type: 'Folder', id: within },
    { type: 'Folder', within },
    { type: 'Asset', within },
    { type: 'Asset', id: 'asset', within, attributes: attributes(random) },
    { type: 'Asset', id: 'asset', within, attributes: attributes(random) },
  ])
}

function childOf(model: Model, random: Random, parent: FolderId): FolderId {
  const children = model.all('folder').filter(({ parentId }) => parentId === parent)
  return children.length === 0 ? parent : random.pick(children).id
}

type Make = (model: Model, random: Random, scope: Scope) => ResourceName

function folderIn(...[model, random, scope]: Parameters<Make>): FolderId {
  const here = model
    .all('folder')
    .filter(({ environmentId }) => scope.type === 'environment' && environmentId === scope.environmentId)
  return here.length > 0 && random.chance(0.95) ? random.pick(here).id : folderId(`f${random.below(30)}`)
}

const attributes = (random: Random): Readonly<Record<string, ContextValue>> => ({
  public: random.chance(0.5),
  ...(random.chance(0.9) && { resource_type: random.pick(['image', 'video']) }),
  ...(random.chance(0.4) && { tags: random.some(2, () => random.pick(['legal', 'spring'])) }),
  ...(random.chance(0.1) && { nothing: 1 }),
  ...(random.chance(0.2) && { ancestor_ids: ['f0', 'f1', 'f2', 'f3', 'f4'] }),
})

const folder: Make = (...from) => ({ type: 'Folder', id: folderIn(...from) })

const newFolder: Make = (...from) => ({ type: 'Folder', within: from[1].chance(0.8) ? folderIn(...from) : null })

const asset: Make = (...from) => ({
  ...{ type: 'Asset', id: 'asset', attributes: attributes(from[1]) },
  within: from[1].chance(0.9) ? folderIn(...from) : null,
})

const newAsset: Make = (...from) => ({ type: 'Asset', within: from[1].chance(0.9) ? folderIn(...from) : null })

const collection: Make = (model, random) => {
  const records = model.all('collection')
  return { type: 'Collection', id: records.length === 0 || random.chance(0.05) ? 'c9' : random.pick(records).id }
}

const newCollection: Make = (_, random) => ({ type: 'Collection', within: null, dynamic: random.chance(0.5) })

const feature: Make = (_, random) => ({
  type: 'Feature',
  id: random.pick([
    'cld::global::ml::access',
    'cld::global::ml::access',
    'cld::global::reports::usage::view',
    'cld::global::users::view',
    'no_such_feature',
  ]),
})

const report: Make = (_, random) => ({ type: 'Report', id: random.pick(['delivery', 'env_usage', 'audit_log']) })

const applications: Make = (_, random) => ({
  type: random.pick(['Acme::Thing', 'MediaFlows::EasyFlow', 'UploadPreset']),
  id: random.pick(['x', 'y']),
  ...(random.chance(0.6) && { attributes: attributes(random) }),
})

/** A stored type under a name that isn't its own, or described by whoever asks. */
const disguised: Make = (_, random) =>
  random.pick<ResourceName>([
    { type: 'Cloudinary::Folder', id: 'f1', attributes: { ancestor_ids: ['f1'] } },
    { type: 'Folder', id: 'f1', attributes: { ancestor_ids: ['f0'], name: 'brand' } },
    { type: 'User', id: 'u1', attributes: { root: true, name: 'f1' } },
    { type: 'Asset', id: 'asset' },
  ])

const anyOfType: Make = (_, random) => ({ type: random.pick(resourceTypes), id: null })

const named =
  (type: string, prefix: string): Make =>
  (_, random) => ({ type, id: `${prefix}${random.below(8)}` })

const ofAccount: readonly Make[] = [
  ...[named('User', 'u'), named('User', 'u'), named('Group', 'g'), named('ProvisioningKey', 'm'), named('Role', 'r')],
  ...[named('CustomPolicy', 'p'), named('APIKey', 'k'), named('ProductEnvironment', 'e'), feature, report, anyOfType],
  ...[disguised, folder, newCollection, applications],
  () => ({ type: 'Account', id: 'acc' }),
  () => ({ type: 'SystemPolicy', id: 'cld::policy::global::ml::access' }),
  () => ({ type: 'Role', id: 'cld::role::account::master_admin' }),
]

const ofEnvironment: readonly Make[] = [
  ...[folder, folder, folder, folder, newFolder, newFolder, asset, asset, asset, asset, asset, newAsset, newAsset],
  ...[collection, collection, collection, newCollection, feature, feature, report, applications, applications],
  ...[
    disguised,
    anyOfType,
    named('APIKey', 'k'),
    named('ProductEnvironment', 'e'),
    named('Role', 'r'),
    named('User', 'u'),
  ],
]

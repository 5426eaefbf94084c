import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import type { Change } from '../../src/domain/change.ts'
import type { ResourceName } from '../../src/domain/entity.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Parameter, Role } from '../../src/domain/role.ts'
import type { Level, Scope } from '../../src/domain/scope.ts'
import { policyId } from './sample-inputs.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'

/** The account that everything here is in. */
export const loneAccountId = Ids.accountId('account')
const accountId = loneAccountId
const environmentId = Ids.environmentId('environment')
const folderId = Ids.folderId('folder')
const collectionId = Ids.collectionId('collection')
const dynamicId = Ids.collectionId('dynamic collection')
const dated = { createdAt: 0, updatedAt: 0 }
const handPicked = { description: null, coverAssetId: null, isDynamic: false, expression: null, createdBy: null }

/** Whoever holds one system role and nothing else. */
export const holderOf = (role: Role): Principal => ({ type: 'account_key', id: Ids.accountKeyId(role.id) })

/** A key without any role. */
export const nobody: Principal = { type: 'account_key', id: Ids.accountKeyId('nobody') }

/** One principal of each kind, without any role. */
export const somePrincipals: readonly Principal[] = [
  { type: 'user', id: Ids.userId('user') },
  { type: 'group', id: Ids.groupId('group') },
  { type: 'api_key', id: Ids.apiKeyId('api key') },
  nobody,
]

/**
 * Makes an engine of one account with one environment, a folder, a collection, a custom policy, {@link somePrincipals},
 * and a key for each system role.
 */
export function engineOfLoneRoles(): Engine {
  const engine = createEngine()
  const made: Make = (noun, after) => ({ noun, before: null, after }) as Change
  const key = ({ id }: Principal): Change =>
    made('account_key', {
      id: Ids.accountKeyId(id),
      accountId,
      name: id,
      isEnabled: true,
      purpose: null,
      createdBy: null,
      ownerId: null,
      ...dated,
    })
  engine.load(
    [
      ...places(made),
      ...others(made),
      key(nobody),
      ...systemCatalogue.roles.flatMap((role) => [
        key(holderOf(role)),
        made('assignment', {
          id: Ids.assignmentId(role.id),
          accountId,
          principal: holderOf(role),
          roleId: role.id,
          reach: role.level === 'account' ? { type: 'account' } : { type: 'environment', environmentId },
          parameter: parameterOf(role),
          expiresAt: null,
          ...dated,
        }),
      ]),
    ],
    1,
  )
  return engine
}

type Make = <N extends Change['noun']>(noun: N, after: Extract<Change, { noun: N }>['after']) => Change

const places = (made: Make): readonly Change[] => [
  made('account', {
    id: accountId,
    name: 'Account',
    plan: 'enterprise',
    assetsAdvanced: true,
    isActive: true,
    ...dated,
  }),
  made('environment', {
    id: environmentId,
    accountId,
    name: 'Environment',
    cloudName: 'cloud',
    isEnabled: true,
    customAttributes: null,
    ...dated,
  }),
  made('folder', { id: folderId, accountId, environmentId, parentId: null, name: 'folder', ...dated }),
  made('collection', { id: collectionId, accountId, environmentId, name: 'Collection', ...handPicked, ...dated }),
  made('collection', {
    ...{ id: dynamicId, accountId, environmentId, name: 'Dynamic collection', ...handPicked, ...dated },
    ...{ isDynamic: true, expression: 'tags:new' },
  }),
]

const others = (made: Make): readonly Change[] => [
  made('group', { id: Ids.groupId('group'), accountId, name: 'group', ...dated }),
  made('user', {
    id: Ids.userId('user'),
    accountId,
    name: 'user',
    email: 'user@example.com',
    isEnabled: true,
    isPending: false,
    hasAllEnvironments: false,
    ...dated,
  }),
  made('api_key', {
    id: Ids.apiKeyId('api key'),
    accountId,
    environmentId,
    name: 'key',
    isEnabled: true,
    dedicatedFor: [],
    isRoot: false,
    purpose: null,
    createdBy: null,
    ownerId: null,
    ...dated,
  }),
  made('custom_policy', {
    id: Ids.customPolicyId(policyId),
    accountId,
    name: 'policy',
    description: null,
    reach: { type: 'account' },
    statement: 'forbid(principal, action, resource) when { false };',
    isEnabled: false,
    ...dated,
  }),
]

const parameterOf = ({ kind }: Role): Parameter | null => {
  if (kind === 'global') return null
  return kind === 'folder' ? { type: 'folder', id: folderId } : { type: 'collection', id: collectionId }
}

/** What a need is asked about: a feature, any resource of a type; whether a collection is dynamic only one can tell. */
export const resourceOf = (type: string, id: string | null): ResourceName =>
  type === 'Collection' ? { type, id: collectionId } : { type, id }

/** What content permissions and those on dynamic collections are about: things in a folder, and a collection of each kind. */
export function resourcesInPlaces(type: string): readonly ResourceName[] {
  const attributes = { resource_type: 'image', public: true }
  if (type === 'Asset')
    return [
      { type, id: 'asset', within: folderId, attributes },
      { type, within: folderId },
    ]
  if (type === 'Folder')
    return [
      { type, id: folderId },
      { type, within: folderId },
    ]
  if (type !== 'Collection') return []
  return [
    { type, id: dynamicId },
    { type, within: null, dynamic: true },
  ]
}

/** Where a need of a level is asked about a type: API keys are in environments whatever the level. */
export const scopeOf = (level: Level, type: string): Scope =>
  level === 'environment' || type === 'APIKey' ? { type: 'environment', environmentId } : { type: 'account' }

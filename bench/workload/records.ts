import type { Change } from '../../src/domain/change.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { AssignmentRecord } from '../../src/domain/records.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { libraryRoleId, type WorkloadLevel } from './catalogue.ts'
import { customIdOf, customStatement } from './customs.ts'
import * as Own from './ids.ts'
import type { World } from './world.ts'

const accountId = Ids.accountId('bench')
const dated = { accountId, createdAt: 0, updatedAt: 0 } as const
const plain = { description: null, coverAssetId: null, isDynamic: false, expression: null, createdBy: null } as const

/** Makes an engine that knows a whole world. */
export function engineOf(world: World): Engine {
  const { catalogue, vocabulary } = world.catalogue
  const engine = createEngine(catalogue, vocabulary)
  engine.load(changesOf(world), 1)
  return engine
}

/** Every record of a world, in the store's order of loading, each made when it is asked for. */
export function* changesOf(world: World): Generator<Change> {
  const account = {
    ...{ id: accountId, name: 'Bench', plan: 'enterprise' },
    ...{ assetsAdvanced: true, isActive: true },
  }
  yield made('account', { ...account, plan: 'enterprise', createdAt: 0, updatedAt: 0 })
  for (let at = 0; at < Own.environmentCount; at++) {
    const id = environmentId(at)
    yield made('environment', { ...dated, id, name: id, cloudName: id, isEnabled: true, customAttributes: null })
  }
  yield* holders(world)
  yield* folders(world)
  for (let at = 0; at < world.collectionCount; at++) {
    const id = Ids.collectionId(Own.collectionIdOf(at))
    const place = environmentId(Own.environmentOfCollection(at))
    yield made('collection', { ...dated, ...plain, id, environmentId: place, name: id })
  }
  yield* assignments(world)
  yield* customChanges(world, true)
}

/** Puts the custom policies of a world in force, or out of it again. */
export function* customChanges(world: World, isInForce: boolean): Generator<Change> {
  for (const [at, custom] of world.customs.entries()) {
    const id = Ids.customPolicyId(customIdOf(at))
    const reach = { type: 'environment', environmentId: 'all' } as const
    const named = { ...dated, id, name: id, description: null, reach, isEnabled: true }
    const record = { ...named, statement: customStatement(custom) }
    yield { noun: 'custom_policy', before: isInForce ? null : record, after: isInForce ? record : null }
  }
}

const environmentId = (number: number) => Ids.environmentId(Own.environmentIdOf(number))

const made = <N extends Change['noun']>(noun: N, after: Extract<Change, { noun: N }>['after']): Change =>
  // The noun and its record are of one kind by the parameters above.
  ({ noun, before: null, after }) as Change

function* holders(world: World): Generator<Change> {
  for (let holder = 0; holder < world.holderCount; holder++) {
    const { type, id } = Own.principalOf(holder)
    const plain = { dedicatedFor: [], isRoot: false, purpose: null, createdBy: null, ownerId: null }
    const names = { ...dated, name: 'Somebody', isEnabled: true }
    if (type === 'group') yield made('group', { ...dated, id, name: id })
    if (type === 'api_key')
      yield made('api_key', { ...names, ...plain, id, environmentId: environmentId(Own.environmentOfKey(holder)) })
    if (type === 'user')
      yield made('user', { ...names, id, email: 'somebody@example.com', isPending: false, hasAllEnvironments: true })
  }
  for (const [holder, groups] of world.groupsOf.entries()) {
    const userId = Ids.userId(Own.principalOf(holder).id)
    for (const group of groups) {
      const groupId = Ids.groupId(Own.principalOf(group).id)
      yield made('membership', { accountId, groupId, userId, createdAt: 0 })
    }
  }
}

function* folders({ folders: tree }: World): Generator<Change> {
  for (let folder = 0; folder < tree.count; folder++) {
    const parent = tree.parents[folder] ?? -1
    yield made('folder', {
      ...dated,
      id: Ids.folderId(Own.folderIdOf(folder)),
      environmentId: environmentId(tree.environments[folder] ?? 0),
      parentId: parent < 0 ? null : Ids.folderId(Own.folderIdOf(parent)),
      name: `folder ${folder}`,
    })
  }
}

function* assignments(world: World): Generator<Change> {
  const { roles } = world.catalogue
  let number = 0
  for (const [holder, own] of world.assignmentsOf.entries()) {
    const principal = Own.principalOf(holder)
    const record = { ...dated, principal, expiresAt: null }
    for (const { role, target } of own) {
      const { id, level } = roles[role] ?? { id: '', level: 'folder' }
      const place = placeOf(world, level, target)
      yield made('assignment', { ...record, id: assignmentId(number++), roleId: Ids.roleId(id), ...place })
    }
    if (principal.type === 'user' && world.groupsOf[holder]?.length !== 0) continue
    const place = placeOf(world, 'account', -1)
    yield made('assignment', { ...record, id: assignmentId(number++), roleId: Ids.roleId(libraryRoleId), ...place })
  }
}

const assignmentId = (number: number) => Ids.assignmentId(Own.idOf('s', number))

/** How many assignments come on top of the world's own: those that open the Media Library. */
export const libraryAssignments = (world: World): number =>
  world.groupsOf.filter((groups, holder) => holder < Own.groupCount || groups.length === 0).length

function placeOf(
  { folders: tree }: World,
  level: WorkloadLevel,
  target: number,
): Pick<AssignmentRecord, 'reach' | 'parameter'> {
  const reach = (environment: number) =>
    ({ type: 'environment', environmentId: environment < 0 ? 'all' : environmentId(environment) }) as const
  if (level === 'folder')
    return {
      reach: reach(tree.environments[target] ?? 0),
      parameter: { type: 'folder', id: Ids.folderId(Own.folderIdOf(target)) },
    }
  if (level === 'collection')
    return {
      reach: reach(Own.environmentOfCollection(target)),
      parameter: { type: 'collection', id: Ids.collectionId(Own.collectionIdOf(target)) },
    }
  return { reach: reach(level === 'account' ? -1 : target), parameter: null }
}

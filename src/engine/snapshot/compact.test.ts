import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemCatalogue } from '../../domain/catalogue/system-catalogue.ts'
import type { Change } from '../../domain/change.ts'
import type { AuthorizationRequest } from '../../domain/decision.ts'
import * as Ids from '../../domain/ids.ts'
import type { ReachScope } from '../../domain/scope.ts'
import { createEngine, type Engine } from '../engine.ts'

const accountId = Ids.accountId('acme')
const dated = { accountId, createdAt: 0, updatedAt: 0 } as const
const environments = [Ids.environmentId('live'), Ids.environmentId('trial'), Ids.environmentId('old')] as const
const [live, trial, old] = environments
const everywhere: ReachScope = { type: 'environment', environmentId: 'all' }
const seed = 4711

/** Numbers that repeat from run to run. */
function numbersFrom(start: number): (end: number) => number {
  let state = start
  return (end) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % end
  }
}

const made = <N extends Change['noun']>(noun: N, after: Extract<Change, { noun: N }>['after']): Change =>
  ({ noun, before: null, after }) as Change

const folderName = (number: number): Ids.FolderId => Ids.folderId(`folder ${number} ünï \ud83d\ude00`)
const userName = (number: number): Ids.UserId => Ids.userId(`user ${number}`)

function* places(): Iterable<Change> {
  const named = { name: 'Acme "quoted"', plan: 'enterprise', assetsAdvanced: true, isActive: true } as const
  yield made('account', { ...named, id: accountId, createdAt: 0, updatedAt: 0 })
  for (const id of environments)
    yield made('environment', { ...dated, id, name: id, cloudName: id, isEnabled: id !== old, customAttributes: null })
  const next = numbersFrom(seed)
  for (let number = 0; number < 60; number++) {
    const parentId =
      number < 4 ? null : folderName(number % 2 === 0 ? next(number >> 1) * 2 : next(number >> 1) * 2 + 1)
    const environmentId = number % 2 === 0 ? live : trial
    yield made('folder', { ...dated, id: folderName(number), environmentId, parentId, name: `n${number}` })
  }
  for (const [number, environmentId] of [live, trial, live].entries()) {
    const id = Ids.collectionId(`collection ${number}`)
    const rest = { description: null, coverAssetId: null, expression: null, createdBy: null }
    yield made('collection', { ...dated, ...rest, id, environmentId, name: id, isDynamic: number === 2 })
  }
}

function* holders(): Iterable<Change> {
  const groupId = Ids.groupId('team')
  yield made('group', { ...dated, id: groupId, name: 'Team' })
  for (let number = 0; number < 20; number++) {
    const id = userName(number)
    const standing = { isEnabled: number !== 3, isPending: number === 4, hasAllEnvironments: number % 3 === 0 }
    yield made('user', { ...dated, ...standing, id, name: id, email: `${number}@example.com` })
    yield made('environment_access', { accountId, userId: id, environmentId: trial, createdAt: 0 })
    if (number % 2 === 0) yield made('membership', { accountId, groupId, userId: id, createdAt: 0 })
  }
  const key = { ...dated, name: 'key', purpose: null, isEnabled: true, createdBy: null, ownerId: null }
  yield made('api_key', { ...key, id: Ids.apiKeyId('123'), environmentId: live, dedicatedFor: [], isRoot: true })
  yield made('account_key', { ...key, id: Ids.accountKeyId('456') })
}

function* authority(): Iterable<Change> {
  const own = systemCatalogue.permissions.filter(({ kind }) => kind === 'folder').slice(0, 3)
  const level = 'environment' as const
  const roleId = Ids.roleId('custom role')
  const permissionIds = own.map(({ id }) => id)
  yield made('role', { ...dated, id: roleId, name: 'Own', description: null, kind: 'folder', level, permissionIds })
  const next = numbersFrom(seed + 1)
  const roles = [...systemCatalogue.roles, { id: roleId, kind: 'folder', level } as const]
  for (let number = 0; number < 400; number++) {
    const role = roles[next(roles.length)]
    if (role === undefined) continue
    const principal = { type: 'user', id: userName(next(20)) } as const
    const reach: ReachScope = role.level === 'account' ? { type: 'account' } : everywhere
    const folder = { type: 'folder', id: folderName(next(60)) } as const
    const collection = { type: 'collection', id: Ids.collectionId(`collection ${next(3)}`) } as const
    const parameter = role.kind === 'global' ? null : role.kind === 'folder' ? folder : collection
    const expiresAt = next(4) === 0 ? 500 + next(1000) : null
    const id = Ids.assignmentId(`assignment ${number}`)
    yield made('assignment', { ...dated, id, principal, roleId: role.id, reach, parameter, expiresAt })
  }
  const statements = [
    'forbid (principal in Cloudinary::Group::"team", action == Cloudinary::Action::"delete", resource);',
    'permit (principal == Cloudinary::User::"user 7", action, resource is Cloudinary::Asset) when { context.mfa };',
    'permit (principal, action, resource);',
  ]
  for (const [number, statement] of statements.entries()) {
    const id = Ids.customPolicyId(`policy ${number}`)
    const rest = { name: id, description: null, reach: everywhere, statement, isEnabled: number !== 2 }
    yield made('custom_policy', { ...dated, ...rest, id })
  }
}

/** What goes leaves a hole in the numbers. */
function* removals(): Iterable<Change> {
  for (const change of [...places()].filter(({ noun }) => noun === 'folder').slice(50, 53)) {
    yield { ...change, before: change.after, after: null } as Change
  }
  for (const change of [...holders()].filter(({ noun }) => noun === 'user').slice(10, 11)) {
    yield { ...change, before: change.after, after: null } as Change
  }
}

function givenEngine(): Engine {
  const engine = createEngine()
  engine.load([...places(), ...holders(), ...authority(), ...removals()], 9)
  return engine
}

function restored(bytes: Uint8Array): Engine {
  const engine = createEngine()
  engine.restore(bytes)
  return engine
}

function randomRequest(next: (end: number) => number): AuthorizationRequest {
  const within = next(8) === 0 ? null : folderName(next(60))
  const asset = {
    type: 'Asset',
    id: 'a',
    within,
    attributes: { resource_type: 'image', public: next(2) === 0 },
  } as const
  const resources: readonly AuthorizationRequest['resource'][] = [
    asset,
    asset,
    { type: 'Folder', id: folderName(next(60)) },
    { type: 'Collection', id: `collection ${next(4)}` },
    { type: 'User', id: userName(next(20)) },
    { type: 'CustomPolicy', id: `policy ${next(4)}` },
  ]
  const actions = ['read', 'update', 'delete', 'create', 'move', 'download', 'share']
  const environmentId = environments[next(3)] ?? live
  return {
    principal: { type: 'user', id: userName(next(21)) },
    action: actions[next(actions.length)] ?? 'read',
    resource: resources[next(resources.length)] ?? asset,
    scope: next(10) === 0 ? { type: 'account' } : { type: 'environment', environmentId },
    context: { mfa: next(2) === 0 },
    at: next(1600),
  }
}

test('an engine restored from its compact form explains every question as the one it was saved from', () => {
  const engine = givenEngine()
  const again = restored(engine.save())
  const next = numbersFrom(seed + 2)
  let allowed = 0
  for (let number = 0; number < 5000; number++) {
    const request = randomRequest(next)
    const expected = engine.explain(request)
    assert.deepEqual(again.explain(request), expected, `seed ${seed}, question ${number}`)
    assert.deepEqual(again.decide(request).outcome, expected.decision.outcome)
    if (expected.decision.outcome === 'allow') allowed++
  }
  assert.ok(allowed > 250, `only ${allowed} of the questions were allowed`)
  assert.equal(again.revision, 9)
})

test('a restored engine follows the change log from where the other stood', () => {
  const next = numbersFrom(seed + 3)
  const changes = [...removals()].map((change) => ({ ...change, before: null, after: change.before }) as Change)
  const entry = { accountId, revision: 10, at: 0, by: { type: 'operator', id: 'o' } as const, changes }
  const both = [givenEngine(), restored(givenEngine().save())] as const
  for (const engine of both) engine.apply({ ...entry, operation: 'test', requestId: null })
  for (let number = 0; number < 2000; number++) {
    const request = randomRequest(next)
    assert.deepEqual(both[1].explain(request), both[0].explain(request), `seed ${seed}, question ${number}`)
  }
})

test('what is saved of a restored engine is what it was restored from', () => {
  const bytes = givenEngine().save()
  assert.deepEqual(restored(bytes).save(), bytes)
})

test('a compact form is read wherever it lies in memory', () => {
  const bytes = givenEngine().save()
  const shifted = new Uint8Array(bytes.length + 1)
  shifted.set(bytes, 1)
  assert.equal(restored(shifted.subarray(1)).revision, 9)
})

test('a compact form with any one byte changed, cut off or added is refused', () => {
  const bytes = givenEngine().save()
  const next = numbersFrom(seed + 4)
  const positions = [...Array(20).keys(), ...Array.from({ length: 300 }, () => next(bytes.length)), bytes.length - 1]
  for (const position of positions) {
    const damaged = bytes.slice()
    damaged[position] = (damaged[position] ?? 0) ^ (1 << next(8))
    assert.throws(() => restored(damaged), RangeError, `byte ${position}`)
  }
  for (const length of [0, 3, 20, bytes.length - 4, bytes.length - 1]) {
    assert.throws(() => restored(bytes.slice(0, length)), RangeError, `cut off at ${length}`)
  }
  assert.throws(() => restored(Uint8Array.of(...bytes, 0, 0, 0, 0)), RangeError)
})

test('a compact form of another version is refused by its version', () => {
  const bytes = givenEngine().save()
  bytes[4] = 2
  assert.throws(() => restored(bytes), { name: 'RangeError', message: 'a snapshot of version 2, not 1' })
})

test('an engine that knows something already is not restored into', () => {
  const engine = givenEngine()
  assert.throws(() => engine.restore(engine.save()), { message: 'the snapshot knows something already' })
})

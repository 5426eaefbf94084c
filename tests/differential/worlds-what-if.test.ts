// What a change of a role would do, asked of one engine, against two that were built apart: one before, one after.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Catalogue } from '../../src/domain/catalogue.ts'
import { namedByRules } from '../../src/domain/catalogue/system-catalogue.ts'
import type { PermissionId } from '../../src/domain/ids.ts'
import { principal, principalTypes, type Principal } from '../../src/domain/principal.ts'
import type { AssignmentRecord, RoleRecord } from '../../src/domain/records.ts'
import { withChanges } from '../../src/engine/answers/what-if.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { Random } from './language-random.ts'
import { catalogues } from './worlds-catalogue.ts'
import { makeWorld, type TriedWorld } from './worlds-engine.ts'
import type { Model } from './worlds-model.ts'
import * as given from './worlds-records.ts'

const seed = 20261122
const worldCount = 60
const at = 100

const counts = { changes: 0, principals: 0, effects: 0, gained: 0, lost: 0, elsewhere: 0 }

test('what a changed role would do is what two engines, before and after, differ in', (context) => {
  for (const { world, stand, random } of worlds()) {
    for (const role of world.model.all('role')) compareRole(world, stand, role, random)
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.ok(counts.gained > 500 && counts.lost > 50 && counts.elsewhere > 5)
})

test('what changed assignments would do is what two engines, before and after, differ in', (context) => {
  const start = { ...counts }
  for (const { world, stand, random } of worlds()) {
    // A Master Admin holds everything, which is told of the account alone.
    const all = world.model.all('assignment').filter(({ roleId }) => roleId !== namedByRules.accountMasterAdmin)
    for (let round = 0; round < 4; round++) {
      // Those of the first half are taken away; of the others, some have come to stand since.
      const chosen = all.filter(() => random.chance(0.1))
      const [remove, given] = [chosen.filter((_, nth) => nth % 2 === 0), chosen.filter((_, nth) => nth % 2 === 1)]
      compareAssignments(world, stand, { remove, given })
    }
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.ok(counts.gained - start.gained > 50 && counts.lost - start.lost > 50)
})

test('roles are what they were after a question, whatever became of it', () => {
  const { engine, model } = makeWorld(new Random(seed), catalogues[0]!, 300, openDoors)
  const saved = engine.save()
  const changes = model.all('role').map(({ id }) => ({ roleId: id, permissionIds: [] }))
  assert.equal(changes.length > 1, true)
  assert.throws(
    () =>
      withChanges(engine.snapshot, changes, () => {
        assert.notDeepEqual(engine.save(), saved)
        throw new Error('the question failed')
      }),
    { message: 'the question failed' },
  )
  assert.deepEqual(engine.save(), saved)
})

/** Random worlds, each with an engine that stands as it does before any change. */
function* worlds() {
  for (let number = 0; number < worldCount; number++) {
    const random = new Random(seed + number)
    const catalogue = catalogues[number % catalogues.length]!
    const world = makeWorld(random, catalogue, 300, openDoors)
    const before = createEngine(catalogue)
    before.load(world.model.asLoaded(), 0)
    yield { world, stand: { catalogue, before }, random }
  }
}

function openDoors(model: Model): void {
  for (const { id } of model.all('environment')) model.put('environment', given.environment(id))
  model.put('account', given.account())
}

function compareRole(
  { model, engine }: TriedWorld,
  { catalogue, before }: { readonly catalogue: Catalogue; readonly before: Engine },
  role: RoleRecord,
  random: Random,
): void {
  const fitting = catalogue.permissions.filter(({ kind, level }) => kind === role.kind && level === role.level)
  const permissionIds = fitting.filter(() => random.chance(0.4)).map(({ id }) => id)
  const principals = principalTypes.flatMap((type) => model.all(type).map(({ id }) => principal(type, id)))
  const found = engine.findEffects({ roleId: role.id, permissionIds }, { principals, at })
  const after = createEngine(catalogue)
  after.load(changedIn(model, { ...role, permissionIds }), 0)
  counts.changes++
  for (const [position, one] of principals.entries()) {
    counts.principals++
    const effects = new Map((found[position] ?? []).map(({ place, ...rest }) => [JSON.stringify(place), sorted(rest)]))
    const expected = effectsOf(model, one, { before, after }, { ...role, permissionIds })
    assert.deepEqual(effects, expected, JSON.stringify({ one, role, permissionIds }))
  }
}

/** `given` are those that the engine doesn't know yet; so the engine that is asked is one without them. */
function compareAssignments(
  { model }: TriedWorld,
  { catalogue }: { readonly catalogue: Catalogue; readonly before: Engine },
  { remove, given: add }: Readonly<Record<'remove' | 'given', readonly AssignmentRecord[]>>,
): void {
  const without = (some: readonly AssignmentRecord[]) => {
    const engine = createEngine(catalogue)
    const isLeft = ({ id }: AssignmentRecord) => !some.some((one) => one.id === id)
    engine.load(
      model
        .asLoaded()
        .filter((change) => change.noun !== 'assignment' || change.after === null || isLeft(change.after)),
      0,
    )
    return engine
  }
  const [before, after] = [without(add), without(remove)]
  const principals = principalTypes.flatMap((type) => model.all(type).map(({ id }) => principal(type, id)))
  const found = before.findEffects({ add, remove }, { principals, at })
  const changed = [...add, ...remove]
  const isAboutLibrary = changed.some(({ roleId, parameter }) => {
    const { roles } = before.snapshot
    return parameter === null && before.opensLibrary(roles.permissionIds(roles.number(roleId)))
  })
  counts.changes++
  for (const [position, one] of principals.entries()) {
    counts.principals++
    const effects = new Map((found[position] ?? []).map(({ place, ...rest }) => [JSON.stringify(place), sorted(rest)]))
    const isChanged = ({ id }: AssignmentRecord) => changed.some((assigned) => assigned.id === id)
    const expected = differencesOf(model, one, { before, after }, isChanged, isAboutLibrary)
    assert.deepEqual(effects, expected, JSON.stringify({ one, add, remove }))
  }
}

function changedIn(model: Model, role: RoleRecord) {
  return model
    .asLoaded()
    .map((change) => (change.noun === 'role' && change.after?.id === role.id ? { ...change, after: role } : change))
}

interface Difference {
  readonly gained: readonly PermissionId[]
  readonly lost: readonly PermissionId[]
}

const sorted = ({ gained, lost }: Difference): Difference => ({ gained: gained.toSorted(), lost: lost.toSorted() })

/** What differs between two engines of which one has a role otherwise. */
function effectsOf(
  model: Model,
  one: Principal,
  engines: Readonly<Record<'before' | 'after', Engine>>,
  role: RoleRecord,
): ReadonlyMap<string, Difference> {
  const { before, after } = engines
  const changed = [before, after].map(({ snapshot: { roles } }) => roles.permissionIds(roles.number(role.id)))
  const isAboutLibrary = before.opensLibrary(changed.flat().filter((id) => !changed.every((ids) => ids.includes(id))))
  return differencesOf(model, one, engines, ({ roleId }) => roleId === role.id, isAboutLibrary)
}

/** Every place where the principal has any role at all, with all permissions of the roles there. */
function differencesOf(
  model: Model,
  one: Principal,
  { before, after }: Readonly<Record<'before' | 'after', Engine>>,
  isChanged: (assigned: AssignmentRecord) => boolean,
  isAboutLibrary: boolean,
): ReadonlyMap<string, Difference> {
  const places = new Map<string, { readonly ids: Set<PermissionId>; isOfRole: boolean }>()
  for (const assigned of assignmentsOf(model, one)) {
    // Nor does a role of another kind or level than its place.
    const { kind, level } = before.snapshot.roles.find(assigned.roleId) ?? {}
    if (kind !== (assigned.parameter?.type ?? 'global') || level !== assigned.reach.type) continue
    for (const place of placesOf(model, assigned)) {
      const key = JSON.stringify(place)
      const known = places.get(key) ?? { ids: new Set<PermissionId>(), isOfRole: false }
      for (const engine of [before, after]) {
        const { roles } = engine.snapshot
        for (const id of roles.permissionIds(roles.number(assigned.roleId))) known.ids.add(id)
      }
      places.set(key, { ...known, isOfRole: known.isOfRole || isChanged(assigned) })
    }
  }
  const effects = new Map<string, Difference>()
  for (const [key, { ids, isOfRole }] of places) {
    const place = JSON.parse(key) as ReturnType<typeof placesOf>[number]
    const heldIn = (engine: Engine): ReadonlySet<PermissionId | null> => {
      const lacks = engine.findLacks(one, [{ type: 'permissions', permissionIds: [...ids], ...place }], at)
      return new Set([...ids].filter((id) => !lacks.some(({ permissionId }) => permissionId === id)))
    }
    const [had, has] = [heldIn(before), heldIn(after)]
    const gained = [...ids].filter((id) => !had.has(id) && has.has(id))
    const lost = [...ids].filter((id) => had.has(id) && !has.has(id))
    // A new global permission may cover what a role on a folder says: that is told where the permission is gained.
    if (gained.length + lost.length === 0 || (!isOfRole && !isAboutLibrary)) continue
    counts.effects++
    counts.gained += gained.length
    counts.lost += lost.length
    if (!isOfRole) counts.elsewhere++
    effects.set(key, sorted({ gained, lost }))
  }
  return effects
}

function assignmentsOf(model: Model, one: Principal): readonly AssignmentRecord[] {
  const groups = model.all('membership').filter(({ userId }) => one.type === 'user' && userId === one.id)
  const holders = [one, ...groups.map(({ groupId }) => principal('group', groupId))]
  return model
    .all('assignment')
    .filter(
      ({ principal: of, expiresAt }) =>
        holders.some(({ type, id }) => of.type === type && of.id === id) && (expiresAt === null || at < expiresAt),
    )
}

function placesOf(
  model: Model,
  { reach, parameter }: AssignmentRecord,
): readonly Pick<AssignmentRecord, 'reach' | 'parameter'>[] {
  if (parameter !== null) {
    const records = parameter.type === 'folder' ? model.all('folder') : model.all('collection')
    const own = records.find(({ id }) => id === parameter.id)?.environmentId
    // A role on a folder that was given for another environment is kept, and does nothing.
    const isAsleep = own === undefined || (reach.type === 'environment' && !['all', own].includes(reach.environmentId))
    return isAsleep ? [] : [{ reach: { type: 'environment', environmentId: own }, parameter }]
  }
  if (reach.type === 'account') return [{ reach, parameter }]
  const all = reach.environmentId === 'all' ? model.all('environment').map(({ id }) => id) : [reach.environmentId]
  return all.map((environmentId) => ({ reach: { type: 'environment', environmentId }, parameter }))
}

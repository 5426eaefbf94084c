// What a deny suggests: it helps, the smallest first; and where nothing is suggested, nothing would help.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Catalogue } from '../../src/domain/catalogue.ts'
import type { AuthorizationRequest } from '../../src/domain/decision.ts'
import { principal, type Principal } from '../../src/domain/principal.ts'
import type { Parameter, Role } from '../../src/domain/role.ts'
import type { Remedies } from '../../src/engine/answers/remedies.ts'
import { Random } from './language-random.ts'
import { catalogues } from './worlds-catalogue.ts'
import { makeWorld, type TriedWorld } from './worlds-engine.ts'
import { everyQuestion } from './worlds-everything.ts'
import { changeOf } from './worlds-model.ts'
import * as given from './worlds-records.ts'

const seed = 20260822
const deniesWanted = 15_000
const at = 100
const libraryRole = 'cld::role::prodenv::ml_user'

const counts = { denies: 0, rolesTried: 0, withLibrary: 0, hopeless: 0, atGates: 0 }

test('a suggested role turns the deny into an allow, and without a suggestion no role would', (context) => {
  for (let number = 0; counts.denies < deniesWanted; number++) {
    const random = new Random(seed + number)
    const catalogue = catalogues[number % catalogues.length]!
    const world = makeWorld(random, catalogue, 250, (model) => model.put('account', given.account()))
    const questions = everyQuestion(world.model, at)
    for (let time = 0; time < 60; time++) {
      const asking = random.pick([...world.model.all('user').map(({ id }) => principal('user', id)), nobody])
      tryDeny(world, catalogue, { ...random.pick(questions), principal: asking }, seed + number)
    }
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  for (const count of Object.values(counts)) assert.ok(count > deniesWanted / 100)
})

const nobody = principal('user', 'nobody')

function tryDeny(world: TriedWorld, catalogue: Catalogue, request: AuthorizationRequest, number: number): void {
  const { engine } = world
  const told = (what: unknown): string => JSON.stringify({ world: number, request, what })
  const decision = engine.decide(request)
  const remedies = engine.findRemedies(request)
  if (decision.outcome === 'allow') return assert.deepEqual(remedies, none)
  counts.denies++
  const sizes = remedies.roles.map(({ size }) => size)
  assert.deepEqual(
    sizes,
    [...sizes].sort((one, other) => one - other),
    told('order'),
  )
  if (decision.gates.some(({ gate, isPassed }) => !isPassed && gate !== 'library_access')) {
    counts.atGates++
    return assert.deepEqual(remedies, none, told('a gate is no matter of permissions'))
  }
  if (remedies.roles.length === 0) return requireHopeless(world, catalogue, request, told)
  for (const { roleId, parameter } of remedies.roles) {
    counts.rolesTried++
    const needsLibrary = remedies.needsLibraryAccess && parameter !== null
    if (needsLibrary) counts.withLibrary++
    const helps = isAllowedWith(world, request, roleId, parameter, needsLibrary)
    assert.ok(helps, told({ roleId, parameter, needsLibrary }))
    if (needsLibrary) assert.ok(!isAllowedWith(world, request, roleId, parameter, false), told('needless library'))
  }
}

const none: Remedies = { permissionIds: [], roles: [], needsLibraryAccess: false }

function requireHopeless(
  world: TriedWorld,
  catalogue: Catalogue,
  request: AuthorizationRequest,
  told: (what: unknown) => string,
): void {
  counts.hopeless++
  for (const role of catalogue.roles) {
    for (const parameter of parametersFor(role, request)) {
      const helps = isAllowedWith(world, request, role.id, parameter, true)
      assert.ok(!helps, told({ helps: role.id, parameter }))
    }
  }
}

/** Where a role could be given so that it reaches the resource: on its own folder, or itself. */
function parametersFor({ kind }: Role, { resource }: AuthorizationRequest): readonly (Parameter | null)[] {
  if (kind === 'global') return [null]
  const id = 'within' in resource ? resource.within : resource.id
  return id === null ? [] : [{ type: kind, id } as Parameter]
}

function isAllowedWith(
  { engine, during }: TriedWorld,
  request: AuthorizationRequest,
  roleId: string,
  parameter: Parameter | null,
  withLibrary: boolean,
): boolean {
  const { scope } = request
  const where = { reach: given.reach(scope.type === 'account' ? 'account' : scope.environmentId), expiresAt: null }
  const give = (id: string, holder: Principal, role: string, on: Parameter | null) =>
    changeOf('assignment', null, given.assignment(id, holder, role, { ...where, parameter: on }))
  const changes = [
    give('remedy', request.principal, roleId, parameter),
    ...(withLibrary ? [give('library', request.principal, libraryRole, null)] : []),
  ]
  return during(changes, () => engine.decide(request).outcome === 'allow')
}

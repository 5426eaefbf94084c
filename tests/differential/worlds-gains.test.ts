// The escalation rule as a property: nobody comes to be allowed what the giver isn't allowed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Catalogue } from '../../src/domain/catalogue.ts'
import { accountKeyId, userId } from '../../src/domain/ids.ts'
import { principal, principalTypes, type Principal } from '../../src/domain/principal.ts'
import type { AssignmentRecord } from '../../src/domain/records.ts'
import type { Gain } from '../../src/engine/answers/gains.ts'
import { isAccountMasterAdmin } from '../../src/engine/answers/holdings.ts'
import { Random } from './language-random.ts'
import { catalogues } from './worlds-catalogue.ts'
import { makeWorld, type TriedWorld } from './worlds-engine.ts'
import { everyQuestion } from './worlds-everything.ts'
import { changeOf, type Model } from './worlds-model.ts'
import { writeCustomPolicy } from './worlds-policies.ts'
import * as given from './worlds-records.ts'

const seed = 20260822
const gainsWanted = 12_000
const at = 100

/** Newcomers hold nothing but the way into the Media Library, so that nothing they have was only asleep. */
const newUser: Principal = { type: 'user', id: userId('u9') }
const newKey: Principal = { type: 'account_key', id: accountKeyId('m9') }
const library = { reach: given.reach('all'), parameter: null, expiresAt: null }

const counts = { gains: 0, given: 0, newlyAllowed: 0 }

test('whoever lacks nothing of what it gives is allowed all that anyone gains by it', (context) => {
  for (let number = 0; counts.gains < gainsWanted; number++) {
    const random = new Random(seed + number)
    const catalogue = catalogues[number % catalogues.length]!
    const world = makeWorld(random, catalogue, 300, welcome)
    for (let time = 0; time < 40; time++) tryGain(world, catalogue, random, seed + number)
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.ok(counts.given > gainsWanted / 20 && counts.newlyAllowed > counts.given)
})

function welcome(model: Model): void {
  model.put('user', given.user(newUser.id, { hasAllEnvironments: true }))
  model.put('account_key', given.accountKey(newKey.id))
  for (const { id } of model.all('environment')) model.put('environment', given.environment(id))
  model.put('account', given.account())
  for (const one of [newUser, newKey]) {
    model.put('assignment', given.assignment(`library ${one.id}`, one, 'cld::role::prodenv::ml_user', library))
  }
}

function tryGain({ model, engine, during }: TriedWorld, catalogue: Catalogue, random: Random, world: number): void {
  const giver = anyGiver(model, random)
  if (giver === undefined || isAccountMasterAdmin(engine.snapshot, giver, at)) return
  const { gain, changes, what } = random.chance(0.75) ? anyRole(model, catalogue, giver, random) : anyPolicy(random)
  counts.gains++
  if (engine.findLacks(giver, [gain], at).length > 0) return
  counts.given++
  const questions = everyQuestion(model, at)
  for (const receiver of [newUser, newKey]) {
    const allowed = during(changes(receiver), () =>
      questions.filter((question) => engine.decide({ ...question, principal: receiver }).outcome === 'allow'),
    )
    for (const question of allowed) {
      if (engine.decide({ ...question, principal: receiver }).outcome === 'allow') continue
      counts.newlyAllowed++
      const { outcome } = engine.decide({ ...question, principal: giver })
      const told = (): string => JSON.stringify({ world, giver, what, receiver, question })
      if (outcome === 'deny') assert.fail(`given without being held: ${told()}`)
    }
  }
}

function anyGiver(model: Model, random: Random): Principal | undefined {
  const type = random.pick([...principalTypes, 'user', 'account_key'] as const)
  const records = model.all(type).filter(({ id }) => id !== newUser.id && id !== newKey.id)
  return records.length === 0 ? undefined : principal(type, random.pick(records).id)
}

interface TriedGain {
  readonly gain: Gain
  readonly what: unknown
  readonly changes: (receiver: Principal) => Parameters<TriedWorld['during']>[0]
}

/** A role of the giver's own as often as not, where it has it or at a place nearby. */
function anyRole(model: Model, catalogue: Catalogue, giver: Principal, random: Random): TriedGain {
  const assigned = model.all('assignment')
  const own = assigned.filter((one) => one.principal.id === giver.id)
  const roles = [...catalogue.roles, ...model.all('role')]
  const like = random.pick(own.length > 0 && random.chance(0.8) ? own : assigned)
  const roleId = random.chance(0.7) ? like.roleId : random.pick(roles).id
  const role = roles.find(({ id }) => id === roleId)!
  const where = random.chance(0.5) ? like : nearby(model, like, random)
  const { reach, parameter } = { ...where, parameter: role.kind === where.parameter?.type ? where.parameter : null }
  const { permissionIds } = role
  return {
    gain: { type: 'permissions', permissionIds, reach, parameter },
    what: { role: role.id, reach, parameter },
    changes: (receiver) => {
      const assignment = given.assignment('gain', receiver, role.id, { reach, parameter, expiresAt: null })
      return [changeOf('assignment', null, assignment)]
    },
  }
}

/** Another reach, or another folder. */
function nearby(model: Model, like: AssignmentRecord, random: Random): Pick<AssignmentRecord, 'reach' | 'parameter'> {
  const places = ['account', 'all', ...model.all('environment').map(({ id }) => id)]
  const reach = random.chance(0.5) ? like.reach : given.reach(random.pick(places))
  const folders = model.all('folder')
  if (like.parameter?.type !== 'folder' || folders.length === 0) return { reach, parameter: like.parameter }
  const beneath = folders.filter(({ parentId }) => parentId === like.parameter?.id)
  const { id } = random.pick(beneath.length > 0 && random.chance(0.6) ? beneath : folders)
  return { reach, parameter: { type: 'folder', id } }
}

function anyPolicy(random: Random): TriedGain {
  const text = writeCustomPolicy(random).replace(/^forbid/, 'permit')
  const statement = text
    .replaceAll(/User::"u\d"/g, (name) => (random.chance(0.7) ? 'User::"u9"' : name))
    .replaceAll(/ProvisioningKey::"m\d"/g, 'ProvisioningKey::"m9"')
  const reach = given.reach(random.pick(['account', 'all', 'e0', 'e1']))
  const policy = given.policy('gain', reach, statement)
  return {
    gain: { type: 'policy', policy },
    what: { reach, statement },
    changes: () => [changeOf('custom_policy', null, policy)],
  }
}

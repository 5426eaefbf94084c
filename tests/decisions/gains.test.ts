// The escalation rule in sentences: who may give what, where.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { principal, type Principal } from '../../src/domain/principal.ts'
import type { Gain } from '../../src/engine/answers/gains.ts'
import { createEngine } from '../../src/engine/engine.ts'
import { catalogues } from '../differential/worlds-catalogue.ts'
import { Model } from '../differential/worlds-model.ts'
import * as given from '../differential/worlds-records.ts'
import { assign, readWorld, type WorldText } from './read-world.ts'

const at = 100
const user = (id: string): Principal => principal('user', id)

const places: WorldText = {
  account: { active: true },
  environments: { demo: {}, staging: {} },
  folders: { demo: ['brand', 'brand/logos', 'campaigns'], staging: ['drafts'] },
  collections: { demo: { picks: 'manual', saved: 'dynamic' } },
  groups: { library: { roles: ['E::ml_user in all'] }, editors: { roles: ['F::editor on brand'] } },
}

/** Says what a principal lacks of a role, written as in the case files, in short: actions on types. */
function lacks(world: WorldText, giver: Principal, role: string): readonly string[] {
  const model = new Model()
  readWorld(places, model)
  readWorld(world, model)
  const engine = createEngine(catalogues[1])
  engine.load(model.asLoaded(), 0)
  const { after } = assign(model, user('receiver'), role)
  if (after === null || !('roleId' in after)) throw new Error(`not an assignment: ${role}`)
  const { roleId, reach, parameter } = after
  const permissionIds = (engine.snapshot.roles.find(roleId) ?? assert.fail(role)).permissionIds
  return summaryOf(engine.findLacks(giver, [{ type: 'permissions', permissionIds, reach, parameter }], at))
}

/** As {@link lacks}, of a policy. */
function lacksOfPolicy(world: WorldText, giver: Principal, reach: string, statement: string): readonly string[] {
  const model = new Model()
  readWorld(places, model)
  readWorld(world, model)
  const engine = createEngine()
  engine.load(model.asLoaded(), 0)
  const gain: Gain = { type: 'policy', policy: given.policy('new', given.reach(reach), statement) }
  return summaryOf(engine.findLacks(giver, [gain], at))
}

const summaryOf = (found: readonly { readonly actions: readonly string[]; readonly on: string | null }[]) => [
  ...new Set(found.flatMap(({ actions, on }) => actions.map((action) => `${action} ${on ?? 'anything'}`))),
]

const maya = (...roles: readonly string[]): WorldText => ({
  users: { maya: { enters: ['demo'], groups: ['library'], roles } },
})

describe('folders', () => {
  test('a folder manager may give viewer there and beneath, not beside and not above', () => {
    const manager = maya('F::manager on logos')
    assert.deepEqual(lacks(manager, user('maya'), 'F::viewer on logos'), [])
    assert.deepEqual(lacks(maya('F::manager on brand'), user('maya'), 'F::viewer on logos'), [])
    const lacking = ['read Folder', 'read Asset', 'download Asset']
    assert.deepEqual(lacks(manager, user('maya'), 'F::viewer on brand'), lacking)
    assert.deepEqual(lacks(manager, user('maya'), 'F::viewer on campaigns'), lacking)
    assert.deepEqual(lacks(manager, user('maya'), 'F::viewer on drafts'), lacking)
  })

  test('what is missing of a larger role is named, and no more', () => {
    assert.deepEqual(lacks(maya('F::contributor on brand'), user('maya'), 'F::editor on brand'), [
      ...['update Asset', 'update_metadata Asset', 'update Folder', 'move Asset'],
    ])
    assert.deepEqual(lacks(maya('F::manager on brand'), user('maya'), 'F::distributor on brand'), [
      ...['manage_public_links Folder', 'manage_public_links Asset'],
    ])
  })

  test('a permission with a condition is held as such, or by what permits without one, and gives nothing wider', () => {
    assert.deepEqual(lacks(maya('F::viewer on brand'), user('maya'), 'F::viewer on brand'), [])
    assert.deepEqual(lacks(maya('E::ml_admin in demo'), user('maya'), 'F::viewer on brand'), [])
    assert.deepEqual(
      lacks(maya('F::viewer on brand'), user('maya'), 'F::manager on brand').includes('download Asset'),
      true,
    )
  })

  test('roles of groups are held too', () => {
    const world: WorldText = { users: { maya: { enters: ['demo'], groups: ['library', 'editors'] } } }
    assert.deepEqual(lacks(world, user('maya'), 'F::editor on logos'), [])
  })

  test('content roles are held only by who may enter the library', () => {
    const world: WorldText = { users: { maya: { enters: ['demo'], roles: ['F::manager on brand'] } } }
    assert.notDeepEqual(lacks(world, user('maya'), 'F::viewer on brand'), [])
    const shut = { shut: { in: 'demo', says: 'forbid(principal == Cloudinary::User::"maya", action, resource);' } }
    assert.notDeepEqual(
      lacks({ ...maya('F::manager on brand'), policies: shut }, user('maya'), 'F::viewer on brand'),
      [],
    )
  })

  test('a folder lies in one environment, whatever its role is given for', () => {
    const world: WorldText = {
      users: { maya: { enters: ['staging'], groups: ['library'], roles: ['E::ml_admin in all'] } },
    }
    assert.deepEqual(lacks(world, user('maya'), 'F::viewer in staging on drafts'), [])
    assert.deepEqual(lacks(world, user('maya'), 'F::viewer in all on drafts'), [])
    assert.notDeepEqual(lacks(world, user('maya'), 'F::viewer in staging on brand'), [])
    assert.notDeepEqual(lacks(world, user('maya'), 'F::viewer in all on brand'), [])
  })
})

describe('environments and the account', () => {
  test('what counts in all environments may be given by who holds it in all and may enter all', () => {
    const holder = (enters: 'all' | readonly string[], role: string): WorldText => ({
      users: { maya: { enters, roles: [role] } },
    })
    assert.deepEqual(lacks(holder('all', 'E::reports in all'), user('maya'), 'E::reports in all'), [])
    assert.deepEqual(lacks(holder('all', 'E::reports in all'), user('maya'), 'E::reports in demo'), [])
    assert.notDeepEqual(lacks(holder('all', 'E::reports in demo'), user('maya'), 'E::reports in all'), [])
    assert.notDeepEqual(lacks(holder(['demo'], 'E::reports in all'), user('maya'), 'E::reports in all'), [])
    assert.notDeepEqual(lacks(holder(['demo'], 'E::reports in all'), user('maya'), 'E::reports in staging'), [])
    assert.deepEqual(lacks(holder(['demo'], 'E::reports in all'), user('maya'), 'E::reports in demo'), [])
  })

  test('an API key holds nothing outside its environment', () => {
    const world: WorldText = { api_keys: { key: { of: 'demo', roles: ['E::master_admin in all'] } } }
    const key = principal('api_key', 'key')
    assert.deepEqual(lacks(world, key, 'E::reports in demo'), [])
    assert.notDeepEqual(lacks(world, key, 'E::reports in staging'), [])
    assert.notDeepEqual(lacks(world, key, 'E::reports in all'), [])
  })

  test("the account's Master Admin may give everything; an account's Admin only what it holds", () => {
    const world: WorldText = {
      users: { ada: { roles: ['A::master_admin'] }, adam: { enters: 'all', roles: ['A::admin'] } },
    }
    for (const { id, level, kind } of systemCatalogue.roles.filter((role) => role.kind === 'global')) {
      const role = `${id}${level === 'account' ? '' : ' in all'}`
      assert.deepEqual(lacks(world, user('ada'), role), [], kind)
    }
    assert.deepEqual(lacks(world, user('adam'), 'A::reports'), [])
    assert.notDeepEqual(lacks(world, user('adam'), 'A::master_admin'), [])
    assert.notDeepEqual(lacks(world, user('adam'), 'E::ml_user in demo'), [])
  })

  test("an environment's Master Admin may give every role there that the catalogue lets it hold", () => {
    const world: WorldText = { users: { mona: { enters: ['demo'], roles: ['E::master_admin in demo'] } } }
    const placesOf = { global: ['in demo'], folder: ['on brand', 'on logos'], collection: ['on picks', 'on saved'] }
    const lacking = systemCatalogue.roles
      .filter(({ level }) => level === 'environment')
      .flatMap(({ id, kind }) => placesOf[kind].map((place) => `${id} ${place}`))
      .filter((role) => lacks(world, user('mona'), role).length > 0)
    // No global permission covers what is in a dynamic collection: it fills itself.
    assert.deepEqual(lacking, [
      'cld::role::collection::collaborator on saved',
      'cld::role::collection::manager on saved',
    ])
  })
})

describe('collections', () => {
  test('conditions on one collection count as what they come to there', () => {
    const world: WorldText = {
      roles: {
        'hand-picked': {
          kind: 'global',
          permissions: ['G::ml::access', 'G::collections::view', 'G::collections::manage'],
        },
      },
      users: { maya: { enters: ['demo'], roles: ['hand-picked in demo'] } },
    }
    assert.deepEqual(lacks(world, user('maya'), 'C::manager on picks'), [])
    assert.deepEqual(lacks(world, user('maya'), 'C::viewer on saved'), ['read Collection'])
    assert.deepEqual(lacks(maya('C::manager on picks'), user('maya'), 'C::collaborator on picks'), [])
    assert.notDeepEqual(lacks(maya('C::manager on picks'), user('maya'), 'C::viewer on saved'), [])
  })

  test('conditions on more than the collection itself stay open', () => {
    const byDay = maya('role::odd::collections_by_day in demo')
    assert.deepEqual(lacks(byDay, user('maya'), 'C::viewer on picks'), ['read Collection'])
  })
})

describe('time and state', () => {
  test('an assignment that has ended is not held, at exactly its instant', () => {
    assert.deepEqual(lacks(maya('E::reports in demo until 101'), user('maya'), 'E::reports in demo'), [])
    assert.notDeepEqual(lacks(maya('E::reports in demo until 100'), user('maya'), 'E::reports in demo'), [])
  })

  test('who is disabled, pending or unknown, or in an inactive account, holds nothing', () => {
    const entry = { enters: 'all', roles: ['E::reports in demo', 'A::master_admin'] } as const
    for (const world of [
      { users: { maya: { ...entry, enabled: false } } },
      { users: { maya: { ...entry, pending: true } } },
      { users: { maya: entry }, account: { active: false } },
      {},
    ]) {
      assert.notDeepEqual(lacks(world, user('maya'), 'E::reports in demo'), [])
    }
  })
})

describe('custom policies', () => {
  const mila: WorldText = { users: { mila: { enters: 'all', roles: ['E::ml_admin in demo'] } } }

  test('what may be forbidden to the giver and not to others is not held', () => {
    const forbid = (who: string): WorldText => ({
      ...mila,
      policies: {
        no: { in: 'all', says: `forbid(${who}, action, resource is Cloudinary::Folder) when { context has night };` },
      },
    })
    const lacking = ['read Folder']
    assert.deepEqual(
      lacks(forbid('principal == Cloudinary::User::"mila"'), user('mila'), 'F::viewer on brand'),
      lacking,
    )
    assert.deepEqual(lacks(forbid('principal is Cloudinary::User'), user('mila'), 'F::viewer on brand'), lacking)
    assert.deepEqual(lacks(forbid('principal'), user('mila'), 'F::viewer on brand'), [])
    assert.deepEqual(lacks(forbid('principal == Cloudinary::User::"max"'), user('mila'), 'F::viewer on brand'), [])
  })

  test('a permit may be made by who holds all that it speaks of, there', () => {
    const statement = (what: string, when = '') => `permit(principal, ${what})${when};`
    const read = 'action == Cloudinary::Action::"read", resource is Cloudinary::Asset'
    assert.deepEqual(lacksOfPolicy(mila, user('mila'), 'demo', statement(read)), [])
    assert.deepEqual(lacksOfPolicy(mila, user('mila'), 'staging', statement(read)), ['read Asset'])
    assert.deepEqual(lacksOfPolicy(mila, user('mila'), 'all', statement(read)), ['read Asset'])
    const all = lacksOfPolicy(mila, user('mila'), 'demo', statement('action, resource'))
    assert.ok(all.includes('read anything'))
    const inBrand = ' when { resource.ancestor_ids.contains("brand") }'
    const editor = maya('F::editor on brand')
    assert.deepEqual(lacksOfPolicy(editor, user('maya'), 'demo', statement(read, inBrand)), [])
    assert.deepEqual(lacksOfPolicy(editor, user('maya'), 'demo', statement(read)), ['read Asset'])
    const orElse = ' when { resource.ancestor_ids.contains("brand") || resource.public }'
    assert.deepEqual(lacksOfPolicy(editor, user('maya'), 'demo', statement(read, orElse)), ['read Asset'])
  })

  test('a folder narrows a permit only where nothing but folders and assets is spoken of', () => {
    const world = maya('F::editor on brand', 'E::tech_admin in demo')
    const statement = (resource: string) =>
      `permit(principal, action == Cloudinary::Action::"read", ${resource}) when { resource.ancestor_ids.contains("brand") };`
    assert.deepEqual(lacksOfPolicy(world, user('maya'), 'all', statement('resource is Cloudinary::Folder')), [])
    assert.deepEqual(lacksOfPolicy(world, user('maya'), 'all', statement('resource is Cloudinary::UploadPreset')), [
      'read UploadPreset',
    ])
  })

  test('a forbid may be taken away only by who is free of every forbid on what it spoke of', () => {
    const text = 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset);'
    assert.deepEqual(lacksOfPolicy(mila, user('mila'), 'demo', text), [])
    const standing: WorldText = { ...mila, policies: { hold: { in: 'demo', says: text } } }
    assert.deepEqual(lacksOfPolicy(standing, user('mila'), 'demo', text), ['delete Asset'])
    assert.deepEqual(
      lacks(standing, user('mila'), 'F::manager on brand').filter((lack) => lack === 'delete Asset'),
      [],
    )
  })

  test('a permit without conditions for the giver is held, one with conditions is not', () => {
    const permit = (when: string): WorldText => ({
      users: { maya: { enters: ['demo'] } },
      policies: {
        yes: {
          in: 'demo',
          says: `permit(principal == Cloudinary::User::"maya", action, resource is Cloudinary::Trigger)${when};`,
        },
      },
    })
    const text = 'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Trigger);'
    assert.deepEqual(lacksOfPolicy(permit(''), user('maya'), 'demo', text), [])
    assert.deepEqual(lacksOfPolicy(permit(' when { context has vip }'), user('maya'), 'demo', text), ['read Trigger'])
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../src/domain/errors.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { customPolicyId, roleId } from '../../src/domain/ids.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import type { GivenHouse, HouseOptions } from '../given/house.ts'
import { refusalOf } from '../given/refusals.ts'

/** Operations that a plan may refuse, each with what it is tried with. */
const gated = {
  'make a global role': (acme: GivenHouse) =>
    acme.perform('master', 'role.create', { ...role, id: 'new', name: 'New', isContent: false }),
  'change a global role': (acme: GivenHouse) =>
    acme.perform('master', 'role.update', { roleId: 'global', name: 'Changed', description: null, permissionIds: [] }),
  'make a folder role': (acme: GivenHouse) =>
    acme.perform('master', 'role.create', { ...role, id: 'new', name: 'New', isContent: true }),
  'change a folder role': (acme: GivenHouse) =>
    acme.perform('operator', 'role.update', {
      roleId: 'folder',
      name: 'Changed',
      description: null,
      permissionIds: [],
    }),
  'make a custom policy': (acme: GivenHouse) =>
    acme.perform('master', 'custom-policy.create', { ...policy, level: 'environment', environmentId: 'all' }),
  'change a custom policy': (acme: GivenHouse) =>
    acme.perform('operator', 'custom-policy.update', { ...policy, policyId: 'policy' }),
}

/** Operations that no plan refuses. */
const free = {
  'delete a global role': (acme: GivenHouse) =>
    acme.perform('master', 'role.delete', { roleId: 'global', force: true }),
  'delete a folder role': (acme: GivenHouse) =>
    acme.perform('master', 'role.delete', { roleId: 'folder', force: false }),
  'delete a custom policy': (acme: GivenHouse) =>
    acme.perform('master', 'custom-policy.delete', { policyId: 'policy' }),
  'read a custom policy': (acme: GivenHouse) => acme.perform('master', 'custom-policy.get', { policyId: 'policy' }),
  'list custom policies': (acme: GivenHouse) =>
    acme.perform('master', 'custom-policy.list', { level: 'account', cursor: null }),
  'give a role': (acme: GivenHouse) =>
    acme.perform(
      'master',
      'assignment.change',
      adding(assigning(acme, 'Otto', systemRole('prodenv::ml_user'), { in: 'demo' })),
    ),
  'list roles': (acme: GivenHouse) => acme.perform('master', 'role.list', { kinds: ['global'] }),
}

const role = { description: null, level: 'environment', permissionIds: [] } as const
const policy = {
  name: 'Policy',
  description: null,
  level: 'account',
  environmentId: null,
  statement: 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::User);',
  isEnabled: true,
} as const

/** What a plan refuses, in the order of `gated`. */
const expected: Readonly<Record<Plan, Readonly<Record<'true' | 'false', readonly (keyof typeof gated)[]>>>> = {
  free: {
    false: Object.keys(gated) as (keyof typeof gated)[],
    true: ['make a global role', 'change a global role', 'make a custom policy', 'change a custom policy'],
  },
  paid: {
    false: Object.keys(gated) as (keyof typeof gated)[],
    true: ['make a global role', 'change a global role', 'make a custom policy', 'change a custom policy'],
  },
  enterprise: { false: ['make a folder role', 'change a folder role'], true: [] },
}

/** An account that had everything before it came to this plan. */
async function givenPlan(options: HouseOptions, plan: Plan, assetsAdvanced: boolean): Promise<GivenHouse> {
  const acme = await givenAcme(options, { account: { plan, assets_advanced: assetsAdvanced } })
  const base = { accountId: acme.account.id, description: null, createdAt: 1, updatedAt: 1 }
  const content = { ...base, level: 'environment', permissionIds: [] } as const
  await acme.change(async (transaction) => {
    await transaction.put('role', { ...content, id: roleId('global'), name: 'Global', kind: 'global' })
    await transaction.put('role', { ...content, id: roleId('folder'), name: 'Folder', kind: 'folder' })
    const { statement } = policy
    const id = customPolicyId('policy')
    await transaction.put('custom_policy', {
      ...base,
      id,
      name: 'P',
      reach: { type: 'account' },
      statement,
      isEnabled: false,
    })
  })
  return acme
}

const codeOf = (error: unknown): unknown => (error instanceof Refusal ? error.code : error)

for (const plan of ['free', 'paid', 'enterprise'] as const) {
  for (const assetsAdvanced of [false, true]) {
    const name = `${plan} ${assetsAdvanced ? 'with' : 'without'} Assets Advanced`
    test(`${name}: what the plan lacks is refused before anything is stored, also to the operator`, async (t) => {
      const refused: string[] = []
      for (const [what, attempt] of Object.entries(gated)) {
        const acme = await givenPlan({ test: t }, plan, assetsAdvanced)
        const before = await acme.revision()
        const code = await attempt(acme).then(() => null, codeOf)
        if (code === null) continue
        refused.push(what)
        assert.equal(code, 'plan_lacks', what)
        assert.equal(await acme.revision(), before)
      }
      assert.deepEqual(refused, expected[plan][`${assetsAdvanced}`])
    })

    test(`${name}: reading, assigning and deleting are never refused`, async (t) => {
      const acme = await givenPlan({ test: t }, plan, assetsAdvanced)
      await acme.perform('master', 'custom-policy.list', { level: 'account', cursor: null })
      const deleting = Object.entries(free).toSorted(
        ([one], [other]) => Number(one.startsWith('delete')) - Number(other.startsWith('delete')),
      )
      for (const [, attempt] of deleting) await attempt(acme)
    })
  }
}

test('a refusal for the plan names what it lacks and what has it', async (t) => {
  const acme = await givenPlan({ test: t }, 'free', false)
  const messages = await Promise.all(
    [gated['make a global role'], gated['make a folder role'], gated['make a custom policy']].map(
      async (attempt) => (await refusalOf(attempt(acme))).message,
    ),
  )
  assert.deepEqual(messages, [
    'custom global roles not enabled for this account; `enterprise` has it',
    'custom folder roles not enabled for this account; `assets_advanced` has it',
    'custom policies not enabled for this account; `enterprise` has it',
  ])
})

import { types } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  assertAnswer,
  conflict,
  invalidField,
  missingFields,
  notFound,
  recent,
  refusalOf,
  undeclared,
  withoutInstants,
} from './answers.ts'
import { givenInstallation, ids, type GivenInstallation } from './given-installation.ts'

/** As a person writes it, and as it is shown: spacing and comments don't count. */
const written =
  'permit(principal == Cloudinary::APIKey::"K2",action==Cloudinary::Action::"read",resource is Cloudinary::Folder ) when {resource.ancestor_ids.contains("asdfjkl12347890")} ;'
const shown =
  'permit(principal == Cloudinary::APIKey::"K2", action == Cloudinary::Action::"read", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("asdfjkl12347890") };'
const other = shown.replace('"read"', '"update"')

const onEnvironment = {
  name: 'Read access to Clothing folder',
  description: 'Permit read access.',
  policyStatement: written,
  scopeType: 'prodenv',
  scopeId: ids.environment,
} as const

type CustomPolicies = ReturnType<GivenInstallation['client']>['customPolicies']
type Creation = Parameters<CustomPolicies['create']>[0]

const cedarFault = (policy_statement: string, cedar_message: string) => ({
  fields: [{ policy_statement }, { cedar_errors: [cedar_message] }],
})

/** What is refused, with the errors of the Cedar validator reduced to their messages. */
async function cedarRefusalOf(call: Promise<unknown>): Promise<unknown> {
  const { details, ...rest } = await refusalOf(call)
  const { fields } = details as { readonly fields: readonly [object, { cedar_errors: { cedar_message: string }[] }] }
  const messages = fields[1].cedar_errors.map((error) => error.cedar_message)
  return { ...rest, details: { fields: [fields[0], { cedar_errors: messages }] } }
}

/** Custom policies: making, showing, listing, replacing and deleting them. */
export function customPoliciesSuite(): void {
  describe('a custom policy', () => {
    test('is made in an environment, and read back the same', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const made = await customPolicies.create(onEnvironment)
      const id = made.data?.id ?? ''
      assert.match(id, /^[a-z0-9]{24}$/)
      assert.deepEqual(withoutInstants(made.data), {
        id,
        name: onEnvironment.name,
        description: onEnvironment.description,
        policyStatement: shown,
        scopeType: 'prodenv',
        scopeId: ids.environment,
        enabled: true,
        ...recent,
      })
      assert.deepEqual(await customPolicies.get({ policyId: id }), made)
    })

    test('of the account has no environment; one of all says `all`', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const account = { name: 'A', policyStatement: written, scopeType: 'account' } as const
      for (const creation of [account, { ...account, scopeId: null, policyStatement: other }]) {
        const { data } = await customPolicies.create({ ...creation, enabled: false })
        assert.deepEqual(
          [data?.scopeType, data?.scopeId, data?.description, data?.enabled],
          ['account', undefined, null, false],
        )
      }
      const { data } = await customPolicies.create({ ...onEnvironment, scopeId: 'all', enabled: null })
      assert.deepEqual([data?.scopeId, data?.enabled], ['all', true])
    })

    test('stands once in a scope, however it is spaced', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      await customPolicies.create(onEnvironment)
      const taken = conflict('already exists for the scope', { policy_statement: shown })
      for (const policyStatement of [written, shown, `// read\n${shown}`]) {
        assert.deepEqual(
          await refusalOf(customPolicies.create({ ...onEnvironment, name: 'B', policyStatement })),
          taken,
        )
      }
      await customPolicies.create({ ...onEnvironment, scopeId: ids.otherEnvironment })
      await customPolicies.create({ ...onEnvironment, scopeId: 'all' })
      await customPolicies.create({ ...onEnvironment, scopeType: 'account', scopeId: null })
    })

    test('must be one valid Cedar policy', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const invalid = async (policyStatement: string, message: string) => {
        const refused = await cedarRefusalOf(customPolicies.create({ ...onEnvironment, policyStatement }))
        assert.deepEqual(refused, {
          ...invalidField({}),
          code: 'ACCOUNTS_00002',
          details: cedarFault(policyStatement, message),
        })
      }
      await invalid(shown.replace('APIKey', 'APIKy'), 'invalid_principal')
      await invalid(shown.replace('"read"', '"fly"'), 'invalid_action')
      await invalid(shown.replace('Folder', 'Foldr'), 'invalid_resource')
      await invalid(shown.replace('ancestor_ids', 'ancestors'), 'invalid_condition')
      await invalid(shown.slice(0, -4), 'parse_error')
      await invalid('', 'parse_error')
      await invalid(shown + other, 'parse_error')
      await invalid('permit(principal == ?principal, action, resource);', 'parse_error')
      assert.deepEqual((await customPolicies.list({ scopeType: 'prodenv', scopeId: ids.environment })).data, [])
    })

    test('is refused for fields that lack or are wrong, and for a scope that does not exist', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { customPolicies } = client()
      const lacking = await call('POST', '/policies/custom', { body: {} })
      assertAnswer(lacking, missingFields('name', 'policy_statement', 'scope_type'))
      const create = (more: object) => refusalOf(customPolicies.create({ ...onEnvironment, ...more }))
      assert.deepEqual(await create({ scopeId: null }), missingFields('scope_id'))
      assert.deepEqual(await create({ scopeType: 'account' }), invalidField({ scope_type: 'account' }))
      assert.deepEqual(await create({ scopeType: types.unrecognized('x') }), invalidField({ scope_type: 'x' }))
      assert.deepEqual(await create({ name: '' }), invalidField({ name: '' }))
      assert.deepEqual(await create({ scopeId: 'nowhere' }), undeclared(notFound({ scope_id: 'nowhere' })))
      const wire = { name: 'n', policy_statement: shown, scope_type: 'account', enabled: 'enabled' }
      const odd = await call('POST', '/policies/custom', { body: wire })
      assertAnswer(odd, invalidField({ enabled: 'enabled' }))
    })

    test('is refused under an id that names none', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const policyId = 'al18owlkth68901'
      const none = notFound({ policy_id: policyId })
      assert.deepEqual(await refusalOf(customPolicies.get({ policyId })), none)
      assert.deepEqual(await refusalOf(customPolicies.delete({ policyId })), none)
      const update = customPolicies.update({ policyId, updateCustomPolicy: { ...onEnvironment, enabled: true } })
      assert.deepEqual(await refusalOf(update), none)
    })
  })

  describe('the list of custom policies', () => {
    test('is of the account unless `scope_type` says otherwise, and can be of enabled ones alone', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const make = async (more: Partial<Creation>) => {
        const { data } = await customPolicies.create({ ...onEnvironment, ...more })
        return data?.id
      }
      const account = await make({ scopeType: 'account', scopeId: null })
      const here = await make({})
      const disabled = await make({ policyStatement: other, enabled: false })
      const everywhere = await make({ scopeId: 'all' })
      const elsewhere = await make({ scopeId: ids.otherEnvironment })
      const list = async (request: Parameters<CustomPolicies['list']>[0]) =>
        (await customPolicies.list(request)).data?.map(({ id }) => id)
      assert.deepEqual(await list({}), [account])
      assert.deepEqual(await list({ scopeType: 'account' }), [account])
      assert.deepEqual(await list({ scopeId: ids.environment }), [account])
      const prodenv = { scopeType: 'prodenv', scopeId: ids.environment } as const
      assert.deepEqual(await list(prodenv), [here, disabled, everywhere])
      assert.deepEqual(await list({ ...prodenv, enabled: true }), [here, everywhere])
      assert.deepEqual(await list({ ...prodenv, enabled: false }), [disabled])
      assert.deepEqual(await list({ scopeType: 'prodenv', scopeId: ids.otherEnvironment }), [everywhere, elsewhere])
      assert.deepEqual(await list({ scopeType: 'prodenv', scopeId: 'all' }), [everywhere])
    })

    test('comes in pages of 100', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const made: (string | undefined)[] = []
      for (let number = 0; number < 105; number++) {
        const policyStatement = shown.replace('asdfjkl12347890', `folder${number}`)
        made.push((await customPolicies.create({ ...onEnvironment, policyStatement })).data?.id)
      }
      const prodenv = { scopeType: 'prodenv', scopeId: ids.environment } as const
      const first = await customPolicies.list(prodenv)
      const second = await customPolicies.list({ ...prodenv, cursor: first.nextCursor })
      assert.equal(second.nextCursor, undefined)
      assert.equal(first.data?.length, 100)
      const found = [...(first.data ?? []), ...(second.data ?? [])].map(({ id }) => id)
      assert.deepEqual(found.toSorted(), made.toSorted())
      const cursor = 'not one of ours'
      assert.deepEqual(await refusalOf(customPolicies.list({ cursor })), undeclared(invalidField({ cursor })))
    })

    test('of environments needs one that exists', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const list = (request: object) => refusalOf(customPolicies.list(request))
      assert.deepEqual(await list({ scopeType: 'prodenv' }), undeclared(missingFields('scope_id')))
      const nowhere = { scopeType: 'prodenv', scopeId: 'nowhere' }
      assert.deepEqual(await list(nowhere), undeclared(notFound({ scope_id: 'nowhere' })))
      const account = { scopeType: 'account', scopeId: ids.environment }
      assert.deepEqual(await list(account), undeclared(invalidField({ scope_type: 'account' })))
      const odd = { scopeType: types.unrecognized('folder') }
      assert.deepEqual(await list(odd), undeclared(invalidField({ scope_type: 'folder' })))
    })
  })

  describe('an update of a custom policy', () => {
    test('replaces it whole: what is not sent is gone, and it is enabled again', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const { data: before } = await customPolicies.create({ ...onEnvironment, enabled: false })
      const policyId = before?.id ?? ''
      const { data: after } = await customPolicies.update({
        policyId,
        updateCustomPolicy: { name: 'New', policyStatement: other, scopeType: 'account' },
      })
      assert.deepEqual(withoutInstants(after), {
        id: policyId,
        name: 'New',
        description: null,
        policyStatement: other,
        scopeType: 'account',
        enabled: true,
        ...recent,
      })
      assert.equal(after?.createdAt, before?.createdAt)
      assert.deepEqual((await customPolicies.get({ policyId })).data, after)
      assert.deepEqual((await customPolicies.list({ scopeType: 'prodenv', scopeId: 'all' })).data, [])
    })

    test('that changes nothing is refused, and so is the statement of another', async (context) => {
      const { customPolicies } = (await givenInstallation(context)).client()
      const { data } = await customPolicies.create(onEnvironment)
      await customPolicies.create({ ...onEnvironment, policyStatement: other })
      const policyId = data?.id ?? ''
      const update = (more: Partial<Creation>) =>
        customPolicies.update({ policyId, updateCustomPolicy: { ...onEnvironment, enabled: true, ...more } })
      const taken = (statement: string) => conflict('already exists for the scope', { policy_statement: statement })
      assert.deepEqual(await refusalOf(update({})), taken(shown))
      assert.deepEqual(await refusalOf(update({ policyStatement: other })), taken(other))
      assert.equal((await update({ enabled: false })).data?.enabled, false)
      assert.equal((await update({ enabled: false, name: 'N' })).data?.name, 'N')
    })

    test('must say whether it is enabled, and is refused as its creation is', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { customPolicies } = client()
      const { data } = await customPolicies.create(onEnvironment)
      const path = `/policies/custom/${data?.id ?? ''}`
      const lacking = await call('PUT', path, { body: {} })
      assertAnswer(lacking, missingFields('name', 'policy_statement', 'scope_type', 'enabled'))
      const faulty = shown.replace('Folder', 'Foldr')
      const updateCustomPolicy = { ...onEnvironment, policyStatement: faulty, enabled: true }
      const refused = await cedarRefusalOf(customPolicies.update({ policyId: data?.id ?? '', updateCustomPolicy }))
      assert.deepEqual(refused, {
        ...invalidField({}),
        code: 'ACCOUNTS_00002',
        details: cedarFault(faulty, 'invalid_resource'),
      })
      assert.deepEqual((await customPolicies.get({ policyId: data?.id ?? '' })).data, data)
    })

    test('and deleting end what it did', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { customPolicies } = client()
      const question = {
        principal: { type: 'apiKey', id: 'K2' },
        action: 'read',
        resource: { type: 'Folder', id: ids.brand },
        scope: { type: 'prodenv', id: ids.environment },
      }
      const decide = async () => {
        const { body } = await call('POST', '/api/decisions', { body: question })
        const { outcome, reasons } = body as { readonly outcome: string; readonly reasons: readonly string[] }
        return [outcome, ...reasons]
      }
      assert.deepEqual(await decide(), ['deny'])
      const policyStatement = shown.replace('asdfjkl12347890', ids.brand)
      const { data } = await customPolicies.create({ ...onEnvironment, policyStatement })
      const policyId = data?.id ?? ''
      assert.deepEqual(await decide(), ['allow', policyId])
      const forbidding = {
        ...onEnvironment,
        policyStatement: policyStatement.replace('permit', 'forbid'),
        enabled: true,
      }
      await customPolicies.update({ policyId, updateCustomPolicy: forbidding })
      assert.deepEqual(await decide(), ['deny', policyId])
      assert.equal(await customPolicies.delete({ policyId }), undefined)
      assert.deepEqual(await refusalOf(customPolicies.get({ policyId })), notFound({ policy_id: policyId }))
      assert.deepEqual(await decide(), ['deny'])
    })
  })
}

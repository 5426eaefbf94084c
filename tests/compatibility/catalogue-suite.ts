import { CldProvisioning, types } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertAnswer, invalidField, missingFields, predefined, refusalOf, undeclared } from './answers.ts'
import { givenInstallation } from './given-installation.ts'

/** What the catalogue shows, as far as these tests read it. */
interface CatalogShown {
  readonly system_policies: readonly {
    readonly id: string
    readonly scope_type: string
    readonly enforced_by: string
  }[]
  readonly system_roles: readonly { readonly id: string }[]
}

const moderate = {
  id: 'cld::policy::global::assets::moderate',
  name: 'Moderate all assets',
  scopeType: 'prodenv',
  permissionType: 'global',
  policyStatement: 'permit(principal, action == Cloudinary::Action::"moderate", resource is Cloudinary::Asset);',
  ...predefined,
}

const viewFolder = [
  'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") };',
  'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
].join('\n')

/** The three public operations, and the list of system policies. */
export function catalogueSuite(): void {
  describe('the public operations', () => {
    test('show the catalogue: 85 system policies and 25 system roles', async (context) => {
      const { client } = await givenInstallation(context)
      const { catalog } = await client().public.getCatalog()
      const { system_policies: policies, system_roles: roles } = catalog as unknown as CatalogShown
      assert.deepEqual([policies.length, roles.length], [85, 25])
      const access = policies.find(({ id }) => id === 'cld::policy::global::ml::access')
      assert.deepEqual(Object.keys(access ?? {}).sort(), [
        ...['category', 'description', 'enforced_by', 'id', 'name', 'permission_type', 'policy', 'scope_type'],
        'sub_category',
      ])
      assert.deepEqual(
        { ...access, description: '' },
        {
          id: 'cld::policy::global::ml::access',
          name: 'Access the Media Library',
          description: '',
          category: 'Management',
          sub_category: 'General operations',
          enforced_by: 'rolecall',
          permission_type: 'global',
          scope_type: 'prodenv',
          policy: 'permit(principal, action, resource == Cloudinary::Feature::"cld::global::ml::access");',
        },
      )
      const elsewhere = policies.filter(({ enforced_by: enforcer }) => enforcer === 'applications').map(({ id }) => id)
      assert.ok(elsewhere.includes('cld::policy::global::live_streams::manage'))
      assert.ok(
        elsewhere.every((id) => id.startsWith('cld::policy::global::')),
        'content permissions are Rolecall’s own',
      )
      const viewer = roles.find(({ id }) => id === 'cld::role::folder::viewer')
      assert.deepEqual(
        { ...viewer, description: '' },
        {
          id: 'cld::role::folder::viewer',
          name: 'Viewer',
          description: '',
          permission_type: 'content',
          scope_type: 'prodenv',
          system_policy_ids: [
            'cld::policy::content::folder::view_download',
            'cld::policy::content::folder::download_public_assets',
          ],
        },
      )
    })

    test('show the Cedar schema, with both namespaces', async (context) => {
      const { client } = await givenInstallation(context)
      const { schema } = await client().public.getSchema()
      assert.deepEqual(Object.keys(schema), ['Cloudinary', 'MediaFlows'])
      const { entityTypes, actions } = schema.Cloudinary as {
        readonly entityTypes: Readonly<Record<string, { readonly shape?: unknown }>>
        readonly actions: Readonly<Record<string, { readonly appliesTo: unknown }>>
      }
      assert.ok(['User', 'Group', 'APIKey', 'ProvisioningKey', 'Feature'].every((type) => type in entityTypes))
      const attributes = {
        ancestor_ids: { type: 'Set', element: { type: 'String' }, required: true },
        name: { type: 'String', required: true },
      }
      assert.deepEqual(entityTypes.Folder?.shape, { type: 'Record', attributes })
      assert.deepEqual((actions.move?.appliesTo as { readonly context: unknown }).context, {
        type: 'Record',
        attributes: { direction: { type: 'String', required: false } },
      })
    })

    test('say of a policy whether it is valid, and of a faulty one what kind of fault it has', async (context) => {
      const { client } = await givenInstallation(context)
      const validate = (policy: string) => client().public.validatePolicy({ policy })
      const sound = 'permit(principal == Cloudinary::APIKey::"1234", action, resource is Cloudinary::Folder);'
      assert.deepEqual(await validate(sound), { valid: true })
      const faulty = {
        invalid_principal: 'permit(principal == Cloudinary::APIKy::"1234", action, resource is Cloudinary::Folder);',
        invalid_action: 'permit(principal, action == Cloudinary::Action::"fly", resource is Cloudinary::Folder);',
        invalid_resource: 'permit(principal, action, resource is Cloudinary::Foldr);',
        invalid_condition: 'permit(principal, action, resource is Cloudinary::Folder) when { resource.nme == "x" };',
        parse_error: 'permit(principal, action, resource is Cloudinary::Folder',
      }
      for (const [cedarMessage, policy] of Object.entries(faulty)) {
        const { valid, errors = [] } = await validate(policy)
        assert.equal(valid, false, policy)
        assert.deepEqual(errors[0], { cedarMessage, cedarCode: 'ACCOUNTS_00002' })
      }
      for (const policy of ['', '// nothing', sound + sound]) {
        assert.equal((await validate(policy)).valid, false, policy)
      }
    })

    test('need a policy to say anything of one', async (context) => {
      const { call } = await givenInstallation(context)
      const path = '/v2/accounts/permissions/public/validate'
      for (const body of [{}, { policy: null }, undefined]) {
        assertAnswer(await call('POST', path, { body }), missingFields('policy'))
      }
      assertAnswer(await call('POST', path, { body: { policy: 5 } }), invalidField({ policy: 5 }))
    })

    test('need neither credentials that are good nor an account', async (context) => {
      const { url, call } = await givenInstallation(context)
      const stranger = new CldProvisioning({
        serverURL: url,
        security: { provisioningApiKey: 'nobody', provisioningApiSecret: 'nothing' },
      })
      assert.equal(
        (await stranger.public.validatePolicy({ policy: 'permit(principal, action, resource);' })).valid,
        true,
      )
      assert.ok('Cloudinary' in (await stranger.public.getSchema()).schema)
      assert.ok('system_roles' in (await stranger.public.getCatalog()).catalog)
      const withoutHeader = await fetch(`${url}/v2/accounts/permissions/public/schema`)
      assert.equal(withoutHeader.status, 200)
      // `permissions` is no account here, and `public` no address below one.
      assert.equal((await call('GET', '/v2/accounts/permissions/public')).status, 404)
    })
  })

  describe('the list of system policies', () => {
    test('is of the account unless `scope_type` says otherwise, and holds each once', async (context) => {
      const { client } = await givenInstallation(context)
      const { systemPolicies } = client()
      const { catalog } = await client().public.getCatalog()
      const { system_policies: all } = catalog as unknown as CatalogShown
      const idsOf = async (...request: Parameters<typeof systemPolicies.list>) =>
        (await systemPolicies.list(...request)).data?.map(({ id }) => id) ?? []
      const inCatalog = (level: string) => all.filter(({ scope_type }) => scope_type === level).map(({ id }) => id)
      assert.deepEqual(await idsOf({}), inCatalog('account'))
      assert.deepEqual(await idsOf({ scopeType: 'account' }), inCatalog('account'))
      assert.deepEqual(await idsOf({ scopeType: 'prodenv' }), inCatalog('prodenv'))
      const isContent = (id: string) => id.startsWith('cld::policy::content::')
      const ofEnvironments = inCatalog('prodenv')
      assert.deepEqual(
        await idsOf({ scopeType: 'prodenv', permissionType: 'content' }),
        ofEnvironments.filter(isContent),
      )
      assert.deepEqual(await idsOf({ scopeType: 'account', permissionType: 'content' }), [])
      assert.equal((await idsOf({ scopeType: 'prodenv', permissionType: 'global' })).some(isContent), false)
    })

    test('shows a global policy and a content policy whole', async (context) => {
      const { client } = await givenInstallation(context)
      const { data = [], nextCursor } = await client().systemPolicies.list({ scopeType: 'prodenv' })
      assert.equal(nextCursor, undefined)
      const show = (sought: string) => {
        const policy = data.find(({ id }) => id === sought)
        assert.ok(policy !== undefined, sought)
        const { description, ...rest } = policy
        assert.ok(typeof description === 'string' && description !== '')
        return rest
      }
      const { category, subCategory, ...global } = show(moderate.id)
      assert.ok(category !== undefined && subCategory !== undefined)
      assert.deepEqual(global, moderate)
      assert.deepEqual(show('cld::policy::content::folder::view_download'), {
        id: 'cld::policy::content::folder::view_download',
        name: 'View assets',
        scopeType: 'prodenv',
        permissionType: 'content',
        policyStatement: viewFolder,
        policyParameters: ['folder_id'],
        category: 'Folder',
        subCategory: 'View and download',
        ...predefined,
      })
      const ofCollections = data.filter(({ policyParameters }) => policyParameters?.[0] === 'collection_id')
      assert.ok(ofCollections.every(({ policyStatement }) => policyStatement.includes('"<collection_id>"')))
      assert.equal(ofCollections.length, 7)
    })

    test('refuses words it does not know, with the generic error that the client has for it', async (context) => {
      const { client } = await givenInstallation(context)
      const { systemPolicies } = client()
      assert.deepEqual(
        await refusalOf(systemPolicies.list({ scopeType: types.unrecognized('folder') })),
        undeclared(invalidField({ scope_type: 'folder' })),
      )
      assert.deepEqual(
        await refusalOf(systemPolicies.list({ permissionType: types.unrecognized('All') })),
        undeclared(invalidField({ permission_type: 'All' })),
      )
    })
  })
}

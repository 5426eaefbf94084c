// data table: for each operation and each kind of input, what it takes to run it.
import { customPolicyId, permissionId, roleId } from '../../src/domain/ids.ts'
import type { TestContext } from 'node:test'
import type { OperationName } from '../../src/operations/index.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { assigning, removing } from '../given/assigning.ts'
import type { GivenHouse, InputOf } from '../given/house.ts'

/** One kind of input of an operation, and what it takes: each permission with the need that it alone meets. */
interface Case<Name extends OperationName> {
  readonly about: string
  readonly name: Name
  readonly input: (acme: GivenHouse) => InputOf<Name>
  readonly account?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
}

/** The compiler sees each case with its own operation. */
const of = <Name extends OperationName>(one: Case<Name>): Case<Name> => one

/** The id of the role Media Library User. */
export const mlUser = systemRole('prodenv::ml_user')
/** What a role is replaced by. */
export const roleContent = { name: 'Thing', description: null, permissionIds: [] }
/** A custom policy that gives nothing. */
export const policyContent = {
  name: 'Policy',
  description: null,
  level: 'account',
  environmentId: null,
  statement: 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Group);',
  isEnabled: false,
} as const
/** A user. */
export const vera = (acme: GivenHouse) => acme.principal('Vera')
const question = { action: 'read', resource: { type: 'Role', id: null }, scope: { type: 'account' } } as const
const folders = {
  action: 'read',
  resourceType: 'Folder',
  environmentId: 'env-demo',
  cursor: null,
  limit: 9,
  atLeastRevision: null,
} as const

const readRole = { 'roles::view': 'read Role' }
const readUser = { 'users_and_groups::view': 'read User' }
/** A list of roles that is narrowed by nothing. */
export const ofPrincipal = { isContent: false, parameter: null }

/** Every kind of input of every operation. */
export const cases = [
  of({
    about: 'a user',
    name: 'principal.get',
    input: (acme) => ({ principal: vera(acme) }),
    account: readUser,
  }),
  of({
    about: 'an API key',
    name: 'principal.get',
    input: (acme) => ({ principal: acme.principal('bare') }),
    environment: { 'api_keys::view': 'read APIKey' },
  }),
  of({ about: 'all', name: 'role.list', input: () => ({ kinds: ['global'] }), account: readRole }),
  of({ about: 'all', name: 'role.search', input: () => ({ kinds: ['global'] }), account: readRole }),
  of({ about: 'one', name: 'role.get', input: () => ({ roleId: 'thing', parameter: null }), account: readRole }),
  of({
    about: 'one',
    name: 'role.create',
    input: () => ({ ...roleContent, id: 'new', name: 'New', isContent: false, level: 'account' }),
    account: { 'roles::manage': 'create Role' },
  }),
  of({
    about: 'one',
    name: 'role.update',
    input: () => ({ ...roleContent, roleId: 'thing' }),
    account: { 'roles::manage': 'update Role' },
  }),
  of({
    about: 'one',
    name: 'role.delete',
    input: () => ({ roleId: 'thing', force: true }),
    account: { 'roles::manage': 'delete Role' },
  }),
  of({
    about: 'one',
    name: 'role.list-principals',
    input: () => ({ roleId: 'thing', parameter: null }),
    account: readRole,
  }),
  of({
    about: 'one',
    name: 'role.preview-change',
    input: () => ({ roleId: 'thing', permissionIds: [] }),
    account: { 'roles::manage': 'update Role' },
  }),
  of({
    about: 'a user',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'Vera', mlUser, { in: 'live' })),
    account: { 'users_and_groups::manage': 'update User' },
  }),
  of({
    about: 'a group',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'Creative', mlUser, { in: 'live' })),
    account: { 'users_and_groups::manage': 'update Group' },
  }),
  of({
    about: 'an account key',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'nobody', mlUser, { in: 'live' })),
    account: { 'account_management_keys::manage': 'update ProvisioningKey' },
  }),
  of({
    about: 'an API key',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'bare', mlUser, { in: 'live' })),
    environment: { 'api_keys::manage': 'update APIKey' },
  }),
  of({
    about: 'a user, changing nothing',
    name: 'assignment.change',
    input: (acme) => ({ ...removing(), about: { principal: vera(acme) } }),
    account: { 'users_and_groups::manage': 'update User' },
  }),
  of({
    about: 'an API key, changing nothing',
    name: 'assignment.change',
    input: (acme) => ({ ...removing(), about: { principal: acme.principal('bare') } }),
    environment: { 'api_keys::manage': 'update APIKey' },
  }),
  of({
    about: 'a custom role',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'Vera', 'thing')),
    account: { 'users_and_groups::manage': 'update User', ...readRole },
  }),
  of({
    about: 'a user',
    name: 'assignment.list',
    input: (acme) => ({ ...ofPrincipal, principal: vera(acme) }),
    account: { ...readUser, ...readRole },
  }),
  of({
    about: 'an API key',
    name: 'assignment.list',
    input: (acme) => ({ ...ofPrincipal, principal: acme.principal('bare') }),
    account: readRole,
    environment: { 'api_keys::view': 'read APIKey' },
  }),
  of({
    about: 'all',
    name: 'assignment.inspect',
    input: () => ({ level: 'account', principals: null, parameter: null, cursor: null }),
    account: readRole,
  }),
  of({
    about: 'some',
    name: 'assignment.inspect',
    input: (acme) => ({
      level: 'account',
      principals: [vera(acme), acme.principal('nobody')],
      parameter: null,
      cursor: null,
    }),
    account: { ...readRole, ...readUser, 'account_management_keys::view': 'read ProvisioningKey' },
  }),
  of({
    about: 'all',
    name: 'permission.list',
    input: () => ({ level: 'account' }),
    account: { 'roles::view': 'read SystemPolicy' },
  }),
  of({
    about: 'all',
    name: 'custom-policy.list',
    input: () => ({ level: 'account', cursor: null }),
    account: { 'custom_policies::view': 'read CustomPolicy' },
  }),
  of({
    about: 'one',
    name: 'custom-policy.get',
    input: () => ({ policyId: 'policy' }),
    account: { 'custom_policies::view': 'read CustomPolicy' },
  }),
  of({
    about: 'one',
    name: 'custom-policy.create',
    input: () => ({ ...policyContent, level: 'environment', environmentId: 'all' }),
    account: { 'custom_policies::manage': 'create CustomPolicy' },
  }),
  of({
    about: 'one',
    name: 'custom-policy.update',
    input: () => ({ ...policyContent, name: 'New', policyId: 'policy' }),
    account: { 'custom_policies::manage': 'update CustomPolicy' },
  }),
  of({
    about: 'one',
    name: 'custom-policy.delete',
    input: () => ({ policyId: 'policy' }),
    account: { 'custom_policies::manage': 'delete CustomPolicy' },
  }),
  of({
    about: 'all',
    name: 'effective-policies.list',
    input: () => ({ level: 'account', principal: null }),
    account: readRole,
  }),
  of({
    about: 'a user',
    name: 'effective-policies.list',
    input: (acme) => ({ level: 'account', principal: vera(acme) }),
    account: { ...readRole, ...readUser },
  }),
  of({
    about: 'a user',
    name: 'decision.make',
    input: (acme) => ({ questions: [{ ...question, principal: vera(acme) }], atLeastRevision: null }),
    account: readUser,
  }),
  of({
    about: 'a user',
    name: 'decision.list-folders',
    input: (acme) => ({ ...folders, principal: vera(acme) }),
    account: readUser,
    environment: { 'folder_and_asset_management::view': 'read Folder' },
  }),
  of({
    about: 'all',
    name: 'change.list',
    input: () => ({ by: null, about: null, operation: null, from: null, to: null, before: null, limit: 5 }),
    account: { 'audit_logs::view': 'read Feature' },
  }),
]

/** The account with a custom role `thing` and a disabled custom policy `policy`. */
export async function givenThings(t: TestContext): Promise<GivenHouse> {
  const acme = await givenAcme({ test: t })
  const base = { accountId: acme.account.id, description: null, createdAt: 1, updatedAt: 1 }
  await acme.change(async (transaction) => {
    await transaction.put('role', {
      ...{ ...base, id: roleId('thing'), name: 'Thing', kind: 'global', level: 'account' },
      permissionIds: [permissionId('cld::policy::global::roles::view')],
    })
    await transaction.put('custom_policy', {
      ...{ ...base, id: customPolicyId('policy'), name: 'Policy', reach: { type: 'account' }, isEnabled: false },
      statement: policyContent.statement,
    })
  })
  return acme
}

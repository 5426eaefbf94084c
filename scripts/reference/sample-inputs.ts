import type { InputOf } from '../../src/api/operation-types.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { operations } from '../../src/operations/index.ts'
import { assetInputs } from './sample-asset.ts'

/** One input of each operation of an account, about a principal where it is about one. */
export const sampleInputs: {
  readonly [Name in keyof typeof operations]: (about: Principal) => InputOf<Name>
} = {
  'role.list': () => ({ kinds: ['global'] }),
  'role.get': () => ({ roleId, parameter: null }),
  'role.create': () => ({
    id: null,
    name: 'Role',
    description: null,
    isContent: false,
    level: 'environment',
    permissionIds: [],
  }),
  'role.update': () => ({ roleId, name: 'Role', description: null, permissionIds: [] }),
  'role.delete': () => ({ roleId, force: false }),
  'role.list-principals': () => ({ roleId, parameter: null }),
  'assignment.change': (principal) => ({
    change: 'remove',
    assignments: [{ principal, roleId, environmentId: null, parameters: null }],
  }),
  'assignment.list': (principal) => ({ principal, isContent: false, parameter: null }),
  'assignment.inspect': (principal) => ({ level: 'account', principals: [principal], parameter: null, cursor: null }),
  'permission.list': () => ({ level: 'account' }),
  'custom-policy.list': () => ({ level: 'account', cursor: null }),
  'custom-policy.get': () => ({ policyId }),
  'custom-policy.create': () => policy,
  'custom-policy.update': () => ({ policyId, ...policy }),
  'custom-policy.delete': () => ({ policyId }),
  'effective-policies.list': (principal) => ({ level: 'account', principal }),
  'invitation.create': () => ({
    people: [{ name: 'User', email: 'user@example.com' }],
    bundleId: 'reports',
    accountRoleIds: [],
    environmentRoles: [],
    groupIds: [],
    environmentIds: [],
  }),
  'invitation.list': () => ({}),
  'invitation.resend': ({ id }) => ({ userId: id }),
  'invitation.revoke': ({ id }) => ({ userId: id }),
  'session.get': () => ({}),
  'session.end-own': () => ({}),
  'session.end-all-own': () => ({}),
  'session.list': ({ id }) => ({ userId: id }),
  'session.end': ({ id }) => ({ userId: id, sessionId: null }),
  'password.change': () => ({ oldPassword: 'an old password', newPassword: 'a new password' }),
  'password-reset.create': ({ id }) => ({ userId: id }),
  'second-factor.enrol': () => ({ password: 'a password' }),
  'second-factor.confirm': () => ({ code: '000000' }),
  'second-factor.remove': () => ({ password: 'a password' }),
  'second-factor.clear': ({ id }) => ({ userId: id }),
  'decision.make': (principal) => ({
    questions: [{ principal, action: 'read', resource: { type: 'Role', id: null }, scope: { type: 'account' } }],
    atLeastRevision: null,
  }),
  'decision.explain-denial': () => ({ explainId: 'denial' }),
  'decision.list-folders': (principal) => ({
    principal,
    action: 'read',
    resourceType: 'Folder',
    environmentId: 'environment',
    cursor: null,
    limit: 1,
    atLeastRevision: null,
  }),
  'environment.list': () => ({}),
  'environment.get': () => ({ environmentId }),
  'environment.create': () => ({ name: 'New', cloudName: null, baseEnvironmentId: null, customAttributes: null }),
  'environment.update': () => ({
    environmentId,
    name: 'New',
    cloudName: null,
    customAttributes: null,
    isEnabled: null,
  }),
  'environment.delete': () => ({ environmentId }),
  'api-key.list': () => ({ environmentId, sortBy: 'name', isDescending: false, page: null, pageSize: null }),
  'api-key.create': () => ({ environmentId, name: null, isEnabled: true }),
  'api-key.update': () => ({ environmentId, keyId, name: 'New', isEnabled: null, dedicatedFor: null }),
  'api-key.delete': () => ({ environmentId, keyId }),
  'api-key.delete-by-name': () => ({ environmentId, name: 'key' }),
  'usage.get': () => ({ year: null, hasEnvironments: true }),
  'user.list': () => ({ order: { by: 'created_at', isDescending: false } }),
  'user.get': ({ id }) => ({ userId: id }),
  'user.create': () => ({ name: 'User', email: 'user@example.com', isEnabled: true }),
  'user.update': ({ id }) => ({ userId: id, name: 'User' }),
  'user.delete': ({ id }) => ({ userId: id }),
  'user.list-groups': ({ id }) => ({ userId: id }),
  'user.list-environments': ({ id }) => ({ userId: id }),
  'group.list': () => ({ withUsers: false }),
  'group.get': () => ({ groupId }),
  'group.create': () => ({ name: 'Group' }),
  'group.update': () => ({ groupId, name: 'Group' }),
  'group.delete': () => ({ groupId }),
  'group.add-user': ({ id }) => ({ groupId, userId: id }),
  'group.remove-user': ({ id }) => ({ groupId, userId: id }),
  'library.ping': () => inLibrary,
  'library.describe': () => inLibrary,
  'library.measure': () => ({ ...inLibrary, day: null }),
  'change.list': () => ({ by: null, about: null, operation: null, from: null, to: null, before: null, limit: 50 }),
  'folder.list': () => ({ environmentId, path: 'folder', cursor: null, limit: null }),
  'folder.get': () => ({ environmentId, folder: { type: 'path', path: 'folder', isCaseSensitive: true } }),
  'folder.list-descendants': () => ({ environmentId, folderId: 'folder', isInclusive: false, only: null }),
  'folder.search': () => ({ environmentId, expression: '', order: [], limit: 50, cursor: null }),
  'folder.create': () => ({ environmentId, path: 'folder/new' }),
  'folder.move': () => ({ environmentId, from: 'folder', to: 'other/folder', assetLimit: null }),
  'folder.delete': () => ({ environmentId, path: 'folder' }),
  'folder-role.list': () => ({ environmentId, folderId: 'folder', withPermitted: true }),
  'folder-role.change': (principal) => ({
    environmentId,
    folderId: 'folder',
    change: 'remove',
    principal,
    roleIds: ['cld::role::folder::viewer'],
  }),
  'account-key.list': () => ({}),
  'account-key.get': () => ({ keyId: 'nobody' }),
  'account-key.create': () => ({ name: 'Key' }),
  'account-key.update': () => ({ keyId: 'nobody', isEnabled: false }),
  'account-key.delete': () => ({ keyId: 'nobody' }),
  ...assetInputs,
}

const roleId = 'cld::role::account::admin'
const groupId = 'group'
const environmentId = 'environment'
const keyId = 'api key'
// As in `lone-roles.ts`.
const inLibrary = { environmentId: Ids.environmentId('environment') }
/** The id of the custom policy that {@link sampleInputs} speak of. */
export const policyId = 'policy'
const policy = {
  name: 'Policy',
  description: null,
  level: 'account',
  environmentId: null,
  statement: 'permit(principal, action, resource);',
  isEnabled: true,
} as const

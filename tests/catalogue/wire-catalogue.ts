import type { Permission } from '../../src/domain/permission.ts'
import type { Role } from '../../src/domain/role.ts'

/** A JSON object. */
export type Json = Record<string, unknown>

const wireScope = (level: string): string => (level === 'environment' ? 'prodenv' : level)
const wireType = (kind: string): string => (kind === 'global' ? 'global' : 'content')

/** A permission as the public catalogue endpoint writes it. */
export const wirePolicy = (permission: Permission): Json => ({
  id: permission.id,
  name: permission.name,
  description: permission.description,
  category: permission.category,
  sub_category: permission.subCategory,
  permission_type: wireType(permission.kind),
  scope_type: wireScope(permission.level),
  policy: permission.statements.join('\n'),
})

/** A role as the public catalogue endpoint writes it. */
export const wireRole = (role: Role): Json => ({
  id: role.id,
  name: role.name,
  description: role.description,
  permission_type: wireType(role.kind),
  scope_type: wireScope(role.level),
  system_policy_ids: role.permissionIds,
})

/** A sound folder policy on the wire. */
export function folderPolicy(): Json {
  return {
    id: 'cld::policy::content::folder::look',
    name: 'Look',
    description: 'Look at it.',
    category: 'Folder',
    sub_category: 'View',
    permission_type: 'content',
    scope_type: 'prodenv',
    policy: folderStatement,
  }
}

/** Its one statement. */
export const folderStatement =
  'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Folder) ' +
  'when { resource.ancestor_ids.contains("<folder_id>") };'

/** A sound global policy of an environment. */
export const openPolicy = (): Json => ({
  ...folderPolicy(),
  id: 'cld::policy::global::ml::access',
  permission_type: 'global',
  policy: 'permit(principal, action, resource == Cloudinary::Feature::"cld::global::ml::access");',
})

/** A sound global policy of the account. */
export const accountPolicy = (): Json => ({
  ...openPolicy(),
  id: 'cld::policy::global::roles::view',
  scope_type: 'account',
  policy: 'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Role);',
})

/** A sound folder role that names {@link folderPolicy}. */
export function folderRole(): Json {
  return {
    id: 'cld::role::folder::looker',
    name: 'Looker',
    description: null,
    permission_type: 'content',
    scope_type: 'prodenv',
    system_policy_ids: ['cld::policy::content::folder::look'],
  }
}

/** A sound global role that names {@link openPolicy}. */
export const openRole = (): Json => ({
  ...folderRole(),
  id: 'cld::role::prodenv::visitor',
  permission_type: 'global',
  system_policy_ids: ['cld::policy::global::ml::access'],
})

/** Three policies (folder, environment, account) and two roles (folder, environment), each changed as asked. */
export function given(changes: {
  folder?: Json
  open?: Json
  account?: Json
  folderRole?: Json
  openRole?: Json
}): Json {
  return {
    catalog: {
      system_policies: [
        { ...folderPolicy(), ...changes.folder },
        { ...openPolicy(), ...changes.open },
        { ...accountPolicy(), ...changes.account },
      ],
      system_roles: [
        { ...folderRole(), ...changes.folderRole },
        { ...openRole(), ...changes.openRole },
      ],
    },
  }
}

// The system catalogue, and one with statements of every shape an imported catalogue could bring.
import type { Catalogue } from '../../src/domain/catalogue.ts'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { permissionId, roleId } from '../../src/domain/ids.ts'
import type { Permission } from '../../src/domain/permission.ts'
import type { Role, RoleKind } from '../../src/domain/role.ts'
import type { Level } from '../../src/domain/scope.ts'

const rows: readonly (readonly [id: string, kind: RoleKind, level: Level, statements: readonly string[]])[] = [
  ['odd::everything', 'global', 'environment', ['permit(principal, action, resource);']],
  ['odd::account_everything', 'global', 'account', ['permit(principal, action, resource);']],
  [
    'odd::users_only',
    'global',
    'environment',
    [
      'permit(principal is Cloudinary::User, action == Cloudinary::Action::"read", resource);',
      'permit(principal, action == Cloudinary::Action::"move", resource is Cloudinary::Asset) when { principal in Cloudinary::Group::"g1" };',
    ],
  ],
  [
    'odd::vip_library',
    'global',
    'environment',
    [
      'permit(principal, action, resource == Cloudinary::Feature::"cld::global::ml::access") when { context has vip && context.vip };',
    ],
  ],
  [
    'odd::faulty',
    'global',
    'environment',
    [
      'permit(principal, action, resource is Cloudinary::Asset) when { resource.nothing == 1 };',
      'permit(principal, action == Cloudinary::Action::"download", resource is Cloudinary::Asset) unless { resource.public };',
      'permit(principal, action == Cloudinary::Action::"read", resource == Cloudinary::Folder::"f3");',
    ],
  ],
  [
    'odd::collections_by_day',
    'global',
    'environment',
    [
      'permit(principal, action, resource is Cloudinary::Collection) unless { context has vip };',
      'permit(principal, action, resource is Cloudinary::Collection) when { action == Cloudinary::Action::"read" };',
    ],
  ],
  ['odd::flows', 'global', 'environment', ['permit(principal, action, resource is MediaFlows::EasyFlow);']],
  ['odd::things', 'global', 'environment', ['permit(principal, action, resource is Acme::Thing);']],
  [
    'odd::folder_twice',
    'folder',
    'environment',
    [
      'permit(principal, action == Cloudinary::Action::"update", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") && !(resource has name && resource.name == "<folder_id>") };',
      'permit(principal, action == Cloudinary::Action::"share", resource is Cloudinary::Folder) when { resource has name && resource.ancestor_ids.contains("<folder_id>") };',
      'permit(principal, action == Cloudinary::Action::"delete", resource == Cloudinary::Folder::"<folder_id>") when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
  ],
  [
    'odd::folder_faulty',
    'folder',
    'environment',
    [
      'permit(principal, action, resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") && resource.nothing == 1 };',
      'permit(principal, action in [Cloudinary::Action::"read", Cloudinary::Action::"move"], resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") } unless { context has vip && context.vip };',
    ],
  ],
  [
    'odd::collection_dynamic',
    'collection',
    'environment',
    [
      'permit(principal, action, resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("<collection_id>") && resource.dynamic };',
    ],
  ],
]

const oddPermissions = rows.map(([id, kind, level, statements]): Permission => ({
  ...{ id: permissionId(id), name: id, description: id, category: 'Odd', subCategory: 'Odd', kind, level, statements },
  confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
}))

const oddRoles = oddPermissions.map(({ id, kind, level }): Role => ({
  ...{ id: roleId(`role::${id}`), name: id, description: null, management: 'system', kind, level, permissionIds: [id] },
}))

/** The catalogues that worlds are made with. */
export const catalogues: readonly Catalogue[] = [
  systemCatalogue,
  {
    permissions: [...systemCatalogue.permissions, ...oddPermissions],
    roles: [...systemCatalogue.roles, ...oddRoles],
    at: systemCatalogue.at,
  },
]

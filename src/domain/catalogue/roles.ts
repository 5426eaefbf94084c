import { roleId } from '../ids.ts'
import type { RoleId } from '../ids.ts'
import type { Permission } from '../permission.ts'
import type { Role, RoleKind } from '../role.ts'
import type { Level } from '../scope.ts'
import { accountPermissions } from './permissions-account.ts'
import { collectionPermissions } from './permissions-collection.ts'
import { environmentPermissions } from './permissions-environment.ts'
import { folderPermissions } from './permissions-folder.ts'
import { libraryPermissions } from './permissions-library.ts'

/** How sure we are of a role's id and of what it contains; every name was seen. */
export interface RoleConfidence {
  readonly id: 'seen' | 'inferred'
  readonly composition: 'seen' | 'partly seen' | 'inferred'
}

interface RoleRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly permissions: readonly Permission[]
  readonly confidence: RoleConfidence
}

const allOfEnvironment = [...libraryPermissions, ...environmentPermissions]

const keptFromAdmins = ['prodenv_security::manage', 'ml_preferences::manage', 'prodenv::manage'].map(
  (ending) => `cld::policy::global::${ending}`,
)

const adminOfEnvironment = allOfEnvironment.filter((permission) => !keptFromAdmins.includes(permission.id))

const accountRows: readonly RoleRow[] = [
  {
    id: 'cld::role::account::master_admin',
    name: 'Master Admin',
    description: 'Do everything at account level; what happens inside an environment needs a role there.',
    permissions: accountPermissions,
    confidence: { id: 'seen', composition: 'inferred' },
  },
  {
    id: 'cld::role::account::admin',
    name: 'Admin',
    description:
      'Run users, groups, roles and custom policies, and read the reports of the account; not security, billing or the making of environments.',
    permissions: pick(accountPermissions, [
      'users_and_groups::manage',
      'users_and_groups::view',
      'roles::manage',
      'roles::view',
      'custom_policies::manage',
      'custom_policies::view',
      'product_environments::view',
      'reports::account_usage::view',
      'audit_logs::view',
      'reports::activity::view',
      'products::access',
    ]),
    confidence: { id: 'seen', composition: 'inferred' },
  },
  {
    id: 'cld::role::account::tech_admin',
    name: 'Technical Admin',
    description: 'See the environments, reports and logs of the account and open its products; no users, no billing.',
    permissions: pick(accountPermissions, [
      'product_environments::view',
      'reports::account_usage::view',
      'audit_logs::view',
      'reports::activity::view',
      'products::access',
    ]),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::account::billing',
    name: 'Billing',
    description: 'Handle bills, payment and the plan, and see what the account uses.',
    permissions: pick(accountPermissions, ['billing::manage', 'billing::view', 'reports::account_usage::view']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::account::reports',
    name: 'Reports',
    description: 'Read what the account uses, its audit logs and its activity.',
    permissions: pick(accountPermissions, [
      'reports::account_usage::view',
      'audit_logs::view',
      'reports::activity::view',
    ]),
    confidence: { id: 'seen', composition: 'inferred' },
  },
]

const environmentRows: readonly RoleRow[] = [
  {
    id: 'cld::role::prodenv::master_admin',
    name: 'Master Admin',
    description: 'Do everything in the environment: library, settings, security, keys and reports.',
    permissions: allOfEnvironment,
    confidence: { id: 'seen', composition: 'partly seen' },
  },
  {
    id: 'cld::role::prodenv::admin',
    name: 'Admin',
    description:
      'Do nearly everything in the environment; not its security, its Media Library preferences or the environment itself.',
    permissions: adminOfEnvironment,
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::prodenv::tech_admin',
    name: 'Technical Admin',
    description:
      'Do the same as Admin in the environment; it differs from Admin at account level, where it runs no users.',
    permissions: adminOfEnvironment,
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::prodenv::billing',
    name: 'Billing',
    description: 'See how much the environment uses.',
    permissions: pick(allOfEnvironment, ['reports::usage::view']),
    confidence: { id: 'seen', composition: 'seen' },
  },
  {
    id: 'cld::role::prodenv::reports',
    name: 'Reports',
    description: 'Read the delivery, error and usage reports of the environment.',
    permissions: pick(allOfEnvironment, ['reports::delivery::view', 'reports::errors::view', 'reports::usage::view']),
    confidence: { id: 'seen', composition: 'seen' },
  },
  {
    id: 'cld::role::prodenv::ml_admin',
    name: 'Media Library Admin',
    description:
      'Do everything with the folders, assets and collections of the environment, and define its metadata fields; no other settings.',
    permissions: pick(allOfEnvironment, [
      'ml::access',
      'delivery_urls::view',
      'public_links::manage',
      'basic_portals::access',
      'moderation::access',
      'assets::moderate',
      'assets::relate',
      'proofs::create',
      'proofs::manage',
      'folder_and_asset_management::view',
      'folder_and_asset_management::create_asset',
      'folder_and_asset_management::create_folder',
      'folder_and_asset_management::update',
      'folder_and_asset_management::update_metadata',
      'folder_and_asset_management::download',
      'folder_and_asset_management::delete',
      'folder_and_asset_management::share',
      'collections::create',
      'collections::view',
      'collections::manage',
      'dynamic_collections::view',
      'dynamic_collections::manage',
      'structured_metadata::manage',
      'structured_metadata::view',
      'transformations::view',
      'upload_presets::view',
    ]),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::prodenv::ml_user',
    name: 'Media Library User',
    description: 'Enter the Media Library; folder and collection roles say what is found inside.',
    permissions: pick(allOfEnvironment, ['ml::access']),
    confidence: { id: 'seen', composition: 'inferred' },
  },
  {
    id: 'cld::role::prodenv::collection_creator',
    name: 'Collection Creator',
    description: "Create collections of one's own, next to whatever other roles allow.",
    permissions: pick(allOfEnvironment, ['collections::create']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::prodenv::delivery_url_viewer',
    name: 'Delivery URL Viewer',
    description: 'See and copy delivery addresses, next to whatever other roles allow.',
    permissions: pick(allOfEnvironment, ['delivery_urls::view']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::prodenv::moderator',
    name: 'Moderator',
    description: 'Open the Moderation page and approve or reject assets; which ones depends on what other roles show.',
    permissions: pick(allOfEnvironment, ['moderation::access', 'assets::moderate']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::prodenv::proof_manager',
    name: 'Proof Manager',
    description: 'Start and run creative approval proofs.',
    permissions: pick(allOfEnvironment, ['proofs::create', 'proofs::manage']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
]

const folderRows: readonly RoleRow[] = [
  {
    id: 'cld::role::folder::viewer',
    name: 'Viewer',
    description: 'See what the folder and the folders below it hold, and download what is public.',
    permissions: pick(folderPermissions, ['view_download', 'download_public_assets']),
    confidence: { id: 'seen', composition: 'seen' },
  },
  {
    id: 'cld::role::folder::contributor',
    name: 'Contributor',
    description: 'Do what a Viewer may, upload to the folder and create folders in it.',
    permissions: pick(folderPermissions, [
      'view_download',
      'download_public_assets',
      'add_assets',
      'create_subfolders',
    ]),
    confidence: { id: 'seen', composition: 'inferred' },
  },
  {
    id: 'cld::role::folder::editor',
    name: 'Editor',
    description: 'Do what a Contributor may, and edit, rename and move what the folder holds; no deleting, no sharing.',
    permissions: pick(folderPermissions, [
      'view_download',
      'download_public_assets',
      'add_assets',
      'create_subfolders',
      'update_assets',
      'update_folder',
      'move_assets',
    ]),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::folder::manager',
    name: 'Manager',
    description: 'Do what an Editor may, and delete, share, moderate and download everything in the folder.',
    permissions: pick(folderPermissions, [
      'view_download',
      'download_public_assets',
      'download_assets',
      'add_assets',
      'create_subfolders',
      'update_assets',
      'update_folder',
      'move_assets',
      'move_folder',
      'delete_assets',
      'delete_folder',
      'moderate_assets',
      'share',
    ]),
    confidence: { id: 'seen', composition: 'inferred' },
  },
  {
    id: 'cld::role::folder::distributor',
    name: 'Distributor',
    description: 'See the folder and publish it and its assets through public links.',
    permissions: pick(folderPermissions, ['view_download', 'download_public_assets', 'manage_public_links']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
]

const collectionRows: readonly RoleRow[] = [
  {
    id: 'cld::role::collection::viewer',
    name: 'Viewer',
    description: 'See the collection and what is in it.',
    permissions: pick(collectionPermissions, ['view']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::collection::distributor',
    name: 'Distributor',
    description: 'See the collection and publish it through public links.',
    permissions: pick(collectionPermissions, ['view', 'manage_public_links']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::collection::collaborator',
    name: 'Collaborator',
    description: 'See the collection, put assets in and take them out.',
    permissions: pick(collectionPermissions, ['view', 'add_assets', 'remove_assets']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
  {
    id: 'cld::role::collection::manager',
    name: 'Manager',
    description: 'Do what a Collaborator may, and edit, share and delete the collection.',
    permissions: pick(collectionPermissions, ['view', 'add_assets', 'remove_assets', 'update', 'delete', 'share']),
    confidence: { id: 'inferred', composition: 'inferred' },
  },
]

const tables: readonly { readonly kind: RoleKind; readonly level: Level; readonly rows: readonly RoleRow[] }[] = [
  { kind: 'global', level: 'account', rows: accountRows },
  { kind: 'global', level: 'environment', rows: environmentRows },
  { kind: 'folder', level: 'environment', rows: folderRows },
  { kind: 'collection', level: 'environment', rows: collectionRows },
]

/** The 25 system roles: account, environment, folder, collection. Names repeat (`Reports`, `Viewer`), ids never. */
export const systemRoles: readonly Role[] = tables.flatMap(({ kind, level, rows }) =>
  rows.map(({ id, name, description, permissions }) => ({
    id: roleId(id),
    name,
    description,
    management: 'system',
    kind,
    level,
    permissionIds: permissions.map((permission) => permission.id),
  })),
)

/** What is known and what is guessed of each system role. */
export const roleConfidence: ReadonlyMap<RoleId, RoleConfidence> = new Map(
  tables.flatMap(({ rows }) => rows.map((row) => [roleId(row.id), row.confidence])),
)

/** The permissions whose ids end so, in the order of the table they are picked from; a name it lacks is a bug. */
function pick(permissions: readonly Permission[], endings: readonly string[]): readonly Permission[] {
  const picked = permissions.filter(({ id }) =>
    endings.includes(id.replace(/^cld::policy::(global|content::folder|content::collection)::/u, '')),
  )
  if (picked.length !== endings.length) throw new Error(`the catalogue lacks one of: ${endings.join(', ')}`)
  return picked
}

import type { ConstraintName } from './errors.ts'

/** One unique index or key of the database and what it stands for. */
export interface UniqueIndex {
  readonly constraint: ConstraintName
  /** Its name in the database, by which PostgreSQL reports it. */
  readonly name: string
  /** `table.column` of each, by which SQLite reports it. */
  readonly columns: readonly string[]
}

/** Every unique index that a write can break; the keys of nouns aren't among them: a write reads first. */
export const uniqueIndexes: readonly UniqueIndex[] = [
  { constraint: 'account_id', name: 'accounts_key', columns: ['accounts.id'] },
  { constraint: 'environment_cloud_name', name: 'environments_cloud_name', columns: ['environments.cloud_name'] },
  { constraint: 'user_email', name: 'users_email', columns: ['users.account_id', 'users.email_key'] },
  { constraint: 'group_name', name: 'user_groups_name', columns: ['user_groups.account_id', 'user_groups.name'] },
  {
    constraint: 'role_name',
    name: 'roles_name',
    columns: ['roles.account_id', 'roles.level', 'roles.kind', 'roles.name'],
  },
  {
    constraint: 'folder_name',
    name: 'folders_name',
    columns: ['folders.account_id', 'folders.environment_id', 'folders.parent_id', 'folders.name'],
  },
  {
    constraint: 'asset_name',
    name: 'assets_name',
    columns: [
      'assets.account_id',
      'assets.environment_id',
      'assets.resource_kind',
      'assets.delivery',
      'assets.public_id',
    ],
  },
  {
    constraint: 'assignment',
    name: 'assignments_place',
    columns: [
      'assignments.account_id',
      'assignments.principal_type',
      'assignments.principal_id',
      'assignments.role_id',
      'assignments.environment_id',
      'assignments.parameter_type',
      'assignments.parameter_id',
    ],
  },
  { constraint: 'link_token', name: 'link_secrets_token', columns: ['link_secrets.token_hash'] },
  { constraint: 'api_key_id', name: 'api_keys_id', columns: ['api_keys.id'] },
  { constraint: 'account_key_id', name: 'account_keys_id', columns: ['account_keys.id'] },
  { constraint: 'id_used', name: 'used_ids_key', columns: ['used_ids.account_id', 'used_ids.noun', 'used_ids.id'] },
  { constraint: 'id_used', name: 'used_ids_keys', columns: ['used_ids.noun', 'used_ids.id'] },
]

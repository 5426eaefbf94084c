// data table: the tables and indexes of the first version
import type { ColumnTypes } from '../column-types.ts'

/**
 * The tables of the first version, parents before children.
 *
 * Texts compare by bytes; flags are 0 and 1; instants are milliseconds. A reach is `environment_id`: empty for the
 * account, `all`, or an id. A folder at the top has an empty parent, an assignment without a parameter empty ones, so
 * that unique indexes see them (NULLs would all differ).
 */
export const begin = ({ text, integer, end, largeEnd }: ColumnTypes): readonly string[] => [
  `create table installation (
    id ${integer} not null primary key,
    revision ${integer} not null,
    catalogue ${text}
  ) ${largeEnd}`,
  `insert into installation (id, revision) values (1, 0)`,

  `create table accounts (
    id ${text} not null,
    name ${text} not null,
    plan ${text} not null,
    assets_advanced ${integer} not null,
    is_active ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    revision ${integer} not null,
    constraint accounts_key primary key (id)
  ) ${end}`,

  `create table change_log (
    account_id ${text} not null references accounts (id),
    revision ${integer} not null,
    at ${integer} not null,
    by_type ${text} not null,
    by_id ${text} not null,
    operation ${text} not null,
    request_id ${text},
    changes ${text} not null,
    constraint change_log_key primary key (account_id, revision)
  ) ${largeEnd}`,

  `create table used_ids (
    account_id ${text} not null references accounts (id),
    noun ${text} not null,
    id ${text} not null,
    constraint used_ids_key primary key (account_id, noun, id)
  ) ${end}`,
  `create unique index used_ids_keys on used_ids (noun, id) where noun in ('api_key', 'account_key')`,

  `create table environments (
    account_id ${text} not null references accounts (id),
    id ${text} not null,
    name ${text} not null,
    cloud_name ${text} not null,
    is_enabled ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id)
  ) ${end}`,
  `create unique index environments_cloud_name on environments (cloud_name)`,

  `create table users (
    account_id ${text} not null references accounts (id),
    id ${text} not null,
    name ${text} not null,
    email ${text} not null,
    email_key ${text} not null,
    is_enabled ${integer} not null,
    is_pending ${integer} not null,
    has_all_environments ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id)
  ) ${end}`,
  `create unique index users_email on users (account_id, email_key)`,

  `create table user_passwords (
    account_id ${text} not null,
    user_id ${text} not null,
    hash ${text} not null,
    primary key (account_id, user_id),
    foreign key (account_id, user_id) references users (account_id, id)
  ) ${end}`,

  `create table user_groups (
    account_id ${text} not null references accounts (id),
    id ${text} not null,
    name ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id)
  ) ${end}`,
  `create unique index user_groups_name on user_groups (account_id, name)`,

  `create table memberships (
    account_id ${text} not null,
    group_id ${text} not null,
    user_id ${text} not null,
    created_at ${integer} not null,
    primary key (account_id, group_id, user_id),
    foreign key (account_id, group_id) references user_groups (account_id, id),
    foreign key (account_id, user_id) references users (account_id, id)
  ) ${end}`,
  `create index memberships_user on memberships (account_id, user_id, group_id)`,

  `create table environment_access (
    account_id ${text} not null,
    user_id ${text} not null,
    environment_id ${text} not null,
    created_at ${integer} not null,
    primary key (account_id, user_id, environment_id),
    foreign key (account_id, user_id) references users (account_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${end}`,
  `create index environment_access_environment on environment_access (account_id, environment_id, user_id)`,

  `create table api_keys (
    account_id ${text} not null,
    id ${text} not null,
    environment_id ${text} not null,
    name ${text} not null,
    is_enabled ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${end}`,
  `create unique index api_keys_id on api_keys (id)`,
  `create index api_keys_environment on api_keys (account_id, environment_id, id)`,

  `create table account_keys (
    account_id ${text} not null references accounts (id),
    id ${text} not null,
    name ${text} not null,
    is_enabled ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id)
  ) ${end}`,
  `create unique index account_keys_id on account_keys (id)`,

  `create table key_secrets (
    account_id ${text} not null references accounts (id),
    kind ${text} not null,
    key_id ${text} not null,
    sealed ${text} not null,
    primary key (kind, key_id)
  ) ${end}`,

  `create table roles (
    account_id ${text} not null references accounts (id),
    id ${text} not null,
    name ${text} not null,
    description ${text},
    kind ${text} not null,
    level ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id)
  ) ${end}`,
  `create unique index roles_name on roles (account_id, level, kind, name)`,
  `create index roles_creation on roles (account_id, created_at, id)`,

  `create table role_permissions (
    account_id ${text} not null,
    role_id ${text} not null,
    position ${integer} not null,
    permission_id ${text} not null,
    primary key (account_id, role_id, position),
    foreign key (account_id, role_id) references roles (account_id, id)
  ) ${end}`,

  `create table custom_policies (
    account_id ${text} not null references accounts (id),
    id ${text} not null,
    name ${text} not null,
    description ${text},
    environment_id ${text} not null,
    statement ${text} not null,
    statement_hash ${text} not null,
    is_enabled ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id)
  ) ${largeEnd}`,
  `create index custom_policies_creation on custom_policies (account_id, created_at, id)`,
  `create index custom_policies_statement on custom_policies (account_id, statement_hash)`,

  `create table assignments (
    account_id ${text} not null references accounts (id),
    id ${text} not null,
    principal_type ${integer} not null,
    principal_id ${text} not null,
    role_id ${text} not null,
    environment_id ${text} not null,
    parameter_type ${text} not null,
    parameter_id ${text} not null,
    expires_at ${integer},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id)
  ) ${end}`,
  `create unique index assignments_place on assignments
    (account_id, principal_type, principal_id, role_id, environment_id, parameter_type, parameter_id)`,
  `create index assignments_principal on assignments (account_id, principal_type, principal_id, id)`,
  `create index assignments_role on assignments (account_id, role_id, principal_type, principal_id, id)`,
  `create index assignments_parameter on assignments (account_id, parameter_id, principal_type, principal_id, id)`,
  `create index assignments_reach on assignments (account_id, environment_id, principal_type, principal_id, id)`,

  `create table folders (
    account_id ${text} not null,
    id ${text} not null,
    environment_id ${text} not null,
    parent_id ${text} not null,
    name ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${end}`,
  `create unique index folders_name on folders (account_id, environment_id, parent_id, name)`,

  `create table collections (
    account_id ${text} not null,
    id ${text} not null,
    environment_id ${text} not null,
    name ${text} not null,
    is_dynamic ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${end}`,
  `create index collections_environment on collections (account_id, environment_id, id)`,
]

// data table: how each noun's records lie in its table
import * as Ids from '../domain/ids.ts'
import { plans } from '../domain/plan.ts'
import type { Noun, Records } from '../domain/records.ts'
import * as Cells from './cells.ts'
import type { Row } from './row.ts'
import { flag, integer, integerOrNull, literal, text, textOrNull } from './row.ts'
import type { KeyOf } from './store.ts'

/** How records of one noun lie in a table. */
export interface NounTable<N extends Noun> {
  readonly table: string
  /** The columns of the primary key, in order, `account_id` first. */
  readonly key: readonly string[]
  /** The key of a record: the record. */
  readonly keyOf: (record: Records[N]) => KeyOf<N>
  /** The cells of {@link NounTable.key}. */
  readonly keyCells: (key: KeyOf<N>) => readonly string[]
  /** Columns of text that lie in an index, as names and not as ids. */
  readonly names?: readonly string[]
  readonly toRow: (record: Records[N]) => Row
  /** `listed` is what the noun's child table holds, in order: a role's permission ids. */
  readonly fromRow: (row: Row, listed: readonly string[]) => Records[N]
}

const itself = <T>(record: T): T => record

const idKey = {
  keyOf: itself,
  key: ['account_id', 'id'],
  keyCells: (key: { readonly accountId: string; readonly id: string }): readonly string[] => [key.accountId, key.id],
}

/** The table of every noun; where a record becomes a row and a row a record. */
export const nounTables: { readonly [N in Noun]: NounTable<N> } = {
  account: {
    table: 'accounts',
    key: ['id'],
    keyOf: itself,
    keyCells: (key) => [key.id],
    toRow: (record) => ({
      id: record.id,
      name: record.name,
      plan: record.plan,
      assets_advanced: Cells.bit(record.assetsAdvanced),
      is_active: Cells.bit(record.isActive),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.accountId(text(row, 'id')),
      name: text(row, 'name'),
      plan: literal(row, 'plan', plans),
      assetsAdvanced: flag(row, 'assets_advanced'),
      isActive: flag(row, 'is_active'),
      ...Cells.dates(row),
    }),
  },
  environment: {
    table: 'environments',
    ...idKey,
    names: ['cloud_name'],
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      name: record.name,
      cloud_name: record.cloudName,
      is_enabled: Cells.bit(record.isEnabled),
      custom_attributes: Cells.attributesCell(record.customAttributes),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.environmentId(text(row, 'id')),
      accountId: Cells.owner(row),
      name: text(row, 'name'),
      cloudName: text(row, 'cloud_name'),
      isEnabled: flag(row, 'is_enabled'),
      customAttributes: Cells.toAttributes(row),
      ...Cells.dates(row),
    }),
  },
  user: {
    table: 'users',
    ...idKey,
    names: ['email', 'email_key', 'name_key'],
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      name: record.name,
      name_key: Cells.nameCell(record.name),
      email: record.email,
      email_key: Cells.emailCell(record.email),
      is_enabled: Cells.bit(record.isEnabled),
      is_pending: Cells.bit(record.isPending),
      has_all_environments: Cells.bit(record.hasAllEnvironments),
      status: Cells.statusCell(record),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.userId(text(row, 'id')),
      accountId: Cells.owner(row),
      name: text(row, 'name'),
      email: text(row, 'email'),
      isEnabled: flag(row, 'is_enabled'),
      isPending: flag(row, 'is_pending'),
      hasAllEnvironments: flag(row, 'has_all_environments'),
      ...Cells.dates(row),
    }),
  },
  group: {
    table: 'user_groups',
    ...idKey,
    names: ['name'],
    toRow: (record) => ({ account_id: record.accountId, id: record.id, name: record.name, ...Cells.dateCells(record) }),
    fromRow: (row) => ({
      id: Ids.groupId(text(row, 'id')),
      accountId: Cells.owner(row),
      name: text(row, 'name'),
      ...Cells.dates(row),
    }),
  },
  membership: {
    table: 'memberships',
    key: ['account_id', 'group_id', 'user_id'],
    keyOf: itself,
    keyCells: (key) => [key.accountId, key.groupId, key.userId],
    toRow: (record) => ({
      account_id: record.accountId,
      group_id: record.groupId,
      user_id: record.userId,
      created_at: record.createdAt,
    }),
    fromRow: (row) => ({
      accountId: Cells.owner(row),
      groupId: Ids.groupId(text(row, 'group_id')),
      userId: Ids.userId(text(row, 'user_id')),
      createdAt: integer(row, 'created_at'),
    }),
  },
  environment_access: {
    table: 'environment_access',
    key: ['account_id', 'user_id', 'environment_id'],
    keyOf: itself,
    keyCells: (key) => [key.accountId, key.userId, key.environmentId],
    toRow: (record) => ({
      account_id: record.accountId,
      user_id: record.userId,
      environment_id: record.environmentId,
      created_at: record.createdAt,
    }),
    fromRow: (row) => ({
      accountId: Cells.owner(row),
      userId: Ids.userId(text(row, 'user_id')),
      environmentId: Cells.environmentOf(row),
      createdAt: integer(row, 'created_at'),
    }),
  },
  api_key: {
    table: 'api_keys',
    ...idKey,
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      environment_id: record.environmentId,
      name: record.name,
      is_enabled: Cells.bit(record.isEnabled),
      dedicated_for: Cells.wordsCell(record.dedicatedFor),
      is_root: Cells.bit(record.isRoot),
      created_by: record.createdBy,
      owner_id: record.ownerId,
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.apiKeyId(text(row, 'id')),
      accountId: Cells.owner(row),
      environmentId: Cells.environmentOf(row),
      name: text(row, 'name'),
      isEnabled: flag(row, 'is_enabled'),
      dedicatedFor: Cells.toWords(text(row, 'dedicated_for')),
      isRoot: flag(row, 'is_root'),
      createdBy: textOrNull(row, 'created_by'),
      ownerId: Cells.ownerOf(row),
      ...Cells.dates(row),
    }),
  },
  account_key: {
    table: 'account_keys',
    ...idKey,
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      name: record.name,
      is_enabled: Cells.bit(record.isEnabled),
      created_by: record.createdBy,
      owner_id: record.ownerId,
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.accountKeyId(text(row, 'id')),
      accountId: Cells.owner(row),
      name: text(row, 'name'),
      isEnabled: flag(row, 'is_enabled'),
      createdBy: textOrNull(row, 'created_by'),
      ownerId: Cells.ownerOf(row),
      ...Cells.dates(row),
    }),
  },
  role: {
    table: 'roles',
    ...idKey,
    names: ['name'],
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      name: record.name,
      description: record.description,
      kind: record.kind,
      level: record.level,
      ...Cells.dateCells(record),
    }),
    fromRow: (row, listed) => ({
      id: Ids.roleId(text(row, 'id')),
      accountId: Cells.owner(row),
      name: text(row, 'name'),
      description: textOrNull(row, 'description'),
      kind: literal(row, 'kind', Cells.roleKinds),
      level: literal(row, 'level', Cells.levels),
      permissionIds: listed.map(Ids.permissionId),
      ...Cells.dates(row),
    }),
  },
  custom_policy: {
    table: 'custom_policies',
    ...idKey,
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      name: record.name,
      description: record.description,
      environment_id: Cells.reachCell(record.reach),
      statement: record.statement,
      statement_hash: Cells.statementCell(record.statement),
      is_enabled: Cells.bit(record.isEnabled),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.customPolicyId(text(row, 'id')),
      accountId: Cells.owner(row),
      name: text(row, 'name'),
      description: textOrNull(row, 'description'),
      reach: Cells.toReach(text(row, 'environment_id')),
      statement: text(row, 'statement'),
      isEnabled: flag(row, 'is_enabled'),
      ...Cells.dates(row),
    }),
  },
  assignment: {
    table: 'assignments',
    ...idKey,
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      principal_type: Cells.principalTypeCell(record.principal.type),
      principal_id: record.principal.id,
      role_id: record.roleId,
      environment_id: Cells.reachCell(record.reach),
      parameter_type: record.parameter?.type ?? '',
      parameter_id: record.parameter?.id ?? '',
      expires_at: record.expiresAt,
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.assignmentId(text(row, 'id')),
      accountId: Cells.owner(row),
      principal: Cells.toPrincipal(row),
      roleId: Ids.roleId(text(row, 'role_id')),
      reach: Cells.toReach(text(row, 'environment_id')),
      parameter: Cells.toParameter(row),
      expiresAt: integerOrNull(row, 'expires_at'),
      ...Cells.dates(row),
    }),
  },
  folder: {
    table: 'folders',
    ...idKey,
    names: ['name'],
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      environment_id: record.environmentId,
      parent_id: Cells.parentCell(record.parentId),
      name: record.name,
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.folderId(text(row, 'id')),
      accountId: Cells.owner(row),
      environmentId: Cells.environmentOf(row),
      parentId: text(row, 'parent_id') === '' ? null : Ids.folderId(text(row, 'parent_id')),
      name: text(row, 'name'),
      ...Cells.dates(row),
    }),
  },
  collection: {
    table: 'collections',
    ...idKey,
    toRow: (record) => ({
      account_id: record.accountId,
      id: record.id,
      environment_id: record.environmentId,
      name: record.name,
      is_dynamic: Cells.bit(record.isDynamic),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      id: Ids.collectionId(text(row, 'id')),
      accountId: Cells.owner(row),
      environmentId: Cells.environmentOf(row),
      name: text(row, 'name'),
      isDynamic: flag(row, 'is_dynamic'),
      ...Cells.dates(row),
    }),
  },
}

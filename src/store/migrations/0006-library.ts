// data table: what a media library holds
import { sql } from 'kysely'
import { nameCell } from '../cells.ts'
import type { ColumnTypes } from '../column-types.ts'
import type { Database } from '../row.ts'
import { rowsOf, text } from '../row.ts'

/**
 * Assets with what they are found by, their earlier files, the settings of libraries, and the ledger of blobs.
 *
 * `number` stands for an asset in the tables that find it: tags, values (of context and structured metadata), terms (the
 * words of any text of it). `scope` there stands for the account and environment. An asset at the top has an empty
 * folder. `_key` columns hold texts as they are compared, `words_` columns their words between spaces.
 */
export const library = ({ text, integer, numbered, end, largeEnd }: ColumnTypes): readonly string[] => [
  `create table library_settings (
    account_id ${text} not null,
    environment_id ${text} not null,
    folder_mode ${text} not null,
    keeps_backups ${integer} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, environment_id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${end}`,

  `create table assets (
    number ${numbered},
    account_id ${text} not null,
    id ${text} not null,
    environment_id ${text} not null,
    resource_kind ${text} not null,
    delivery ${text} not null,
    public_id ${text} not null,
    folder_id ${text} not null,
    display_name ${text} not null,
    display_key ${text} not null,
    blob_id ${text} not null,
    thumbnail_id ${text},
    bytes ${integer} not null,
    etag ${text} not null,
    format ${text},
    media_type ${text} not null,
    width ${integer},
    height ${integer},
    pages ${integer},
    version ${integer} not null,
    version_id ${text} not null,
    original_filename ${text},
    filename_key ${text} not null,
    tags ${text} not null,
    context ${text} not null,
    metadata ${text} not null,
    access_mode ${text} not null,
    access_control ${text},
    moderation ${text},
    moderation_kind ${text},
    moderation_status ${text},
    keeps_backups ${integer} not null,
    created_by ${text} not null,
    uploaded_at ${integer} not null,
    words_public_id ${text} not null,
    words_names ${text} not null,
    words_filename ${text} not null,
    words_tags ${text} not null,
    words_values ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    constraint assets_key unique (account_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${largeEnd}`,
  `create unique index assets_name on assets (account_id, environment_id, resource_kind, delivery, public_id)`,
  `create index assets_place on assets (account_id, environment_id, id)`,
  `create index assets_creation on assets (account_id, environment_id, created_at, id, folder_id)`,
  `create index assets_upload on assets (account_id, environment_id, uploaded_at, id)`,
  `create index assets_update on assets (account_id, environment_id, updated_at, id)`,
  `create index assets_size on assets (account_id, environment_id, bytes, id)`,
  `create index assets_public_id on assets (account_id, environment_id, public_id, id)`,
  `create index assets_display_name on assets (account_id, environment_id, display_key, id)`,
  `create index assets_folder on assets (account_id, environment_id, folder_id, created_at, id)`,
  `create index assets_folder_name on assets (account_id, environment_id, folder_id, display_key, id)`,

  `create table asset_tags (
    asset ${integer} not null,
    scope ${integer} not null,
    tag ${text} not null,
    tag_key ${text} not null,
    primary key (asset, tag)
  ) ${end}`,
  `create index asset_tags_tag on asset_tags (scope, tag, asset)`,
  `create index asset_tags_key on asset_tags (scope, tag_key, asset)`,

  `create table asset_values (
    asset ${integer} not null,
    scope ${integer} not null,
    name ${text} not null,
    position ${integer} not null,
    value ${text} not null,
    rank ${text} not null,
    words ${text} not null,
    primary key (asset, name, position)
  ) ${end}`,
  `create index asset_values_rank on asset_values (scope, name, rank, asset)`,
  `create index asset_values_value on asset_values (scope, name, value, asset)`,

  `create table asset_terms (
    scope ${integer} not null,
    term ${text} not null,
    asset ${integer} not null,
    primary key (scope, term, asset)
  ) ${end}`,

  `create table asset_versions (
    account_id ${text} not null,
    asset_id ${text} not null,
    id ${text} not null,
    environment_id ${text} not null,
    resource_kind ${text} not null,
    delivery ${text} not null,
    public_id ${text} not null,
    bytes ${integer} not null,
    asset ${text} not null,
    created_at ${integer} not null,
    primary key (account_id, asset_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${largeEnd}`,
  `create index asset_versions_name on asset_versions
    (account_id, environment_id, resource_kind, delivery, public_id, created_at, id)`,
  `create index asset_versions_size on asset_versions (account_id, environment_id, bytes)`,

  ...['upload_presets', 'upload_mappings', 'transformations'].map(
    (table) => `create table ${table} (
    account_id ${text} not null,
    environment_id ${text} not null,
    name ${text} not null,
    content ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, environment_id, name),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${largeEnd}`,
  ),

  `create table metadata_fields (
    account_id ${text} not null,
    environment_id ${text} not null,
    id ${text} not null,
    position ${integer} not null,
    content ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (account_id, environment_id, id),
    foreign key (account_id, environment_id) references environments (account_id, id)
  ) ${largeEnd}`,

  `create table blob_ledger (
    id ${text} not null,
    is_doomed ${integer} not null,
    at ${integer} not null,
    constraint blob_ledger_key primary key (id)
  ) ${end}`,
  `create index blob_ledger_at on blob_ledger (is_doomed, at)`,

  `alter table folders add column name_key ${text} not null default ''`,
  `create index folders_name_key on folders (account_id, environment_id, name_key, id)`,
]

const batchLength = 500

/** Writes the names by which folders are searched; databases fold the cases of few letters. */
export async function fillFolderNames(database: Database): Promise<void> {
  let after: readonly [string, string] = ['', '']
  for (;;) {
    const folders = await rowsOf(
      database,
      sql`select account_id, id, name from folders where (account_id, id) > (${sql.join(after)})
        order by account_id, id limit ${batchLength}`,
    )
    for (const folder of folders) {
      after = [text(folder, 'account_id'), text(folder, 'id')]
      await rowsOf(
        database,
        sql`update folders set name_key = ${nameCell(text(folder, 'name'))}
          where account_id = ${after[0]} and id = ${after[1]}`,
      )
    }
    if (folders.length < batchLength) return
  }
}

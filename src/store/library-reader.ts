import { sql } from 'kysely'
import type { AccountId, EnvironmentId } from '../domain/ids.ts'
import { countAssets, countByValue, listTags, measureLibrary } from './assets/count-assets.ts'
import { beginsWith } from './assets/asset-clauses.ts'
import { positionOf } from './assets/asset-order.ts'
import { listAssets } from './assets/list-assets.ts'
import { nameCell } from './cells.ts'
import type { AssetName, LibraryReader } from './library.ts'
import { nounTables } from './noun-tables.ts'
import type { Clause, Database } from './row.ts'
import { allOf, isEqual, rowsOf } from './row.ts'
import { part, select, selectOne } from './select.ts'
import type { Page } from './keys.ts'

/** Makes the part of a reader that knows what a media library holds. */
export function createLibraryReader(database: Database): LibraryReader {
  return {
    findAssetByName: (accountId, name) => selectOne(database, 'asset', hasName(accountId, name)),
    listAssets: (accountId, filter, page) => listAssets({ database, accountId, filter, page }),
    positionOf,
    countAssets: (accountId, filter, atMost) => countAssets(database, accountId, filter, atMost),
    countByValue: (accountId, filter, field, limit) => countByValue(database, accountId, filter, field, limit),
    listTags: (accountId, filter, page) => listTags(database, accountId, filter, page),
    measureLibrary: (accountId, environmentId) => measureLibrary(database, accountId, environmentId),
    ...createVersionLister(database),
    ...createSettingsLister(database),
    searchFolders: (accountId, environmentId, { name, startsWith }, page) => {
      const { where, ...rest } = part(page, ['name_key', 'id'], (last) => [nameCell(last.name), last.id])
      const wanted = [
        ...here(accountId, environmentId),
        ...(name === undefined ? [] : [isEqual('name_key', nameCell(name)), isEqual('name', name)]),
        ...(startsWith === undefined ? [] : [beginsWith(sql.ref('name_key'), nameCell(startsWith))]),
      ]
      return select(database, 'folder', { where: [...wanted, ...where], ...rest })
    },
  }
}

const here = (accountId: AccountId, environmentId: EnvironmentId): readonly Clause[] => [
  isEqual('account_id', accountId),
  isEqual('environment_id', environmentId),
]

const hasName = (accountId: AccountId, { environmentId, resourceKind, delivery, publicId }: AssetName) => [
  ...here(accountId, environmentId),
  isEqual('resource_kind', resourceKind),
  isEqual('delivery', delivery),
  isEqual('public_id', publicId),
]

type VersionLister = Pick<LibraryReader, 'listVersions' | 'listVersionsByName'>

function createVersionLister(database: Database): VersionLister {
  const newestFirst = async (where: readonly Clause[]) => {
    const found = sql`select * from asset_versions where ${allOf(where)} order by created_at desc, id desc`
    return (await rowsOf(database, found)).map((row) => nounTables.asset_version.fromRow(row, []))
  }
  return {
    listVersions: ({ accountId, id }) => newestFirst([isEqual('account_id', accountId), isEqual('asset_id', id)]),
    listVersionsByName: (accountId, name) => {
      const living = sql`select 1 from assets
        where assets.account_id = asset_versions.account_id and assets.id = asset_versions.asset_id`
      return newestFirst([...hasName(accountId, name), sql`not exists (${living})`])
    },
  }
}

type SettingsLister = Pick<
  LibraryReader,
  'listUploadPresets' | 'listUploadMappings' | 'listTransformations' | 'listMetadataFields' | 'listMetadataRules'
>

function createSettingsLister(database: Database): SettingsLister {
  const byName = <N extends 'upload_preset' | 'upload_mapping' | 'transformation'>(
    noun: N,
    accountId: AccountId,
    environmentId: EnvironmentId,
    page: Page<{ readonly name: string }> | undefined,
  ) => {
    const { where, ...rest } = part(page, ['name'], (last) => [last.name])
    return select(database, noun, { where: [...here(accountId, environmentId), ...where], ...rest })
  }
  return {
    listUploadPresets: (accountId, environmentId, page) => byName('upload_preset', accountId, environmentId, page),
    listUploadMappings: (accountId, environmentId, page) => byName('upload_mapping', accountId, environmentId, page),
    listTransformations: (accountId, environmentId, page) => byName('transformation', accountId, environmentId, page),
    listMetadataFields: (accountId, environmentId) =>
      select(database, 'metadata_field', { where: here(accountId, environmentId), order: ['position', 'id'] }),
    listMetadataRules: (accountId, environmentId) =>
      select(database, 'metadata_rule', { where: here(accountId, environmentId), order: ['position', 'id'] }),
  }
}

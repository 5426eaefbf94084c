// data table: how each noun of a media library lies in its table
import * as Ids from '../domain/ids.ts'
import type * as L from '../domain/library-records.ts'
import { deliveryTypes, folderModes, resourceKinds, type LibraryRecords } from '../domain/library-records.ts'
import { filenameOf, wordCells } from './assets/asset-cells.ts'
import * as Cells from './cells.ts'
import type { NounTable } from './noun-table.ts'
import type { Cell, Row } from './row.ts'
import { flag, integer, integerOrNull, literal, text, textOrNull } from './row.ts'

const itself = <T>(record: T): T => record

interface NamedKey {
  readonly accountId: string
  readonly environmentId: string
  readonly name: string
}

const nameKey = {
  keyOf: itself,
  key: ['account_id', 'environment_id', 'name'],
  names: ['name'],
  keyCells: (key: NamedKey): readonly string[] => [key.accountId, key.environmentId, key.name],
}

interface IdKey extends Omit<NamedKey, 'name'> {
  readonly id: string
}

const idKey = {
  keyOf: itself,
  key: ['account_id', 'environment_id', 'id'],
  keyCells: (key: IdKey): readonly string[] => [key.accountId, key.environmentId, key.id],
}

/** The entries of an object as a text, sorted by name so that the same ones are the same text. */
const entriesCell = (entries: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1)))

/** Undoes `entriesCell`: what is read was written by it, from a value of that type. */
const toEntries = <T>(cell: string): Readonly<Record<string, T>> =>
  Object.fromEntries(JSON.parse(cell) as readonly (readonly [string, T])[])

const jsonCell = (value: unknown): Cell => (value === null || value === undefined ? null : JSON.stringify(value))

/** Undoes `jsonCell`: what is read was written by it, from a value of that type. */
const toJson = <T>(cell: string | null): T | null => (cell === null ? null : (JSON.parse(cell) as T))

const placeCells = (record: { readonly accountId: string; readonly environmentId: string }): Row => ({
  account_id: record.accountId,
  environment_id: record.environmentId,
})

const place = (row: Row) => ({ accountId: Cells.owner(row), environmentId: Cells.environmentOf(row) })

const contentOf = <T>(row: Row): T => JSON.parse(text(row, 'content')) as T

/** The table of every noun of a library. */
export const libraryTables: { readonly [N in keyof LibraryRecords]: NounTable<N> } = {
  library_settings: {
    table: 'library_settings',
    key: ['account_id', 'environment_id'],
    keyOf: itself,
    keyCells: (key) => [key.accountId, key.environmentId],
    toRow: (record) => ({
      ...placeCells(record),
      folder_mode: record.folderMode,
      keeps_backups: Cells.bit(record.keepsBackups),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      ...place(row),
      folderMode: literal(row, 'folder_mode', folderModes),
      keepsBackups: flag(row, 'keeps_backups'),
      ...Cells.dates(row),
    }),
  },
  asset: {
    table: 'assets',
    key: ['account_id', 'id'],
    keyOf: itself,
    keyCells: (key) => [key.accountId, key.id],
    names: ['public_id', 'display_key'],
    toRow: (record) => ({
      ...placeCells(record),
      id: record.id,
      resource_kind: record.resourceKind,
      delivery: record.delivery,
      public_id: record.publicId,
      folder_id: Cells.parentCell(record.folderId),
      display_name: record.displayName,
      display_key: Cells.nameCell(record.displayName),
      ...fileCells(record.file),
      version: record.version,
      version_id: record.versionId,
      original_filename: record.originalFilename,
      filename_key: Cells.nameCell(filenameOf(record)),
      tags: JSON.stringify(record.tags),
      context: entriesCell(record.context),
      metadata: entriesCell(record.metadata),
      access_mode: record.accessMode,
      access_control: jsonCell(record.accessControl),
      moderation: jsonCell(record.moderation && moderationOf(record.moderation)),
      moderation_kind: record.moderation?.kind ?? null,
      moderation_status: record.moderation?.status ?? null,
      keeps_backups: Cells.bit(record.keepsBackups),
      created_by: record.createdBy,
      uploaded_at: record.uploadedAt,
      ...wordCells(record),
      ...Cells.dateCells(record),
    }),
    fromRow: toAsset,
  },
  asset_version: {
    table: 'asset_versions',
    key: ['account_id', 'asset_id', 'id'],
    keyOf: itself,
    keyCells: (key) => [key.accountId, key.assetId, key.id],
    names: ['public_id'],
    toRow: (record) => ({
      ...placeCells(record),
      asset_id: record.assetId,
      id: record.id,
      resource_kind: record.asset.resourceKind,
      delivery: record.asset.delivery,
      public_id: record.asset.publicId,
      bytes: record.asset.file.bytes,
      asset: JSON.stringify(record.asset),
      created_at: record.createdAt,
    }),
    fromRow: (row) => ({
      ...place(row),
      assetId: Ids.assetId(text(row, 'asset_id')),
      id: Ids.versionId(text(row, 'id')),
      asset: JSON.parse(text(row, 'asset')) as L.AssetRecord,
      createdAt: integer(row, 'created_at'),
    }),
  },
  upload_preset: {
    table: 'upload_presets',
    ...nameKey,
    toRow: (record) => ({
      ...placeCells(record),
      name: record.name,
      content: JSON.stringify({
        isUnsigned: record.isUnsigned,
        disallowsPublicId: record.disallowsPublicId,
        folderId: record.folderId,
        settings: record.settings,
      }),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      ...place(row),
      name: text(row, 'name'),
      ...contentOf<Pick<L.UploadPresetRecord, 'isUnsigned' | 'disallowsPublicId' | 'folderId' | 'settings'>>(row),
      ...Cells.dates(row),
    }),
  },
  upload_mapping: {
    table: 'upload_mappings',
    ...nameKey,
    toRow: (record) => ({
      ...placeCells(record),
      name: record.name,
      content: JSON.stringify({ template: record.template }),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      ...place(row),
      name: text(row, 'name'),
      ...contentOf<Pick<L.UploadMappingRecord, 'template'>>(row),
      ...Cells.dates(row),
    }),
  },
  transformation: {
    table: 'transformations',
    ...nameKey,
    toRow: (record) => ({
      ...placeCells(record),
      name: record.name,
      content: JSON.stringify({
        definition: record.definition ?? null,
        isAllowedForStrict: record.isAllowedForStrict,
      }),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      ...place(row),
      name: text(row, 'name'),
      ...contentOf<Pick<L.TransformationRecord, 'definition' | 'isAllowedForStrict'>>(row),
      ...Cells.dates(row),
    }),
  },
  metadata_field: {
    table: 'metadata_fields',
    ...idKey,
    toRow: (record) => ({
      ...placeCells(record),
      id: record.id,
      position: record.position,
      content: JSON.stringify({
        label: record.label,
        type: record.type,
        isMandatory: record.isMandatory,
        defaultValue: record.defaultValue,
        validation: record.validation ?? null,
        choices: record.choices.map(({ id, value, isActive }) => ({ id, value, isActive })),
      }),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      ...place(row),
      id: Ids.metadataFieldId(text(row, 'id')),
      position: integer(row, 'position'),
      ...contentOf<
        Pick<L.MetadataFieldRecord, 'label' | 'type' | 'isMandatory' | 'defaultValue' | 'validation' | 'choices'>
      >(row),
      ...Cells.dates(row),
    }),
  },
  metadata_rule: {
    table: 'metadata_rules',
    ...idKey,
    toRow: (record) => ({
      ...placeCells(record),
      id: record.id,
      position: record.position,
      content: JSON.stringify({
        fieldId: record.fieldId,
        name: record.name,
        condition: record.condition,
        result: record.result,
        isActive: record.isActive,
      }),
      ...Cells.dateCells(record),
    }),
    fromRow: (row) => ({
      ...place(row),
      id: Ids.metadataRuleId(text(row, 'id')),
      position: integer(row, 'position'),
      ...contentOf<Pick<L.MetadataRuleRecord, 'fieldId' | 'name' | 'condition' | 'result' | 'isActive'>>(row),
      ...Cells.dates(row),
    }),
  },
}

const accessModes = ['public', 'authenticated'] as const

const moderationOf = ({ kind, status, at, by, note }: L.Moderation): L.Moderation => ({ kind, status, at, by, note })

const fileCells = (file: L.AssetFile): Row => ({
  blob_id: file.blobId,
  thumbnail_id: file.thumbnailId,
  bytes: file.bytes,
  etag: file.etag,
  format: file.format,
  media_type: file.mediaType,
  width: file.width,
  height: file.height,
  pages: file.pages,
})

function toFile(row: Row): L.AssetFile {
  const thumbnailId = textOrNull(row, 'thumbnail_id')
  return {
    blobId: Ids.blobId(text(row, 'blob_id')),
    thumbnailId: thumbnailId === null ? null : Ids.blobId(thumbnailId),
    bytes: integer(row, 'bytes'),
    etag: text(row, 'etag'),
    format: textOrNull(row, 'format'),
    mediaType: text(row, 'media_type'),
    width: integerOrNull(row, 'width'),
    height: integerOrNull(row, 'height'),
    pages: integerOrNull(row, 'pages'),
  }
}

function toAsset(row: Row): L.AssetRecord {
  const folderId = text(row, 'folder_id')
  return {
    ...place(row),
    id: Ids.assetId(text(row, 'id')),
    resourceKind: literal(row, 'resource_kind', resourceKinds),
    delivery: literal(row, 'delivery', deliveryTypes),
    publicId: text(row, 'public_id'),
    folderId: folderId === '' ? null : Ids.folderId(folderId),
    displayName: text(row, 'display_name'),
    file: toFile(row),
    version: integer(row, 'version'),
    versionId: Ids.versionId(text(row, 'version_id')),
    originalFilename: textOrNull(row, 'original_filename'),
    tags: toJson<readonly string[]>(text(row, 'tags')) ?? [],
    context: toEntries(text(row, 'context')),
    metadata: toEntries(text(row, 'metadata')),
    accessMode: literal(row, 'access_mode', accessModes),
    accessControl: toJson(textOrNull(row, 'access_control')),
    moderation: toJson(textOrNull(row, 'moderation')),
    keepsBackups: flag(row, 'keeps_backups'),
    createdBy: text(row, 'created_by'),
    uploadedAt: integer(row, 'uploaded_at'),
    ...Cells.dates(row),
  }
}

import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { endpoint } from '../endpoint.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
import { spellInstant } from './dates.ts'
import {
  base,
  environment,
  filledText,
  flagOrAbsent,
  integerOrAbsent,
  textOrAbsent,
  textOrEmpty,
  textsOrAbsent,
} from './fields.ts'
import { sortByOrAbsent, type SortStep } from './sort-by.ts'

const source = 'Admin API 0.7.5, folders; api-surface 2.3, 2.4'
const folder = z.object({ name: z.string(), path: z.string(), external_id: z.string(), created_at: z.iso.datetime() })
const folderList = z.object({
  folders: z.array(folder),
  next_cursor: z.string().nullable(),
  total_count: z.int(),
})
const paging = { max_results: integerOrAbsent(1, 2000), next_cursor: textOrAbsent }
const named = { ...environment, folder: filledText.describe('The path of the folder, such as `brand/logos`.') }
const namePath = z.object({ name: z.string(), path: z.string() })

type ListedFolder = OutputOf<'folder.list'>['folders'][number]

const spell = ({ id, name, path, createdAt }: ListedFolder): z.output<typeof folder> => ({
  name,
  path,
  external_id: id,
  created_at: spellInstant(createdAt),
})

const spellList = ({ folders, nextCursor, total }: OutputOf<'folder.list'>): z.output<typeof folderList> => ({
  folders: folders.map(spell),
  next_cursor: nextCursor,
  total_count: total,
})

/** Lists the folders at the top of a library. */
export const listRootFolders = endpoint({
  id: 'listRootFolders',
  family: 'admin',
  method: 'GET',
  path: `${base}/folders`,
  operation: 'folder.list',
  summary: 'Lists the folders at the top that the caller may see; `total_count` counts no others.',
  source,
  request: z.object({ ...environment, ...paging }),
  success: { status: 200, schema: folderList },
  toInput: ({ max_results, next_cursor }, { environmentId }) => ({
    environmentId,
    path: '',
    cursor: next_cursor ?? null,
    limit: max_results ?? null,
  }),
  toWire: spellList,
})

/** Lists the folders in a folder. */
export const showFolder = endpoint({
  id: 'showFolder',
  family: 'admin',
  method: 'GET',
  path: `${base}/folders/{folder*}`,
  operation: 'folder.list',
  summary: 'Lists the folders in a folder that the caller may see; `total_count` counts no others.',
  source,
  request: z.object({ ...named, ...paging }),
  success: { status: 200, schema: folderList },
  toInput: ({ folder: path, max_results, next_cursor }, { environmentId }) => ({
    environmentId,
    path,
    cursor: next_cursor ?? null,
    limit: max_results ?? null,
  }),
  toWire: spellList,
})

/** Makes a folder. */
export const createFolder = endpoint({
  id: 'createFolder',
  family: 'admin',
  method: 'POST',
  path: `${base}/folders/{folder*}`,
  operation: 'folder.create',
  summary: 'Makes a folder, and those above it that are missing.',
  source,
  request: z.object(named),
  success: { status: 200, schema: z.object({ success: z.boolean(), ...folder.shape }) },
  toInput: ({ folder: path }, { environmentId }) => ({ environmentId, path }),
  toWire: (made) => ({ success: true, ...spell(made) }),
})

/** Renames or moves a folder. */
export const updateFolder = endpoint({
  id: 'updateFolder',
  family: 'admin',
  method: 'PUT',
  path: `${base}/folders/{folder*}`,
  operation: 'folder.move',
  summary: 'Renames a folder, or moves it with everything beneath; its `external_id` stays.',
  source,
  request: z.object({ ...named, to_folder: filledText.describe('The new path, the name included.') }),
  body: ['to_folder'],
  success: { status: 200, schema: z.object({ from: namePath, to: namePath }) },
  toInput: ({ folder: from, to_folder }, { environmentId }) => ({
    environmentId,
    from,
    to: to_folder,
    assetLimit: null,
  }),
  toWire: ({ from, to }) => ({ from: { ...from }, to: { ...to } }),
})

/** Renames or moves a folder, both paths in the body. */
export const renameFolderOperation = endpoint({
  id: 'renameFolderOperation',
  family: 'admin',
  method: 'PUT',
  path: `${base}/folder_operations/rename`,
  operation: 'folder.move',
  summary: 'Renames a folder, or moves it with everything beneath, where no more assets than the limit lie in it.',
  source,
  request: z.object({
    ...environment,
    path: filledText,
    to_path: filledText,
    resources_limit: integerOrAbsent(0, 1e12),
    resources_size_limit: integerOrAbsent(0, 1e15).describe('Not supported; refused.'),
    max_derived: integerOrAbsent(0, 1e12).describe('Means nothing here: there are no derived assets.'),
  }),
  body: ['path', 'to_path', 'resources_limit', 'resources_size_limit', 'max_derived'],
  success: {
    status: 200,
    schema: z.object({ folder_deleted: z.boolean(), moved: z.int(), rejected: z.int(), failed: z.int() }),
  },
  toInput: ({ path, to_path, resources_limit, resources_size_limit }, { environmentId }) => {
    if (typeof resources_size_limit === 'number')
      throw refusal('invalid_fields', undefined, {
        fields: [{ name: 'resources_size_limit', value: resources_size_limit }],
      })
    return { environmentId, from: path, to: to_path, assetLimit: resources_limit ?? null }
  },
  toWire: ({ assets }) => ({ folder_deleted: true, moved: assets, rejected: 0, failed: 0 }),
})

/** Deletes a folder. */
export const destroyFolder = endpoint({
  id: 'destroyFolder',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/folders/{folder*}`,
  operation: 'folder.delete',
  summary: 'Deletes a folder without assets, with the folders beneath it and the roles given on them.',
  source,
  request: z.object(named),
  success: { status: 200, schema: z.object({ deleted: z.array(z.string()) }) },
  toInput: ({ folder: path }, { environmentId }) => ({ environmentId, path }),
  toWire: (paths) => ({ deleted: [...paths] }),
})

const search = {
  ...environment,
  expression: textOrEmpty.describe('Such as `name=brand*`, `path="a/b"`, `created_at>=4w`, or words of names.'),
  sort_by: sortByOrAbsent.describe('By `name`, `path` or `created_at`; the newest first where it is absent.'),
  max_results: integerOrAbsent(1, 500),
  next_cursor: textOrAbsent,
}
const found = z.object({
  folders: z.array(folder),
  total_count: z.int(),
  time: z.int(),
  next_cursor: z.string().nullable(),
})

type SearchRequest = z.output<z.ZodObject<typeof search>>

/** Searches folders, the search in the query. */
export const searchFolders = endpoint({
  id: 'searchFolders',
  family: 'admin',
  method: 'GET',
  path: `${base}/folders/search`,
  operation: 'folder.search',
  summary: 'Searches the folders that the caller may see; `total_count` counts no others.',
  source,
  request: z.object(search),
  success: { status: 200, schema: found },
  toInput: (wire, { environmentId }) => toSearch(wire, environmentId),
  toWire: spellFound,
})

/** Searches folders, the search in the body. */
export const searchFoldersPost = endpoint({
  id: 'searchFoldersPost',
  family: 'admin',
  method: 'POST',
  path: `${base}/folders/search`,
  operation: 'folder.search',
  summary: 'Searches the folders that the caller may see; `total_count` counts no others.',
  source,
  request: z.object(search),
  body: ['expression', 'sort_by', 'max_results', 'next_cursor'],
  success: { status: 200, schema: found },
  toInput: (wire, { environmentId }) => toSearch(wire, environmentId),
  toWire: spellFound,
})

const toSearch = (
  { expression, sort_by, max_results, next_cursor }: SearchRequest,
  environmentId: InputOf<'folder.search'>['environmentId'],
): InputOf<'folder.search'> => ({
  environmentId,
  expression: expression ?? '',
  order: (sort_by ?? []).map(toOrder),
  limit: max_results ?? 50,
  cursor: next_cursor ?? null,
})

function toOrder({ field, direction }: SortStep): InputOf<'folder.search'>['order'][number] {
  if (field === 'name' || field === 'path' || field === 'created_at')
    return { by: field, isDescending: direction === 'desc' }
  throw refusal('invalid_fields', undefined, { fields: [{ name: 'sort_by', value: field }] })
}

function spellFound({ folders, total, took, nextCursor }: OutputOf<'folder.search'>): z.output<typeof found> {
  return { folders: folders.map(spell), total_count: total, time: took, next_cursor: nextCursor }
}

const detail = z.object({
  ...folder.shape,
  resource_count: z.int().optional(),
  last_uploaded_at: z.int().nullable().optional(),
  ancestors: z.array(folder),
})

const spellDetail = ({ folder: shown, ancestors, assets }: OutputOf<'folder.get'>): z.output<typeof detail> => ({
  ...spell(shown),
  ...(assets !== null && {
    resource_count: assets.count,
    last_uploaded_at: assets.lastUploadedAt === null ? null : Math.floor(assets.lastUploadedAt / 1000),
  }),
  ancestors: ancestors.map(spell),
})

/** Shows a folder by its id. */
export const getFolderById = endpoint({
  id: 'getFolderById',
  family: 'admin',
  method: 'PUT',
  path: `${base}/folders/by_id`,
  operation: 'folder.get',
  summary: 'Shows the folder with an `external_id`.',
  source,
  request: z.object({ ...environment, id: filledText }),
  body: ['id'],
  success: { status: 200, schema: detail },
  toInput: ({ id }, { environmentId }) => ({ environmentId, folder: { type: 'id' as const, id } }),
  toWire: spellDetail,
})

/** Shows a folder by its path. */
export const getFolderByPath = endpoint({
  id: 'getFolderByPath',
  family: 'admin',
  method: 'PUT',
  path: `${base}/folders/by_path`,
  operation: 'folder.get',
  summary: 'Shows the folder at a path; the top of the library is none.',
  source,
  request: z.object({ ...environment, path: z.string(), case_sensitive: flagOrAbsent }),
  body: ['path', 'case_sensitive'],
  success: { status: 200, schema: detail },
  toInput: ({ path, case_sensitive }, { environmentId }) => ({
    environmentId,
    folder: { type: 'path' as const, path, isCaseSensitive: case_sensitive ?? true },
  }),
  toWire: spellDetail,
})

/** Lists what lies beneath a folder. */
export const getFolderDescendants = endpoint({
  id: 'getFolderDescendants',
  family: 'admin',
  method: 'PUT',
  path: `${base}/folders/descendants`,
  operation: 'folder.list-descendants',
  summary: 'Lists the folders beneath a folder that the caller may see, at most 2000.',
  source,
  request: z.object({ ...environment, id: filledText, filter_ids: textsOrAbsent, inclusive: flagOrAbsent }),
  body: ['id', 'filter_ids', 'inclusive'],
  success: { status: 200, schema: z.object({ folders: z.array(folder) }) },
  toInput: ({ id, filter_ids, inclusive }, { environmentId }) => ({
    environmentId,
    folderId: id,
    isInclusive: inclusive ?? false,
    only: filter_ids ?? null,
  }),
  toWire: (folders) => ({ folders: folders.map(spell) }),
})

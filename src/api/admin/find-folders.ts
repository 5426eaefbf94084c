import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { endpoint } from '../endpoint.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
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
import { folder, folderSource as source, spellFolder as spell } from './folder-wire.ts'
import { sortByOrAbsent, type SortStep } from './sort-by.ts'

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

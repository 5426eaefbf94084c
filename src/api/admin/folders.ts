import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { endpoint } from '../endpoint.ts'
import type { OutputOf } from '../operation-types.ts'
import { base, environment, filledText, integerOrAbsent, textOrAbsent } from './fields.ts'
import { folder, folderSource as source, spellFolder as spell } from './folder-wire.ts'

const folderList = z.object({
  folders: z.array(folder),
  next_cursor: z.string().nullable(),
  total_count: z.int(),
})
const paging = { max_results: integerOrAbsent(1, 2000), next_cursor: textOrAbsent }
const named = { ...environment, folder: filledText.describe('The path of the folder, such as `brand/logos`.') }
const namePath = z.object({ name: z.string(), path: z.string() })

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

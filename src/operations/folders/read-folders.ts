import { refusal } from '../../domain/errors.ts'
import { environmentId, folderId, type AccountId, type FolderId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { FolderRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { reading, type Deed, type Loading } from '../operation.ts'
import { listAll } from '../paging.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import { findFolderByPath, readFolderPath, type FolderPath } from './folder-paths.ts'
import {
  foldersBeneath,
  mayReadFolder,
  pathInEngine,
  placeOfAbsentFolder,
  placeOfAssetsIn,
  placeOfFolder,
  type InLibrary,
} from './folder-place.ts'

/** A folder as lists show it. */
export interface ListedFolder {
  readonly id: FolderId
  readonly name: string
  readonly path: string
  readonly createdAt: Instant
}

/** How many folders an answer holds at most (facts 7.4). */
export const longestFolderList = 2000

/** What a path led to; null: the top of the library. */
type Loaded = FolderRecord | null | undefined

/** Lists the folders in a folder, or at the top, that the caller may see; in the order of their names. */
export const listFolders = reading<
  InLibrary & { readonly path: string; readonly cursor: string | null; readonly limit: number | null },
  { readonly folders: readonly ListedFolder[]; readonly nextCursor: string | null; readonly total: number },
  Loaded
>({
  name: 'folder.list',
  summary: 'List the folders in a folder, or at the top of a library.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['Folder'],
        level: 'environment',
        of: (input, _caller, _engine, found) => (found === null ? [] : [placeOf(found, input)]),
      },
    ],
    filters: { action: 'read', on: ['Folder'] },
  },
  load: async ({ environmentId: environment, path }, { store, caller: { accountId } }) => {
    const names = readFolderPath(path)
    return names.length === 0 ? null : findFolderByPath(store, accountId, environmentId(environment), names)
  },
  run: async ({ environmentId: environment, path, cursor, limit }, deed, found) => {
    const parent = found === null ? null : requireFolder(found, path)
    const list = `folders in ${environment} ${parent?.id ?? ''}`
    const after = cursor === null ? null : (openCursor(deed.house, list, cursor)[0] ?? '')
    const children = await childrenOf(parent?.id ?? null, environment, deed)
    const visible = children.filter((child) => mayReadFolder(deed, child))
    const left = after === null ? visible : visible.filter(({ name }) => comesAfter(name, after))
    const shown = left.slice(0, Math.min(limit ?? longestFolderList, longestFolderList))
    const last = left.length > shown.length ? shown.at(-1) : undefined
    return {
      folders: shown.map((child) => toListed(child, deed)),
      nextCursor: last === undefined ? null : sealCursor(deed.house, list, [last.name]),
      total: visible.length,
    }
  },
})

/** How a request names one folder. */
export type NamedFolder =
  | { readonly type: 'id'; readonly id: string }
  /** Where `isCaseSensitive` is false, one that differs only in case is found where there is no other. */
  | { readonly type: 'path'; readonly path: string; readonly isCaseSensitive: boolean }

/** A folder with what lies above and in it. */
export interface FolderDetail {
  readonly folder: ListedFolder
  /** The top one first; only those the caller may see. */
  readonly ancestors: readonly ListedFolder[]
  /** Assets in the folder itself. Null: the caller may not see them all, one and the same for any number of them. */
  readonly assets: { readonly count: number; readonly lastUploadedAt: Instant | null } | null
}

/** Shows one folder. */
export const getFolder = reading<InLibrary & { readonly folder: NamedFolder }, FolderDetail, FolderRecord | undefined>({
  name: 'folder.get',
  summary: 'Show a folder with those above it.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['Folder'],
        level: 'environment',
        of: ({ environmentId: environment, folder }, _caller, _engine, found) => [
          placeOf(found, { environmentId: environment, path: folder.type === 'id' ? folder.id : folder.path }),
        ],
      },
    ],
  },
  load: ({ environmentId: environment, folder }, { store, caller }) =>
    findNamed(folder, environment, store, caller.accountId),
  run: async ({ folder: named }, deed, found) => {
    const folder = requireFolder(found, named.type === 'id' ? named.id : named.path)
    const chain = await deed.store.listFolderChain(folder)
    const above = chain.slice(1).reverse()
    return {
      folder: toListed(folder, deed),
      ancestors: above.filter((one) => mayReadFolder(deed, one)).map((one) => toListed(one, deed)),
      assets: await assetsIn(folder, deed),
    }
  },
})

/** Lists the folders beneath one that the caller may see, in the order of their paths. */
export const listDescendants = reading<
  InLibrary & { readonly folderId: string; readonly isInclusive: boolean; readonly only: readonly string[] | null },
  readonly ListedFolder[],
  FolderRecord | undefined
>({
  name: 'folder.list-descendants',
  summary: 'List the folders beneath a folder.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['Folder'],
        level: 'environment',
        of: ({ environmentId: environment, folderId: id }, _caller, _engine, found) => [
          placeOf(found, { environmentId: environment, path: id }),
        ],
      },
    ],
    filters: { action: 'read', on: ['Folder'] },
  },
  load: ({ environmentId: environment, folderId: id }, { store, caller }) =>
    findNamed({ type: 'id', id }, environment, store, caller.accountId),
  run: async ({ folderId: id, isInclusive, only }, deed, found) => {
    const top = requireFolder(found, id)
    const wanted = only === null ? null : new Set(only.map((one) => folderId(one)))
    const beneath = [...(isInclusive ? [top] : []), ...foldersBeneath(deed.engine, top.id)]
      .filter((one) => wanted === null || wanted.has(one.id))
      .filter((one) => mayReadFolder(deed, one))
      .map((one) => ({ id: one.id, path: pathInEngine(deed.engine, one.id) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .slice(0, longestFolderList)
    return getListed(beneath, deed)
  },
})

/** Where the folder of a request is as a resource, there or not. */
export const placeOf = (
  found: FolderRecord | null | undefined,
  { environmentId: environment, path }: InLibrary & { readonly path: string },
): ReturnType<typeof placeOfFolder> =>
  found === undefined || found === null
    ? placeOfAbsentFolder(path, environmentId(environment))
    : placeOfFolder(found.id, found.environmentId)

/** Finds the folder that an input names by its path; undefined for the top too. */
export const loadByPath = (
  { environmentId: environment, path }: InLibrary & { readonly path: string },
  { store, caller }: Pick<Loading, 'store' | 'caller'>,
): Promise<FolderRecord | undefined> =>
  findFolderByPath(store, caller.accountId, environmentId(environment), readFolderPath(path))

/** @throws Refusal `folder_unknown` */
export function requireFolder(folder: FolderRecord | undefined, named: string): FolderRecord {
  if (folder !== undefined) return folder
  throw refusal('folder_unknown', { path: named }, { fields: [{ name: 'path', value: named }] })
}

/** Finds a folder by its id, in one environment only. */
export async function findFolderById(
  store: Reader,
  accountId: AccountId,
  environment: string,
  id: string,
): Promise<FolderRecord | undefined> {
  const folder = await store.find('folder', { accountId, id: folderId(id) })
  return folder?.environmentId === environmentId(environment) ? folder : undefined
}

/** A folder as lists show it; the engine says its path. */
export const toListed = ({ id, name, createdAt }: FolderRecord, { engine }: Deed<Reader>): ListedFolder => ({
  id,
  name,
  path: pathInEngine(engine, id),
  createdAt,
})

/** Reads folders that the engine named; one that has gone meanwhile is left out. */
export async function getListed(
  folders: readonly { readonly id: FolderId; readonly path: string }[],
  { store, caller: { accountId } }: Deed<Reader>,
): Promise<readonly ListedFolder[]> {
  const listed: ListedFolder[] = []
  for (const { id, path } of folders) {
    const record = await store.find('folder', { accountId, id })
    if (record !== undefined) listed.push({ id, name: record.name, path, createdAt: record.createdAt })
  }
  return listed
}

const childrenOf = (
  parentId: FolderId | null,
  environment: string,
  { store, caller }: { readonly store: Reader; readonly caller: { readonly accountId: AccountId } },
): Promise<readonly FolderRecord[]> =>
  listAll<FolderRecord>((page) => store.listFolders(caller.accountId, environmentId(environment), parentId, page))

/** The store's order of names, by their bytes. */
const comesAfter = (name: string, last: string): boolean => Buffer.compare(Buffer.from(name), Buffer.from(last)) > 0

async function findNamed(
  named: NamedFolder,
  environment: string,
  store: Reader,
  accountId: AccountId,
): Promise<FolderRecord | undefined> {
  if (named.type === 'id') return findFolderById(store, accountId, environment, named.id)
  const path = readFolderPath(named.path)
  const exact = await findFolderByPath(store, accountId, environmentId(environment), path)
  if (exact !== undefined || named.isCaseSensitive) return exact
  return findInAnyCase(path, environment, store, accountId)
}

async function findInAnyCase(
  path: FolderPath,
  environment: string,
  store: Reader,
  accountId: AccountId,
): Promise<FolderRecord | undefined> {
  let found: FolderRecord | undefined
  for (const name of path) {
    const children: readonly FolderRecord[] = await childrenOf(found?.id ?? null, environment, {
      store,
      caller: { accountId },
    })
    found = children.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (found === undefined) return undefined
  }
  return found
}

/** A policy that speaks of single assets could hide some: then no count is told at all. */
async function assetsIn(folder: FolderRecord, deed: Deed<Reader>): Promise<FolderDetail['assets']> {
  const { vocabulary, customs } = deed.engine.snapshot
  const isSingledOut = vocabulary
    .slotsOf('Asset')
    .some((slot) => customs.maySpeakOf(vocabulary.actionBit('read'), slot))
  if (isSingledOut || !deed.may('read', placeOfAssetsIn(folder.id, folder.environmentId))) return null
  const filter = { environmentId: folder.environmentId, folders: [folder.id] }
  const order = [{ field: 'uploaded_at', isDescending: true }] as const
  const [newest] = await deed.store.listAssets(folder.accountId, filter, { order, limit: 1 })
  const count = await deed.store.countAssets(folder.accountId, filter)
  return { count, lastUploadedAt: newest?.uploadedAt ?? null }
}

import { refusal } from '../../domain/errors.ts'
import type { AccountId, EnvironmentId, FolderId } from '../../domain/ids.ts'
import type { FolderRecord } from '../../domain/records.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import type { Deed, Place } from '../operation.ts'

/** The names of a folder and of all above it, the top one first; empty for the top of the library. */
export type FolderPath = readonly string[]

/** How many folders may lie one in the other. */
export const deepestPath = 100

/** How many characters (code points) the name of a folder may have. */
export const longestFolderName = 255

/**
 * Reads a folder's path as clients send it, such as `brand/logos`; one slash before or behind it says nothing. Names are
 * NFC. Refused is what file systems, URLs or search expressions could take for something else, and what can't be seen.
 *
 * @param field the name of the operation's input, for the refusal
 * @throws Refusal `folder_path_unfit`
 */
export function readFolderPath(text: string, field = 'path'): FolderPath {
  const bare = text.normalize('NFC').replace(/^\//, '').replace(/\/$/, '')
  const names = bare === '' ? [] : bare.split('/')
  const fault = faultOfPath(text, names)
  if (fault === null) return names
  const shown = text.toWellFormed().slice(0, 300)
  throw refusal('folder_path_unfit', { path: shown, why: fault }, { fields: [{ name: field, value: shown }] })
}

/** Spells a path as clients do; empty for the top of the library. */
export const spellFolderPath = (path: FolderPath): string => path.join('/')

/** Where a library is: an environment of an account. */
export interface LibraryPlace {
  readonly accountId: AccountId
  readonly environmentId: EnvironmentId
}

/** How far a path leads. */
export interface FoundPath {
  /** The deepest folder that exists; null when not even the first one does. */
  readonly deepest: FolderRecord | null
  /** The names beneath it that don't exist; empty when the whole path does. */
  readonly missing: readonly string[]
}

/** Follows a path as far as it exists. */
export async function deepestExisting(
  store: Reader,
  { accountId, environmentId }: LibraryPlace,
  path: FolderPath,
): Promise<FoundPath> {
  let deepest: FolderRecord | null = null
  for (const [position, name] of path.entries()) {
    const parentId: FolderId | null = deepest?.id ?? null
    const found = await store.findFolderByName(accountId, environmentId, parentId, name)
    if (found === undefined) return { deepest, missing: path.slice(position) }
    deepest = found
  }
  return { deepest, missing: [] }
}

/** Finds the folder at a path; undefined when there is none, and for the empty path: the top is no folder. */
export async function findFolderByPath(
  store: Reader,
  accountId: AccountId,
  environmentId: EnvironmentId,
  path: FolderPath,
): Promise<FolderRecord | undefined> {
  const { deepest, missing } = await deepestExisting(store, { accountId, environmentId }, path)
  return missing.length === 0 ? (deepest ?? undefined) : undefined
}

/**
 * What whoever makes the missing folders of a path needs `create` of: a folder in the deepest existing one, once for each
 * missing folder comes to the same. Empty when nothing is missing.
 */
export const placesOfMissing = ({ deepest, missing }: FoundPath, environmentId: EnvironmentId): readonly Place[] =>
  missing.length === 0
    ? []
    : [
        {
          resource: { type: 'Folder', within: deepest?.id ?? null },
          scope: { type: 'environment', environmentId },
        },
      ]

/**
 * Makes the missing folders of a path, in the transaction of a deed whose needs cover them ({@link placesOfMissing}).
 *
 * @returns the folder at the path; null for the top of the library
 */
export async function ensureFolderPath(
  { store, house, at, caller: { accountId } }: Deed<Transaction>,
  environmentId: EnvironmentId,
  path: FolderPath,
): Promise<FolderRecord | null> {
  const { deepest, missing } = await deepestExisting(store, { accountId, environmentId }, path)
  let folder = deepest
  const made: FolderRecord[] = []
  for (const name of missing) {
    const parentId: FolderId | null = folder?.id ?? null
    const dated = { createdAt: at, updatedAt: at }
    folder = { id: house.ids.folder(), accountId, environmentId, parentId, name, ...dated }
    made.push(folder)
  }
  for (const record of made) await store.put('folder', record)
  return folder
}

/** Says the path of a folder, itself included; empty for the top, and for a folder that doesn't exist. */
export async function pathOf(store: Reader, accountId: AccountId, folderId: FolderId | null): Promise<FolderPath> {
  if (folderId === null) return []
  const chain = await store.listFolderChain({ accountId, id: folderId })
  return chain.map(({ name }) => name).reverse()
}

/** Signs that mean something in paths, URLs or search expressions, and slashes that only look like one. */
const meaningful = /[\\?&#%<>*|"\u2044\u2215\u29F8]/u

/** Control characters, and what can't be seen or changes the direction of writing; joiners of scripts and emoji stay. */
const invisible = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/u

function faultOfPath(text: string, names: FolderPath): string | null {
  if (text.length > deepestPath * longestFolderName * 2) return 'is too long'
  if (names.length > deepestPath) return `has more than ${deepestPath} folders in it`
  return names.map(faultOfName).find((fault) => fault !== null) ?? null
}

/** What is wrong with one name of a path; null when nothing is. */
function faultOfName(name: string): string | null {
  if (name === '') return 'has an empty name in it'
  if (/^\.{1,2}$/.test(name.normalize('NFKC'))) return 'has a name of dots alone in it'
  const found = meaningful.exec(name)?.[0] ?? (/[/\\]/.test(name.normalize('NFKC')) ? 'a look-alike of a slash' : null)
  if (found !== null) return `has a name with ${found} in it`
  if (invisible.test(name)) return 'has an invisible character in it'
  if (name.trim() !== name) return 'has a name that begins or ends with a space'
  if (Array.from(name).length > longestFolderName) return `has a name of more than ${longestFolderName} characters`
  return null
}

import type { FolderId } from '../../domain/ids.ts'
import { folderId } from '../../domain/ids.ts'
import type { Drafting, Place } from './draft.ts'
import type { Placed, TextRule } from './fields.ts'
import { OnlyOnce, readObject, readText, textRules } from './fields.ts'

/**
 * Reads the folders of an environment: paths such as `brand/logos`, or objects with `path` and `id`. Parents that the
 * list doesn't name are made; a parent may be named before or after its children.
 */
export function readFolders(drafting: Drafting, list: readonly Placed[], place: Place): void {
  const once = new OnlyOnce(drafting.blame)
  const idByPath = new Map<string, FolderId | undefined>()
  for (const placed of list) {
    const folder = readFolder(drafting, placed)
    if (folder === undefined) continue
    once.add(folder.path, folder.at)
    idByPath.set(folder.path, folder.id)
  }
  for (const path of idByPath.keys()) make(drafting, place, path, idByPath)
}

const folderName = String.raw`[^/\s\p{Cc}](?:[^/\p{Cc}]{0,253}[^/\s\p{Cc}])?`

const pathRule: TextRule = {
  maxLength: 4000,
  pattern: new RegExp(`^${folderName}(?:/${folderName})*$`, 'u'),
  says: 'be folder names of at most 255 characters with `/` between them, none empty or with spaces at its ends',
}

interface ReadFolder {
  readonly path: string
  readonly id: FolderId | undefined
  /** Where the path stands in the file. */
  readonly at: string
}

function readFolder(drafting: Drafting, placed: Placed): ReadFolder | undefined {
  const { blame } = drafting
  if (typeof placed.value === 'string') {
    const path = readText(placed, pathRule, blame)
    return path === undefined ? undefined : { path, id: undefined, at: placed.path }
  }
  const reader = readObject(placed, ['path', 'id'], blame)
  const path = reader?.text('path', pathRule)
  const id = reader?.optionalText('id', textRules.id)
  if (reader === undefined || path === undefined) return undefined
  drafting.giveId('folder', id, reader.at('id'))
  return { path, id: id === undefined ? undefined : folderId(id), at: reader.at('path') }
}

/** Makes a folder after its parent, each once. */
function make(
  drafting: Drafting,
  place: Place,
  path: string,
  idByPath: ReadonlyMap<string, FolderId | undefined>,
): FolderId {
  const made = place.folderIdByPath.get(path)
  if (made !== undefined) return made
  const cut = path.lastIndexOf('/')
  const parentId = cut === -1 ? null : make(drafting, place, path.slice(0, cut), idByPath)
  const id = idByPath.get(path) ?? drafting.ids.folder()
  place.folderIdByPath.set(path, id)
  const name = path.slice(cut + 1)
  drafting.folders.push({ ...drafting.stamp, id, environmentId: place.environment.id, parentId, name })
  return id
}

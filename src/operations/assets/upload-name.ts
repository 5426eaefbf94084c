import type { FolderMode, ResourceKind } from '../../domain/library-records.ts'
import { readFolderPath, spellFolderPath, type FolderPath } from '../folders/folder-paths.ts'
import { foldersOfPublicId, nameOfPublicId, publicIdOfFilename, readPublicId } from './public-id.ts'
import type { UploadChoices } from './upload-settings.ts'

/** What a new asset is called, and where it goes. */
export interface UploadName {
  readonly publicId: string
  /** Undefined: where the asset of that name lies, or the top of the library. */
  readonly folder: FolderPath | undefined
  readonly displayName: string
}

/** What a name is made of besides what the request says. */
export interface Naming {
  readonly mode: FolderMode
  /** The file's own name, null when it came without. */
  readonly filename: string | null
  readonly resourceKind: ResourceKind
  /** 20 letters and digits that no asset has, for what has no name; of its first ones, what makes a name unlike others. */
  readonly drawn: string
}

/**
 * Names an upload. In dynamic folder mode the folder stands apart from the public id; in fixed mode it is what stands
 * before the last slash of it.
 *
 * @throws Refusal `public_id_unfit`, `folder_path_unfit`
 * @see https://cloudinary.com/documentation/folder_modes (read 2026-11-22)
 */
export function nameUpload(choices: UploadChoices, naming: Naming): UploadName {
  const { mode } = naming
  const folder = choices.assetFolder ?? choices.folder
  const publicId = readPublicId([...prefixOf(choices, mode), ownPart(choices, naming)].join('/'))
  const displayName = choices.displayName ?? usualDisplayName(choices, naming.filename, publicId)
  if (mode === 'dynamic') return { publicId, folder, displayName }
  const parents = foldersOfPublicId(publicId).join('/')
  return { publicId, folder: readFolderPath(parents, 'public_id'), displayName }
}

/** What makes a name depend on the draw alone: nothing that is there can have it. */
export const isDrawn = ({ publicId, usesFilename, isFilenameUnique }: UploadChoices): boolean =>
  publicId === undefined && (!usesFilename || isFilenameUnique)

/** In fixed mode a folder can only be said by the public id, so whatever says one is put before it. */
function prefixOf(choices: UploadChoices, mode: FolderMode): readonly string[] {
  const { publicIdPrefix, folder, assetFolder, usesFolderAsPrefix } = choices
  const isFolderMeant = mode === 'fixed' || usesFolderAsPrefix
  const path = folder ?? (isFolderMeant ? assetFolder : undefined) ?? []
  const prefix =
    publicIdPrefix ?? spellFolderPath(mode === 'dynamic' && usesFolderAsPrefix ? (assetFolder ?? path) : path)
  return prefix === '' ? [] : [prefix]
}

function ownPart({ publicId, usesFilename, isFilenameUnique }: UploadChoices, naming: Naming): string {
  if (publicId !== undefined) return publicId
  const { filename, resourceKind, drawn } = naming
  const { stem, extension } = partsOf(filename)
  const readable = usesFilename ? publicIdOfFilename(stem) : ''
  const name = readable === '' ? drawn : isFilenameUnique ? `${readable}_${drawn.slice(0, 6)}` : readable
  // Raw assets keep the extension, as nothing else tells what they are.
  return resourceKind === 'raw' && extension !== '' ? `${name}.${extension}` : name
}

function usualDisplayName(
  { usesFilenameAsDisplayName }: UploadChoices,
  filename: string | null,
  publicId: string,
): string {
  const named = usesFilenameAsDisplayName ? publicDisplayName(partsOf(filename).stem) : ''
  return named === '' ? nameOfPublicId(publicId) : named
}

const publicDisplayName = (stem: string): string =>
  stem
    .normalize('NFC')
    .replaceAll(/[/\\\p{Cc}]/gu, ' ')
    .trim()
    .slice(0, 255)

/** A file's name without where it lay, and its extension in lower case; an unfit extension is no extension. */
export function partsOf(filename: string | null): { readonly stem: string; readonly extension: string } {
  const name = (filename ?? '').split(/[/\\]/).at(-1) ?? ''
  const [, stem = name, extension = ''] = /^(.+)\.([a-z0-9]{1,16})$/iu.exec(name) ?? []
  return { stem, extension: extension.toLowerCase() }
}

import { refusal } from '../../domain/errors.ts'
import { environmentId } from '../../domain/ids.ts'
import { resourceKinds, type AssetRecord, type DeliveryType, type ResourceKind } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { findFolderByPath, readFolderPath } from '../folders/folder-paths.ts'
import { chooseAssets, type AssetChoice, type NamedKind } from './choose-assets.ts'
import { filenameOf, type ArchiveEntry } from './download-file.ts'

/** Which assets an archive holds: all that any of these means. */
export interface ArchiveChoice {
  readonly environmentId: string
  readonly resourceKind: ResourceKind | 'all'
  /** Null: any. */
  readonly delivery: DeliveryType | null
  readonly publicIds: readonly string[]
  /** By everything that a name is made of. */
  readonly names: readonly {
    readonly resourceKind: ResourceKind
    readonly delivery: DeliveryType
    readonly publicId: string
  }[]
  readonly tags: readonly string[]
  readonly prefixes: readonly string[]
  /** By their paths. GUESS: what lies right in them; one that isn't there holds nothing. */
  readonly folders: readonly string[]
}

/** What an archive will hold: nothing but what the caller may download. */
export interface ChosenForArchive {
  readonly assets: readonly AssetRecord[]
  /** The public ids that were named and are not in it, there or not. */
  readonly missing: readonly string[]
}

/** How many files an archive may hold. */
export const maxArchiveFiles = 1000

/** Chooses the assets of an archive, in the order of their public ids. @throws Refusal `archive_too_large` */
export async function chooseForArchive(deed: Deed<Reader>, choice: ArchiveChoice): Promise<ChosenForArchive> {
  const assetById = new Map<string, AssetRecord>()
  for (const one of [...choicesOf(choice), ...(await choicesOfFolders(deed, choice))]) {
    let cursor: string | null = null
    do {
      const chosen = await chooseAssets(deed, 'download', { environmentId: choice.environmentId, choice: one, cursor })
      for (const asset of chosen.allowed) assetById.set(asset.id, asset)
      if (assetById.size > maxArchiveFiles) throw refusal('archive_too_large', { max: maxArchiveFiles })
      cursor = chosen.nextCursor
    } while (cursor !== null)
  }
  const assets = [...assetById.values()].sort((one, other) => (one.publicId < other.publicId ? -1 : 1))
  const found = new Set(assets.map(({ publicId }) => publicId))
  const named = [...choice.publicIds, ...choice.names.map(({ publicId }) => publicId)]
  return { assets, missing: named.filter((publicId) => !found.has(publicId.normalize('NFC'))) }
}

const kindsOf = ({ resourceKind, delivery }: ArchiveChoice): readonly NamedKind[] =>
  (resourceKind === 'all' ? resourceKinds : [resourceKind]).map((kind) => ({ resourceKind: kind, delivery }))

async function choicesOfFolders(
  { store, caller }: Deed<Reader>,
  choice: ArchiveChoice,
): Promise<readonly AssetChoice[]> {
  const environment = environmentId(choice.environmentId)
  const choices: AssetChoice[] = []
  for (const sent of choice.folders) {
    const path = readFolderPath(sent, 'asset_folders')
    const folder = path.length === 0 ? null : await findFolderByPath(store, caller.accountId, environment, path)
    if (folder === undefined) continue
    choices.push(...kindsOf(choice).map((of) => ({ by: 'folder', of, folderId: folder?.id ?? null }) as const))
  }
  return choices
}

function choicesOf(choice: ArchiveChoice): readonly AssetChoice[] {
  const { publicIds, names, tags, prefixes } = choice
  const kinds = kindsOf(choice)
  return [
    ...names.map(({ publicId, ...of }): AssetChoice => ({ by: 'names', of, publicIds: [publicId] })),
    ...kinds.flatMap((of): readonly AssetChoice[] => [
      ...(publicIds.length > 0 ? [{ by: 'names', of, publicIds } as const] : []),
      ...tags.map((tag) => ({ by: 'tag', of, tag }) as const),
      ...prefixes.map((prefix) => ({ by: 'prefix', of, prefix }) as const),
    ]),
  ]
}

/** How the files of an archive are called. */
export interface ArchiveNaming {
  /** All at the top of the archive. */
  readonly isFlat: boolean
  readonly usesOriginalNames: boolean
}

/** Names the files of an archive, each unlike the others; a public id has no step that leads out of where it is unpacked. */
export function entriesOf(assets: readonly AssetRecord[], naming: ArchiveNaming): readonly ArchiveEntry[] {
  const taken = new Set<string>()
  return assets.map((asset) => {
    const path = unlike(pathOf(asset, naming), taken)
    taken.add(path.toLowerCase())
    return { path, blobId: asset.file.blobId, at: asset.uploadedAt }
  })
}

function pathOf(asset: AssetRecord, { isFlat, usesOriginalNames }: ArchiveNaming): string {
  const { publicId, originalFilename, resourceKind, file } = asset
  const end = publicId.lastIndexOf('/') + 1
  const folder = isFlat ? '' : publicId.slice(0, end)
  const name = usesOriginalNames && originalFilename !== null ? safeName(originalFilename) : publicId.slice(end)
  const isEnded = resourceKind === 'raw' && !(usesOriginalNames && originalFilename !== null)
  return `${folder}${isEnded ? name : filenameOf(name, file.format)}`
}

/** Systems that unpack it may read more into a name than we do. */
const safeName = (name: string): string => name.replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_').replace(/^\.+/, '_')

function unlike(path: string, taken: ReadonlySet<string>): string {
  const [, stem = path, ending = ''] = /^(.*?[^/])(\.[^./]+)?$/s.exec(path) ?? []
  for (let number = 1, one = path; ; one = `${stem} (${++number})${ending}`) {
    if (!taken.has(one.toLowerCase())) return one
  }
}

import * as Ids from '../../src/domain/ids.ts'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { AssignmentRecord, FolderRecord, UserRecord } from '../../src/domain/records.ts'
import type { Assets } from './asset-rows.ts'

/** The account of the library. */
export const accountId = Ids.accountId('a')
/** Its environment. */
export const environmentId = Ids.environmentId('e1')
/** How many assets lie in each folder. */
export const assetsEach = 50

/** A tree of folders three deep, and who holds roles in it. */
export interface Tree {
  readonly folders: readonly FolderRecord[]
  readonly users: readonly UserRecord[]
  readonly assignments: readonly AssignmentRecord[]
  /** The folders that the user `reader` has a role on: 10 with others beneath, 40 without. */
  readonly roleFolders: readonly string[]
  readonly pathOf: (id: string) => string
  readonly deepestUnder: (top: string) => string
}

/** Makes the tree for about so many assets: 20,010 folders for a million. A tenth of it lies under each top folder. */
export function treeOf(assets: number): Tree {
  const tops = 10
  const underTop = assets / assetsEach / tops
  const middles = Math.max(18, Math.round(Math.sqrt(0.8 * underTop)))
  const leaves = Math.round(underTop / middles) - 1
  if (leaves < 3) throw new RangeError('the library is too small for 50 roles')
  const folders: FolderRecord[] = []
  const put = (id: string, parentId: string | null): void => void folders.push(folder(id, parentId))
  for (let top = 0; top < tops; top++) {
    put(`t${top}`, null)
    for (let middle = 0; middle < middles; middle++) {
      put(`t${top}-${middle}`, `t${top}`)
      for (let leaf = 0; leaf < leaves; leaf++) put(`t${top}-${middle}-${leaf}`, `t${top}-${middle}`)
    }
  }
  const roleFolders = [
    ...Array.from({ length: 10 }, (_, number) => `t${number}-${number + 3}`),
    ...Array.from({ length: 40 }, (_, number) => `t${number % 10}-${2 + (number % 7) + 8}-${number % leaves}`),
  ]
  const viewers = ['t1', 't3']
  return {
    folders,
    users: ['reader', ...viewers.map((top) => `viewer-${top}`)].map(user),
    assignments: [
      ...roleFolders.map((id) => assignment('reader', 'cld::role::folder::viewer', id)),
      ...viewers.map((id) => assignment(`viewer-${id}`, 'cld::role::folder::viewer', id)),
      ...['reader', ...viewers.map((id) => `viewer-${id}`)].map((id) =>
        assignment(id, 'cld::role::prodenv::ml_user', null),
      ),
    ],
    roleFolders,
    pathOf: (id) => pathOf(id),
    deepestUnder: (top) => `${top}-1-1`,
  }
}

/** `t1-2-3` lies at `t1/t1-2/t1-2-3`. */
const pathOf = (id: string): string => {
  const parts = id.split('-')
  return parts.map((_, position) => parts.slice(0, position + 1).join('-')).join('/')
}

const dated = { createdAt: 1, updatedAt: 1 }

const folder = (id: string, parentId: string | null): FolderRecord => ({
  ...{ accountId, environmentId, ...dated, id: Ids.folderId(id), name: id },
  parentId: parentId === null ? null : Ids.folderId(parentId),
})

const user = (id: string): UserRecord => ({
  ...{ accountId, ...dated, id: Ids.userId(id), name: id, email: `${id}@example.com` },
  ...{ isEnabled: true, isPending: false, hasAllEnvironments: true },
})

const assignment = (holder: string, roleId: string, on: string | null): AssignmentRecord => ({
  ...{ accountId, ...dated, id: Ids.assignmentId(`${holder} ${roleId} ${on ?? ''}`), expiresAt: null },
  ...{ principal: { type: 'user', id: Ids.userId(holder) }, roleId: Ids.roleId(roleId) },
  reach: { type: 'environment', environmentId },
  parameter: on === null ? null : { type: 'folder', id: Ids.folderId(on) },
})

/** What {@link Tree} holds, as records that are made when they are asked for. */
export const assetsOf = (tree: Tree): Assets => ({
  total: tree.folders.length * assetsEach,
  assetOf: (number) => assetOf(number, tree),
})

/** Steps that have no factor in common with the number of folders, so that each gets its share. */
const step = 7_919

function assetOf(number: number, { folders }: Tree): AssetRecord {
  const folderId = folders[(number * step) % folders.length]?.id ?? Ids.folderId('')
  const hex = number.toString(16).padStart(8, '0')
  return {
    ...{ accountId, environmentId, folderId, id: Ids.assetId(hex.repeat(4)) },
    ...{ createdAt: number, updatedAt: number, uploadedAt: number, version: number },
    ...{ resourceKind: 'image', delivery: 'upload', accessMode: 'public', accessControl: null },
    publicId: `${pathOf(folderId)}/picture-${number}`,
    displayName: `Picture ${number}`,
    file: {
      ...{ blobId: Ids.blobId(`b${hex}`), thumbnailId: null, bytes: 500 + (number % 4_000), etag: hex.repeat(4) },
      ...{ format: 'jpg', mediaType: 'image/jpeg', width: 1920, height: 1080, pages: 1 },
    },
    versionId: Ids.versionId(hex.repeat(4)),
    originalFilename: null,
    tags: [...(number % 10 === 0 ? ['common'] : []), `tag${number % 200}`],
    context: number % 1_000 === 7 ? { alt: `rare${number % 10} thing` } : {},
    metadata: {},
    moderation: null,
    keepsBackups: false,
    createdBy: 'api_key:100',
  }
}

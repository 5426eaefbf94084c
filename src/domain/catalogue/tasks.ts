import { permissionId } from '../ids.ts'
import type { PermissionId } from '../ids.ts'
import type { Confidence } from '../permission.ts'

/** Where a permission must be held for a task; `environment` for global ones. */
export type TaskPlace = 'environment' | 'folder' | 'origin folder' | 'destination folder' | 'collection'

/** One permission that a task needs. */
export interface TaskNeed {
  readonly permissionId: PermissionId
  readonly on: TaskPlace
  /** True: only where folders are fixed, that is, where the folder is part of an asset's name. */
  readonly fixedFoldersOnly: boolean
  /** `seen` in the vendor's table; `inferred` where our reading adds what the table leaves out. */
  readonly confidence: Confidence
}

/** Something people want to do that takes more than one permission. */
export interface Task {
  readonly id: string
  readonly title: string
  /** What suffices everywhere in an environment. */
  readonly everywhere: readonly TaskNeed[]
  /** What suffices with folder and collection permissions; the Media Library must be open to the holder besides. */
  readonly perContent: readonly TaskNeed[]
}

/** The tasks for which administrators look up which permissions belong together. */
export const tasks: readonly Task[] = [
  {
    id: 'moderate_assets',
    title: 'Moderate assets on the Moderation page',
    everywhere: [
      everywhere('moderation::access'),
      everywhere('assets::moderate'),
      everywhere('folder_and_asset_management::view'),
    ],
    perContent: [everywhere('moderation::access'), folder('moderate_assets'), folder('view_download')],
  },
  {
    id: 'add_to_collection',
    title: 'Add assets to a hand-picked collection',
    everywhere: [
      everywhere('collections::manage'),
      everywhere('collections::view'),
      everywhere('folder_and_asset_management::view'),
    ],
    perContent: [collection('add_assets'), collection('view'), folder('view_download')],
  },
  {
    id: 'remove_from_collection',
    title: 'Remove assets from a hand-picked collection',
    everywhere: [
      everywhere('collections::manage'),
      everywhere('collections::view'),
      everywhere('folder_and_asset_management::view'),
    ],
    perContent: [collection('remove_assets'), collection('view'), folder('view_download')],
  },
  {
    id: 'relate_assets',
    title: 'Relate one asset to another',
    everywhere: [everywhere('assets::relate'), everywhere('folder_and_asset_management::view')],
    // Relating exists as a global permission only.
    perContent: [everywhere('assets::relate', 'inferred'), folder('view_download')],
  },
  {
    id: 'move_assets',
    title: 'Move assets between folders',
    everywhere: [everywhere('folder_and_asset_management::update'), everywhere('folder_and_asset_management::view')],
    perContent: [
      folder('add_assets', 'destination folder'),
      folder('move_assets', 'origin folder'),
      folder('view_download', 'origin folder'),
    ],
  },
  {
    id: 'start_proofs',
    title: 'Start creative approval proofs',
    everywhere: [everywhere('proofs::create'), everywhere('folder_and_asset_management::view')],
    // Starting proofs exists as a global permission only.
    perContent: [everywhere('proofs::create', 'inferred'), folder('view_download')],
  },
  {
    id: 'manage_public_links',
    title: 'Manage public links to assets and collections',
    everywhere: [everywhere('public_links::manage'), everywhere('folder_and_asset_management::view')],
    // The table calls this global only, yet the Distributor roles carry a form for folders and collections.
    perContent: [folder('manage_public_links', 'folder', 'inferred'), folder('view_download')],
  },
  {
    id: 'move_folders',
    title: 'Move folders',
    // The table names the view permission alone, which cannot be enough.
    everywhere: [
      everywhere('folder_and_asset_management::update', 'inferred'),
      everywhere('folder_and_asset_management::view'),
    ],
    perContent: [folder('move_folder'), folder('view_download'), { ...folder('move_assets'), fixedFoldersOnly: true }],
  },
]

function everywhere(ending: string, confidence: Confidence = 'seen'): TaskNeed {
  return need(`cld::policy::global::${ending}`, 'environment', confidence)
}

function folder(ending: string, on: TaskPlace = 'folder', confidence: Confidence = 'seen'): TaskNeed {
  return need(`cld::policy::content::folder::${ending}`, on, confidence)
}

function collection(ending: string): TaskNeed {
  return need(`cld::policy::content::collection::${ending}`, 'collection', 'seen')
}

function need(id: string, on: TaskPlace, confidence: Confidence): TaskNeed {
  return { permissionId: permissionId(id), on, fixedFoldersOnly: false, confidence }
}

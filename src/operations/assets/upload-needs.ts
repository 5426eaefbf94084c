import type { ResourceName } from '../../domain/entity.ts'
import { placesOfMissing } from '../folders/folder-paths.ts'
import type { NeedOf, Place } from '../operation.ts'
import { placeOfAsset, placeOfNewAsset } from './asset-place.ts'
import type { LoadedUpload } from './load-upload.ts'
import type { UploadInput } from './upload-input.ts'

type Need = NeedOf<UploadInput, LoadedUpload>

/**
 * What an upload takes: to add assets where it goes, to make the folders that are missing on the way, and where it
 * replaces an asset, whatever else changes of that one. An upload that leaves what is there only shows it.
 */
export const uploadNeeds: readonly Need[] = [
  need('create', (loaded) => [placeOfNewAsset(loaded.destination.deepest?.id ?? null, loaded.environmentId)]),
  {
    ...need('create', (loaded) => placesOfMissing(loaded.destination, loaded.environmentId)),
    on: ['Folder'] satisfies readonly ResourceName['type'][],
  },
  need('update', (loaded) => (isReplacing(loaded) ? placeOfExisting(loaded) : [])),
  need('update_metadata', (loaded) =>
    isReplacing(loaded) && loaded.choices.metadata !== undefined ? placeOfExisting(loaded) : [],
  ),
  need('move', (loaded) => (isReplacing(loaded) && isMoved(loaded) ? placeOfExisting(loaded) : [])),
  need('read', (loaded) => (!isReplacing(loaded) || isMoved(loaded) ? placeOfExisting(loaded) : [])),
]

/** Tells whether an upload takes the place of the asset that has the name; else it leaves it. */
export const isReplacing = ({ existing, choices }: LoadedUpload): boolean =>
  existing !== undefined && choices.overwrites !== false

/** Tells whether the asset that has the name would come to lie elsewhere. */
export const isMoved = ({ existing, destination }: LoadedUpload): boolean =>
  existing !== undefined && (destination.missing.length > 0 || existing.folderId !== (destination.deepest?.id ?? null))

const placeOfExisting = ({ existing, at }: LoadedUpload): readonly Place[] =>
  existing === undefined ? [] : [placeOfAsset(existing, at)]

function need(action: string, of: (loaded: LoadedUpload) => readonly Place[]): Need {
  return { action, on: ['Asset'], level: 'environment', of: (_input, _caller, _engine, loaded) => of(loaded) }
}

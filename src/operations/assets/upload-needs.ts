import { placesOfMissing } from '../folders/folder-paths.ts'
import type { NeedOf, Place } from '../operation.ts'
import { placeOfAsset, placeOfNewAsset } from './asset-place.ts'
import type { LoadedUpload } from './load-upload.ts'
import { loadedNeed, tellingNeed } from './loaded-need.ts'
import type { UploadInput } from './upload-input.ts'

const need = loadedNeed<UploadInput, LoadedUpload>
const telling = tellingNeed<UploadInput, LoadedUpload>

/**
 * What an upload takes: to add assets where it goes, to make the folders that are missing on the way, and where it
 * replaces an asset, whatever else changes of that one. An upload that leaves what is there only shows it.
 */
export const uploadNeeds: readonly NeedOf<UploadInput, LoadedUpload>[] = [
  need('create', 'Asset', ({ destination, environmentId }) => [
    placeOfNewAsset(destination.deepest?.id ?? null, environmentId),
  ]),
  telling('create', 'Folder', ({ destination, environmentId }) => placesOfMissing(destination, environmentId)),
  telling('update', 'Asset', (loaded) => (isReplacing(loaded) ? placeOfExisting(loaded) : [])),
  telling('update_metadata', 'Asset', (loaded) =>
    isReplacing(loaded) && loaded.choices.metadata !== undefined ? placeOfExisting(loaded) : [],
  ),
  telling('move', 'Asset', (loaded) => (isReplacing(loaded) && isMoved(loaded) ? placeOfExisting(loaded) : [])),
  telling('download', 'Asset', (loaded) =>
    isReplacing(loaded) && loaded.lent.downloads ? placeOfExisting(loaded) : [],
  ),
  telling('read', 'Asset', (loaded) => (!isReplacing(loaded) || isMoved(loaded) ? placeOfExisting(loaded) : [])),
]

/** Tells whether an upload takes the place of the asset that has the name; else it leaves it. */
export const isReplacing = ({ existing, choices }: LoadedUpload): boolean =>
  existing !== undefined && choices.overwrites !== false

/** Tells whether the asset that has the name would come to lie elsewhere. */
export const isMoved = ({ existing, destination }: LoadedUpload): boolean =>
  existing !== undefined && (destination.missing.length > 0 || existing.folderId !== (destination.deepest?.id ?? null))

function placeOfExisting({ existing, at }: LoadedUpload): readonly Place[] {
  return existing === undefined ? [] : [placeOfAsset(existing, at)]
}

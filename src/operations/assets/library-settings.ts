import type { AccountId, EnvironmentId } from '../../domain/ids.ts'
import type { FolderMode } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'

interface LibraryPlace {
  readonly accountId: AccountId
  readonly environmentId: EnvironmentId
}

/** Tells whether a library keeps the replaced and deleted files of all its assets. */
export async function keepsAllBackups(store: Reader, { accountId, environmentId }: LibraryPlace): Promise<boolean> {
  return (await store.find('library_settings', { accountId, environmentId }))?.keepsBackups ?? false
}

/** How a library relates folders and public ids; `dynamic` where nothing was ever said. */
export async function folderModeOf(store: Reader, { accountId, environmentId }: LibraryPlace): Promise<FolderMode> {
  return (await store.find('library_settings', { accountId, environmentId }))?.folderMode ?? 'dynamic'
}

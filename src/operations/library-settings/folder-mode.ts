import { environmentId, type AccountId } from '../../domain/ids.ts'
import type { LibrarySettingsRecord } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'

/** How a library works, without who and when. */
export type LibrarySettings = Pick<LibrarySettingsRecord, 'folderMode' | 'keepsBackups'>

/** How a library works for which nobody ever said. */
export const usualLibrarySettings: LibrarySettings = { folderMode: 'dynamic', keepsBackups: false }

/** Reads how the library of an environment works. */
export async function librarySettingsOf(
  store: Reader,
  { accountId, environmentId: environment }: { readonly accountId: AccountId; readonly environmentId: string },
): Promise<LibrarySettings> {
  const record = await store.find('library_settings', { accountId, environmentId: environmentId(environment) })
  return record ?? usualLibrarySettings
}

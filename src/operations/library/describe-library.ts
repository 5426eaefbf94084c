import { refusal } from '../../domain/errors.ts'
import type { EnvironmentId } from '../../domain/ids.ts'
import type { FolderMode } from '../../domain/library-records.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { reading, type Deed } from '../operation.ts'

/** The environment that an operation is about. */
export interface OfEnvironment {
  readonly environmentId: EnvironmentId
}

/** How a media library works. */
export interface LibraryConfig {
  readonly environment: EnvironmentRecord
  readonly folderMode: FolderMode
}

/** Answers whoever is known: tells that the credentials are good. */
export const pingLibrary = reading<OfEnvironment, null>({
  name: 'library.ping',
  summary: 'Find out whether the credentials are good.',
  access: {
    type: 'anyone',
    why: 'credentials of the environment are asked for all the same, and the answer tells nothing but that they are good',
  },
  run: async () => null,
})

/** Shows how the media library of an environment works. */
export const describeLibrary = reading<OfEnvironment, LibraryConfig>({
  name: 'library.describe',
  summary: "Show how an environment's media library works: its cloud name and its folder mode.",
  access: {
    type: 'anyone',
    why: 'credentials of the environment are asked for all the same, and no upload can be written right without this',
  },
  run: async ({ environmentId }, deed) => {
    const environment = await findEnvironment(environmentId, deed)
    const key = { accountId: environment.accountId, environmentId }
    const settings = await deed.store.find('library_settings', key)
    return { environment, folderMode: settings?.folderMode ?? 'dynamic' }
  },
})

async function findEnvironment(id: EnvironmentId, deed: Deed<Reader>): Promise<EnvironmentRecord> {
  const found = await deed.store.find('environment', { accountId: deed.caller.accountId, id })
  if (found === undefined) throw refusal('environment_unknown', { id })
  return found
}

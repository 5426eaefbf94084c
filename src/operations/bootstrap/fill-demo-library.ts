import { metadataFieldId } from '../../domain/ids.ts'
import type { Author } from '../../domain/change.ts'
import type { MetadataFieldRecord } from '../../domain/library-records.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import { uploadAsset } from '../assets/upload.ts'
import { stageFile } from '../blobs/take-in.ts'
import type { House } from '../house.ts'
import { perform } from '../perform.ts'
import { demoBytes } from './demo-bytes.ts'
import { demoNames } from './demo-file.ts'
import { demoFiles, type DemoFile } from './demo-files.ts'

/**
 * Fills the library of the demo account, file by file; those that are there stay, so that it can go on after it was stopped.
 *
 * @param isStopped asked before each file
 * @returns false when it was stopped
 */
export async function fillDemoLibrary(house: House, isStopped: () => boolean): Promise<boolean> {
  const environments = await environmentsByName(house)
  for (const environment of environments.values()) await makeFields(house, environment)
  for (const file of demoFiles) {
    const environment = environments.get(file.cloudName)
    if (isStopped()) return false
    if (environment !== undefined && !(await isThere(house, environment, file)))
      await uploadFile(house, environment, file)
  }
  return true
}

const by: Author = { type: 'operator', id: 'demo' }

async function environmentsByName(house: House): Promise<ReadonlyMap<string, EnvironmentRecord>> {
  const [account] = (await house.store.listAccounts()).filter(({ id }) => id === demoNames.accountId)
  const environments = account === undefined ? [] : await house.store.listEnvironments(account.id)
  return new Map(environments.map((environment) => [environment.cloudName, environment]))
}

async function isThere(
  { store }: House,
  { accountId, id: environmentId }: EnvironmentRecord,
  { folder, name }: DemoFile,
): Promise<boolean> {
  const publicId = publicIdOf(folder, name)
  const where = { type: 'compare', field: 'public_id', is: 'equal', value: publicId } as const
  return (await store.countAssets(accountId, { environmentId, where }, 1)) > 0
}

/** Videos beside a picture of their name, and documents, keep their ending. */
const publicIdOf = (folder: string, name: string): string =>
  `${folder}/${/\.(?:jpg|png|webp|svg)$/.test(name) ? name.slice(0, name.lastIndexOf('.')) : name}`

async function uploadFile(house: House, environment: EnvironmentRecord, file: DemoFile): Promise<void> {
  const { accountId, id: environmentId } = environment
  const bytes = await demoBytes(file.content, file.name)
  const staged = await stageFile(house, inOnePiece(bytes))
  const { folder, name, settings } = file
  await perform(house, { accountId, by, requestId: null }, uploadAsset, {
    environmentId,
    resourceKind: 'auto',
    file: { type: 'staged', staged, filename: name },
    preset: null,
    settings: {
      public_id: publicIdOf(folder, name),
      asset_folder: folder,
      display_name: name.slice(0, name.lastIndexOf('.')).replaceAll('-', ' '),
      overwrite: false,
      ...settings,
    },
  })
}

async function* inOnePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Fields of structured metadata, where there are none yet. */
async function makeFields(house: House, { accountId, id: environmentId }: EnvironmentRecord): Promise<void> {
  const at = house.clock()
  const attribution = { by, operation: 'demo.fill', requestId: null, at }
  const { entry } = await house.store.transact(accountId, attribution, async (transaction) => {
    if ((await transaction.listMetadataFields(accountId, environmentId)).length > 0) return
    const dated = { accountId, environmentId, createdAt: at, updatedAt: at }
    await transaction.putAll(
      'metadata_field',
      fields.map((field, position) => ({ ...field, ...dated, position })),
    )
  })
  if (entry !== null) await house.accounts.applied(entry)
}

type Field = Omit<MetadataFieldRecord, 'accountId' | 'environmentId' | 'createdAt' | 'updatedAt' | 'position'>

const choice = (id: string, value: string): MetadataFieldRecord['choices'][number] => ({ id, value, isActive: true })

const usual = { isMandatory: false, defaultValue: null, validation: null, choices: [] } as const

const fields: readonly Field[] = [
  {
    ...{ ...usual, id: metadataFieldId('campaign'), label: 'Campaign', type: 'enum' },
    choices: [choice('summer', 'Summer'), choice('winter', 'Winter'), choice('evergreen', 'Evergreen')],
  },
  { ...usual, id: metadataFieldId('photographer'), label: 'Photographer', type: 'string' },
  { ...usual, id: metadataFieldId('shot_on'), label: 'Shot on', type: 'date' },
  {
    ...{ ...usual, id: metadataFieldId('rights'), label: 'Rights', type: 'set' },
    choices: [choice('web', 'Web'), choice('print', 'Print'), choice('tv', 'Television')],
  },
]

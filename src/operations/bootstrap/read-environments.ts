import { collectionId, environmentId } from '../../domain/ids.ts'
import { folderModes } from '../../domain/library-records.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import { usualLibrarySettings } from '../library-settings/folder-mode.ts'
import type { Drafting, Place } from './draft.ts'
import type { ObjectReader, Placed } from './fields.ts'
import { OnlyOnce, readObject, textRules } from './fields.ts'
import { readFolders } from './read-folders.ts'
import { readApiKeys } from './read-keys.ts'

/** Reads environments with their folders, collections and API keys. */
export function readEnvironments(drafting: Drafting, list: readonly Placed[]): void {
  const cloudNames = new OnlyOnce(drafting.blame)
  for (const placed of list) readEnvironment(drafting, placed, cloudNames)
}

const names = ['id', 'cloud_name', 'name', 'enabled', 'folder_mode', 'folders', 'collections', 'api_keys']

function readEnvironment(drafting: Drafting, placed: Placed, cloudNames: OnlyOnce): void {
  const { blame } = drafting
  const reader = readObject(placed, names, blame)
  if (reader === undefined) return
  const cloudName = reader.text('cloud_name', textRules.cloudName)
  cloudNames.add(cloudName, reader.at('cloud_name'))
  if (cloudName === 'all') blame(reader.at('cloud_name'), '`all` means every environment')
  const environment: EnvironmentRecord = {
    ...drafting.stamp,
    id: readId(drafting, reader),
    name: reader.text('name', textRules.name) ?? '',
    cloudName: cloudName ?? '',
    isEnabled: reader.flag('enabled', true),
    customAttributes: null,
  }
  const place: Place = { environment, folderIdByPath: new Map(), collectionIdByName: new Map() }
  drafting.environments.push(environment)
  const folderMode = reader.word('folder_mode', folderModes, usualLibrarySettings.folderMode)
  if (folderMode !== usualLibrarySettings.folderMode) {
    const settings = { ...usualLibrarySettings, folderMode }
    drafting.librarySettings.push({ ...drafting.stamp, environmentId: environment.id, ...settings })
  }
  if (cloudName !== undefined && !drafting.placeByCloudName.has(cloudName)) {
    drafting.placeByCloudName.set(cloudName, place)
  }
  readFolders(drafting, reader.list('folders'), place)
  readCollections(drafting, reader.list('collections'), place)
  readApiKeys(drafting, reader.list('api_keys'), environment)
}

function readId(drafting: Drafting, reader: ObjectReader): EnvironmentRecord['id'] {
  const given = reader.optionalText('id', textRules.id)
  drafting.giveId('environment', given, reader.at('id'))
  if (given === 'all') drafting.blame(reader.at('id'), '`all` means every environment')
  return given === undefined ? drafting.ids.environment() : environmentId(given)
}

function readCollections(
  drafting: Drafting,
  list: readonly Placed[],
  { environment, collectionIdByName }: Place,
): void {
  const once = new OnlyOnce(drafting.blame)
  for (const placed of list) {
    const reader = readObject(placed, ['id', 'name', 'dynamic', 'expression'], drafting.blame)
    if (reader === undefined) continue
    const name = reader.text('name', textRules.name)
    once.add(name, reader.at('name'))
    const given = reader.optionalText('id', textRules.id)
    drafting.giveId('collection', given, reader.at('id'))
    const id = given === undefined ? drafting.ids.collection() : collectionId(given)
    if (name !== undefined) collectionIdByName.set(name, id)
    const isDynamic = reader.flag('dynamic', false)
    drafting.collections.push({
      ...drafting.stamp,
      id,
      environmentId: environment.id,
      name: name ?? '',
      description: null,
      coverAssetId: null,
      isDynamic,
      expression: isDynamic ? (reader.optionalText('expression', textRules.name) ?? null) : null,
      createdBy: null,
    })
  }
}

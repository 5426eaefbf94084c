// One record of each noun of a library, every field of which changes.
import * as Ids from '../../src/domain/ids.ts'
import type * as L from '../../src/domain/library-records.ts'
import type { Transaction } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { fresh, givenFile } from './given.ts'
import { changed, later } from './samples.ts'
import type { Sample, Samples } from './samples.ts'

const dated = { createdAt: 5, updatedAt: 6 }

/** See {@link Sample}. */
export function librarySamples(given: Given): Samples<keyof L.LibraryRecords> {
  const environment = given.environment()
  const folder = given.folder(environment)
  const needs = async (transaction: Transaction) => {
    await transaction.put('environment', environment)
    await transaction.put('folder', folder)
  }
  const place = { accountId: given.accountId, environmentId: environment.id, ...dated }
  const asset = given.asset(environment)
  return {
    asset: { ...changed(asset, changedAsset(folder.id)), needs },
    asset_version: {
      ...changed(given.version(asset), { asset: { ...asset, ...changedAsset(folder.id) }, createdAt: later }),
      needs,
    },
    ...settingSamples(place, folder.id, needs),
  }
}

const changedAsset = (folderId: Ids.FolderId): Partial<L.AssetRecord> => ({
  resourceKind: 'raw',
  delivery: 'authenticated',
  publicId: fresh('übersicht/daten.json'),
  folderId,
  displayName: '\u0000 \u{1F600} Übersicht',
  file: givenFile({ thumbnailId: null, format: null, width: null, height: null, pages: null, bytes: 0 }),
  version: 1_800_000_000,
  versionId: Ids.versionId(fresh('version')),
  originalFilename: null,
  tags: [],
  context: { __proto__x: '1', ['__proto__']: 'own' },
  metadata: { price: -0.25 },
  accessMode: 'authenticated',
  accessControl: [{ type: 'token' }, { type: 'anonymous', start: 5, end: null }],
  moderation: { kind: 'manual', status: 'approved', at: later, by: 'user:otto', note: 'fine' },
  keepsBackups: true,
  createdBy: 'preset:web',
  uploadedAt: later,
  updatedAt: later,
})

type Needs = NonNullable<Sample<'asset'>['needs']>
type Place = Pick<L.LibrarySettingsRecord, 'accountId' | 'environmentId' | 'createdAt' | 'updatedAt'>
type SettingNoun = Exclude<keyof L.LibraryRecords, 'asset' | 'asset_version'>

const settingSamples = (place: Place, folderId: Ids.FolderId, needs: Needs): Samples<SettingNoun> => ({
  library_settings: {
    ...changed<L.LibrarySettingsRecord>(
      { ...place, folderMode: 'dynamic', keepsBackups: false },
      { folderMode: 'fixed', keepsBackups: true, updatedAt: later },
    ),
    needs,
  },
  upload_preset: {
    ...changed(givenPreset(place), {
      isUnsigned: false,
      disallowsPublicId: true,
      folderId,
      settings: {},
      updatedAt: later,
    }),
    needs,
  },
  upload_mapping: {
    ...changed<L.UploadMappingRecord>(
      { ...place, name: 'stock', template: 'https://example.com/' },
      { template: 'https://example.org/x/' },
    ),
    needs,
  },
  transformation: {
    ...changed<L.TransformationRecord>(
      { ...place, name: 'small', definition: 'w_100', isAllowedForStrict: false },
      { definition: [{ width: 100 }, { crop: 'fit' }], isAllowedForStrict: true },
    ),
    needs,
  },
  metadata_field: { ...changed(givenField(place), changedField), needs },
  metadata_rule: {
    ...changed(givenRule(place), { name: 'Other', isActive: false, position: 1, result: { isMandatory: false } }),
    needs,
  },
})

const givenPreset = (place: Place): L.UploadPresetRecord => ({
  ...place,
  name: 'web',
  isUnsigned: true,
  disallowsPublicId: false,
  folderId: null,
  settings: { tags: ['a', 'b'], eager: { width: 1.5 }, overwrite: null },
})

const givenField = (place: Place): L.MetadataFieldRecord => ({
  ...place,
  id: Ids.metadataFieldId('stage'),
  label: 'Stage',
  type: 'enum',
  isMandatory: true,
  defaultValue: 'live',
  validation: { type: 'strlen', min: 2 },
  choices: [{ id: 'live', value: 'Live', isActive: true }],
  position: 0,
})

const givenRule = (place: Place): L.MetadataRuleRecord => ({
  ...place,
  id: Ids.metadataRuleId('rule'),
  fieldId: Ids.metadataFieldId('stage'),
  name: 'Rule',
  condition: {
    type: 'or',
    of: [
      { type: 'populated', fieldId: Ids.metadataFieldId('title'), isPopulated: true },
      { type: 'equals', fieldId: Ids.metadataFieldId('title'), value: 'x' },
    ],
  },
  result: {
    value: { value: 'live', mode: 'default' },
    choices: { ids: ['live'], mode: 'override' },
    isMandatory: true,
  },
  isActive: true,
  position: 0,
})

const changedField: Partial<L.MetadataFieldRecord> = {
  label: 'State',
  type: 'set',
  isMandatory: false,
  defaultValue: ['live'],
  validation: null,
  choices: [],
  position: 7,
}

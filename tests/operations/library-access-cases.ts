// data table: what each operation on folders and settings of a library takes, in both ways that permissions are held.
import type { OperationName } from '../../src/operations/index.ts'
import type { GivenHouse, InputOf } from '../given/house.ts'

/** One kind of input, and what it takes: each permission with the need that it alone meets. */
interface Case<Name extends OperationName> {
  readonly about: string
  readonly name: Name
  readonly input: (acme: GivenHouse) => InputOf<Name>
  /** Permissions of the whole environment. */
  readonly everywhere: Readonly<Record<string, string>>
  /** Permissions on folders, by `path permission`; absent: there are none of these on folders. */
  readonly on?: Readonly<Record<string, string>>
}

/** The compiler sees each case with its own operation. */
const of = <Name extends OperationName>(one: Case<Name>): Case<Name> => one

const environmentId = 'env-demo'
const manage = 'folder_and_asset_management'
const view = { [`${manage}::view`]: 'read Folder' }
const brand = (acme: GivenHouse): string => acme.folder('demo:brand')
const viewOn = { 'brand view_download': 'read Folder' }
const shareOn = { 'brand share': 'share Folder' }
const sharing = { [`${manage}::share`]: 'share Folder' }
const named = { environmentId, name: 'standing' }
const field = { environmentId, fieldId: 'standing' }
const noChange = {
  label: 'x',
  isMandatory: undefined,
  defaultValue: undefined,
  validation: undefined,
  choices: undefined,
}
const noPreset = { isUnsigned: null, disallowsPublicId: null, settings: {} }
const presets = (verb: string) => ({ 'upload_presets::manage': `${verb} UploadPreset` })
const mappings = (verb: string) => ({ 'upload_presets::manage': `${verb} UploadMapping` })
const transformations = (verb: string) => ({ 'transformations::manage': `${verb} Transformation` })
const metadata = (verb: string, type = 'MetadataField') => ({ 'structured_metadata::manage': `${verb} ${type}` })

/** Every operation on folders and settings of a library that takes anything; lists alone take nothing. */
export const cases = [
  of({
    about: 'a folder',
    name: 'folder.list',
    input: () => ({ environmentId, path: 'brand', cursor: null, limit: null }),
    everywhere: view,
    on: viewOn,
  }),
  of({
    about: 'one by its path',
    name: 'folder.get',
    input: () => ({ environmentId, folder: { type: 'path', path: 'brand', isCaseSensitive: true } }),
    everywhere: view,
    on: viewOn,
  }),
  of({
    about: 'one by its id',
    name: 'folder.get',
    input: (acme) => ({ environmentId, folder: { type: 'id', id: brand(acme) } }),
    everywhere: view,
    on: viewOn,
  }),
  of({
    about: 'a folder',
    name: 'folder.list-descendants',
    input: (acme) => ({ environmentId, folderId: brand(acme), isInclusive: true, only: null }),
    everywhere: view,
    on: viewOn,
  }),
  of({
    about: 'a folder in another',
    name: 'folder.create',
    input: () => ({ environmentId, path: 'brand/new' }),
    everywhere: { [`${manage}::create_folder`]: 'create Folder' },
    on: { 'brand create_subfolders': 'create Folder' },
  }),
  of({
    about: 'the name',
    name: 'folder.move',
    input: () => ({ environmentId, from: 'brand', to: 'label', assetLimit: null }),
    everywhere: { [`${manage}::update`]: 'update Folder' },
    on: { 'brand update_folder': 'update Folder' },
  }),
  of({
    about: 'a folder without assets',
    name: 'folder.delete',
    input: () => ({ environmentId, path: 'brand/logos' }),
    everywhere: { [`${manage}::delete`]: 'delete Folder' },
    on: { 'brand delete_folder': 'delete Folder' },
  }),
  of({
    about: 'a folder',
    name: 'folder-role.list',
    input: (acme) => ({ environmentId, folderId: brand(acme), withPermitted: true }),
    everywhere: sharing,
    on: shareOn,
  }),
  of({
    about: 'a role to take away',
    name: 'folder-role.change',
    input: (acme) => ({
      ...{ environmentId, folderId: brand(acme), change: 'remove', principal: acme.principal('Vera') },
      roleIds: ['cld::role::folder::viewer'],
    }),
    everywhere: sharing,
    on: shareOn,
  }),
  of({
    about: 'one environment',
    name: 'library-settings.get',
    input: () => ({ environmentId }),
    everywhere: { 'prodenv::view': 'read ProductEnvironment' },
  }),
  of({
    about: 'one environment',
    name: 'library-settings.update',
    input: () => ({ environmentId, folderMode: 'fixed', keepsBackups: true }),
    everywhere: { 'upload_presets::manage': 'update_settings ProductEnvironment' },
  }),
  of({
    about: 'one',
    name: 'upload-preset.get',
    input: () => named,
    everywhere: { 'upload_presets::view': 'read UploadPreset' },
  }),
  of({
    about: 'a signed one',
    name: 'upload-preset.create',
    input: () => ({ ...noPreset, environmentId, name: 'new' }),
    everywhere: presets('create'),
  }),
  of({
    about: 'an unsigned one at the top',
    name: 'upload-preset.create',
    input: () => ({ ...noPreset, environmentId, name: 'new', isUnsigned: true }),
    everywhere: { ...presets('create'), [`${manage}::create_asset`]: 'create Asset' },
  }),
  of({
    about: 'a signed one',
    name: 'upload-preset.update',
    input: () => ({ ...noPreset, ...named, disallowsPublicId: true }),
    everywhere: presets('update'),
  }),
  of({
    about: 'one that becomes unsigned',
    name: 'upload-preset.update',
    input: () => ({ ...noPreset, ...named, isUnsigned: true, settings: { asset_folder: 'brand' } }),
    everywhere: { ...presets('update'), [`${manage}::create_asset`]: 'create Asset' },
  }),
  of({ about: 'one', name: 'upload-preset.delete', input: () => named, everywhere: presets('delete') }),
  of({
    about: 'one',
    name: 'upload-mapping.list',
    input: () => ({ ...named, limit: null, cursor: null }),
    everywhere: { 'upload_presets::view': 'read UploadMapping' },
  }),
  of({
    about: 'one',
    name: 'upload-mapping.create',
    input: () => ({ environmentId, name: 'new', template: 'https://example.com/' }),
    everywhere: mappings('create'),
  }),
  of({
    about: 'one',
    name: 'upload-mapping.update',
    input: () => ({ ...named, template: 'https://example.com/' }),
    everywhere: mappings('update'),
  }),
  of({ about: 'one', name: 'upload-mapping.delete', input: () => named, everywhere: mappings('delete') }),
  of({
    about: 'one',
    name: 'transformation.list',
    input: () => ({ ...named, limit: null, cursor: null }),
    everywhere: { 'transformations::view': 'read Transformation' },
  }),
  of({
    about: 'one',
    name: 'transformation.create',
    input: () => ({ environmentId, name: 'new', definition: 'w_1', isAllowedForStrict: false }),
    everywhere: transformations('create'),
  }),
  of({
    about: 'one',
    name: 'transformation.update',
    input: () => ({ ...named, definition: 'w_2', isAllowedForStrict: null }),
    everywhere: transformations('update'),
  }),
  of({ about: 'one', name: 'transformation.delete', input: () => named, everywhere: transformations('delete') }),
  of({
    about: 'one',
    name: 'metadata-field.get',
    input: () => field,
    everywhere: { 'structured_metadata::view': 'read MetadataField' },
  }),
  of({
    about: 'one',
    name: 'metadata-field.search-choices',
    input: () => ({ ...field, term: 'a', isExact: false, limit: 9 }),
    everywhere: { 'structured_metadata::view': 'read MetadataField' },
  }),
  of({
    about: 'one',
    name: 'metadata-field.create',
    input: () => ({ ...noChange, environmentId, fieldId: 'new', type: 'string' }),
    everywhere: metadata('create'),
  }),
  of({
    about: 'one',
    name: 'metadata-field.update',
    input: () => ({ ...field, ...noChange }),
    everywhere: metadata('update'),
  }),
  of({ about: 'one', name: 'metadata-field.delete', input: () => field, everywhere: metadata('delete') }),
  of({
    about: 'one',
    name: 'metadata-field.update-choices',
    input: () => ({ ...field, choices: [{ id: 'new', value: 'New', isActive: undefined }] }),
    everywhere: metadata('update'),
  }),
  of({
    about: 'one',
    name: 'metadata-field.switch-choices',
    input: () => ({ ...field, choiceIds: ['a'], isActive: false }),
    everywhere: metadata('update'),
  }),
  of({
    about: 'one',
    name: 'metadata-field.order-choices',
    input: () => ({ ...field, isDescending: true }),
    everywhere: metadata('update'),
  }),
  of({
    about: 'all',
    name: 'metadata-field.order',
    input: () => ({ environmentId, by: 'label', isDescending: true }),
    everywhere: metadata('update'),
  }),
  of({
    about: 'one',
    name: 'metadata-field.place',
    input: () => ({ ...field, position: 0 }),
    everywhere: metadata('update'),
  }),
]

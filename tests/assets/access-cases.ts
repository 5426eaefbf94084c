// data table: what each thing that can be done to an asset takes, in both ways that permissions are held.
import type { OperationName } from '../../src/operations/index.ts'
import type { InputOf } from '../given/house.ts'
import { demo, named, uploading, type Rights } from '../given/library.ts'

/** One thing to do, and what it takes: each permission with the need that it alone meets. */
interface Case<Name extends OperationName> {
  readonly about: string
  readonly name: Name
  readonly input: InputOf<Name>
  /** Permissions of the whole environment, with the needs that they meet. */
  readonly everywhere: Readonly<Record<string, readonly string[]>>
  /** Permissions on folders, with the needs that they meet. */
  readonly on: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Permissions of the whole environment that there are none of on folders. */
  readonly always?: readonly string[]
}

/** Everything that is held but one thing: `brand view_download`, or `view` of the environment. */
export function rightsBut(
  { everywhere, on, always = [] }: Pick<Case<never>, 'everywhere' | 'on' | 'always'>,
  but: string | null,
): {
  readonly global: Rights
  readonly content: Rights
} {
  return {
    global: { everywhere: Object.keys(everywhere).filter((name) => name !== but) },
    content: {
      everywhere: always,
      on: Object.fromEntries(
        Object.entries(on).map(([path, held]) => [path, Object.keys(held).filter((name) => `${path} ${name}` !== but)]),
      ),
    },
  }
}

/** The compiler sees each case with its own operation. */
const of = <Name extends OperationName>(one: Case<Name>): Case<Name> => one

const all = 'folder_and_asset_management::'
const view = { [`${all}view`]: ['read Asset'] }
const kind = { resourceKind: 'image', delivery: 'upload' } as const
const renaming = { environmentId: demo, ...kind, toDelivery: null, overwrites: false } as const

/** What the tests begin with: `logo` in `brand`, `other` in `campaigns/summer`. */
export const beginning = { logo: 'brand', other: 'campaigns/summer' }

/** Every kind of input of every operation on one asset. */
export const cases = [
  of({
    about: 'a new asset in a folder',
    name: 'asset.upload',
    input: uploading('new', { asset_folder: 'brand' }),
    everywhere: { [`${all}create_asset`]: ['create Asset'] },
    on: { brand: { add_assets: ['create Asset'] } },
  }),
  of({
    about: 'a new asset in a folder that is made for it',
    name: 'asset.upload',
    input: uploading('new', { asset_folder: 'brand/made/deep' }),
    everywhere: { [`${all}create_asset`]: ['create Asset'], [`${all}create_folder`]: ['create Folder'] },
    on: { brand: { add_assets: ['create Asset'], create_subfolders: ['create Folder'] } },
  }),
  of({
    about: 'an asset in place of another',
    name: 'asset.upload',
    input: uploading('logo'),
    everywhere: { [`${all}update`]: ['create Asset'] },
    on: { brand: { add_assets: ['create Asset'], update_assets: ['update Asset'] } },
  }),
  of({
    about: 'what is already there, without overwriting',
    name: 'asset.upload',
    input: uploading('logo', { overwrite: false }),
    everywhere: { [`${all}create_asset`]: ['create Asset'], ...view },
    on: { brand: { add_assets: ['create Asset'], view_download: ['read Asset'] } },
  }),
  of({
    about: 'an asset in place of one that comes to lie elsewhere',
    name: 'asset.upload',
    input: uploading('logo', { asset_folder: 'campaigns/summer' }),
    everywhere: { [`${all}update`]: ['create Asset'], ...view },
    on: {
      brand: { update_assets: ['update Asset'], move_assets: ['move Asset'], view_download: ['read Asset'] },
      'campaigns/summer': { add_assets: ['create Asset'] },
    },
  }),
  of({
    about: 'one',
    name: 'asset.get',
    input: { ...named('logo'), withVersions: false },
    everywhere: view,
    on: { brand: { view_download: ['read Asset'] } },
  }),
  of({
    about: 'tags',
    name: 'asset.update',
    input: { ...named('logo'), settings: { tags: ['red'] } },
    everywhere: { [`${all}update`]: ['update Asset'] },
    on: { brand: { update_assets: ['update Asset'] } },
  }),
  of({
    about: 'structured metadata',
    name: 'asset.update',
    input: { ...named('logo'), settings: { metadata: {} } },
    everywhere: { [`${all}update_metadata`]: ['update_metadata Asset'] },
    on: { brand: { update_assets: ['update_metadata Asset'] } },
  }),
  of({
    about: 'the outcome of moderation',
    name: 'asset.update',
    input: { ...named('logo'), settings: { moderation_status: 'approved' } },
    everywhere: { 'assets::moderate': ['moderate Asset'], 'moderation::access': ['read Feature'], ...view },
    on: { brand: { moderate_assets: ['moderate Asset'], view_download: ['read Asset'] } },
    always: ['moderation::access'],
  }),
  of({
    about: 'the folder',
    name: 'asset.update',
    input: { ...named('logo'), settings: { asset_folder: 'campaigns/summer' } },
    everywhere: { [`${all}update`]: ['move Asset'], ...view },
    on: {
      brand: { move_assets: ['move Asset'], view_download: ['read Asset'] },
      'campaigns/summer': { add_assets: ['create Asset'] },
    },
  }),
  of({
    about: 'the folder, which is made for it',
    name: 'asset.update',
    input: { ...named('logo'), settings: { asset_folder: 'campaigns/summer/new' } },
    everywhere: { [`${all}update`]: ['move Asset'], ...view },
    on: {
      brand: { move_assets: ['move Asset'], view_download: ['read Asset'] },
      'campaigns/summer': { add_assets: ['create Asset'], create_subfolders: ['create Folder'] },
    },
  }),
  of({
    about: 'the name',
    name: 'asset.rename',
    input: { ...renaming, fromPublicId: 'logo', toPublicId: 'mark' },
    everywhere: { [`${all}update`]: ['update Asset'] },
    on: { brand: { update_assets: ['update Asset'] } },
  }),
  of({
    about: 'the name, which another has',
    name: 'asset.rename',
    input: { ...renaming, fromPublicId: 'logo', toPublicId: 'other', overwrites: true },
    everywhere: { [`${all}update`]: ['update Asset'], [`${all}delete`]: ['delete Asset'] },
    on: {
      brand: { update_assets: ['update Asset'] },
      'campaigns/summer': { delete_assets: ['delete Asset'] },
    },
  }),
  of({
    about: 'the original',
    name: 'asset.download',
    input: named('logo'),
    everywhere: { [`${all}download`]: ['download Asset'] },
    on: { brand: { download_assets: ['download Asset'] } },
  }),
  of({
    about: 'one',
    name: 'asset.show-thumbnail',
    input: named('logo'),
    everywhere: view,
    on: { brand: { view_download: ['read Asset'] } },
  }),
  of({
    about: 'one',
    name: 'asset.delete',
    input: named('logo'),
    everywhere: { [`${all}delete`]: ['delete Asset'] },
    on: { brand: { delete_assets: ['delete Asset'] } },
  }),
]

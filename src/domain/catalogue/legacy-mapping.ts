import { roleId } from '../ids.ts'
import type { RoleId } from '../ids.ts'

/** The single role a user had in the legacy model; still a field of the Provisioning API. */
export const legacyRoles = [
  'master_admin',
  'admin',
  'technical_admin',
  'billing',
  'reports',
  'media_library_admin',
  'media_library_user',
] as const

/** One of {@link legacyRoles}. */
export type LegacyRole = (typeof legacyRoles)[number]

/** What a legacy user becomes; null where the migration gives no role of that level. */
export interface LegacyReplacement {
  readonly account: RoleId | null
  readonly environment: RoleId | null
}

const accountRole = (name: string): RoleId => roleId(`cld::role::account::${name}`)
const environmentRole = (name: string): RoleId => roleId(`cld::role::prodenv::${name}`)
const folderRole = (name: string): RoleId => roleId(`cld::role::folder::${name}`)
const collectionRole = (name: string): RoleId => roleId(`cld::role::collection::${name}`)

/** How each part of the legacy model translates, exactly as the vendor's migration does it; one way only. */
export const legacyMapping = {
  users: {
    master_admin: { account: accountRole('master_admin'), environment: environmentRole('master_admin') },
    admin: { account: accountRole('admin'), environment: environmentRole('admin') },
    technical_admin: { account: accountRole('tech_admin'), environment: environmentRole('tech_admin') },
    billing: { account: accountRole('billing'), environment: null },
    reports: { account: accountRole('reports'), environment: null },
    media_library_admin: { account: null, environment: environmentRole('ml_admin') },
    media_library_user: { account: null, environment: environmentRole('ml_user') },
  },
  /** A user with both flags `modify_account_settings` and `view_reports` instead of a role. */
  accountSettingsAndReports: { account: accountRole('billing'), environment: null },
  /** Flags of Media Library users; each becomes a role of its own in the same environments. */
  libraryFlags: {
    create_collection: environmentRole('collection_creator'),
    show_delivery_url: environmentRole('delivery_url_viewer'),
    moderate_asset: environmentRole('moderator'),
    create_proof: environmentRole('proof_manager'),
  },
  /** Levels on a folder. */
  folders: {
    viewer: folderRole('viewer'),
    contributor: folderRole('contributor'),
    editor: folderRole('editor'),
    manager: folderRole('manager'),
  },
  /** Levels on a collection. */
  collections: {
    viewer: collectionRole('viewer'),
    share: collectionRole('distributor'),
    collaborate: collectionRole('collaborator'),
    owner: collectionRole('manager'),
  },
  /** What the flag `share_collection` adds on each folder its holder manages and each collection its holder owns. */
  shareCollection: {
    managedFolder: folderRole('distributor'),
    ownedCollection: collectionRole('distributor'),
  },
  /** Keys had full power; keys internal to the original system are left alone. */
  keys: {
    apiKey: environmentRole('master_admin'),
    accountKey: accountRole('master_admin'),
  },
} as const satisfies {
  readonly users: Readonly<Record<LegacyRole, LegacyReplacement>>
  readonly accountSettingsAndReports: LegacyReplacement
  readonly libraryFlags: Readonly<Record<string, RoleId>>
  readonly folders: Readonly<Record<string, RoleId>>
  readonly collections: Readonly<Record<string, RoleId>>
  readonly shareCollection: Readonly<Record<'managedFolder' | 'ownedCollection', RoleId>>
  readonly keys: Readonly<Record<'apiKey' | 'accountKey', RoleId>>
}

import type * as Ids from './ids.ts'
import type { Dated, Instant } from './instant.ts'

/** What the store keeps of a media library besides its folders. Engines don't hold these: there may be millions. */
export interface LibraryRecords {
  readonly library_settings: LibrarySettingsRecord
  readonly asset: AssetRecord
  readonly asset_version: AssetVersionRecord
  readonly upload_preset: UploadPresetRecord
  readonly upload_mapping: UploadMappingRecord
  readonly transformation: TransformationRecord
  readonly metadata_field: MetadataFieldRecord
  readonly metadata_rule: MetadataRuleRecord
}

/** The nouns that decisions never need: they are in the change log, and no engine loads them. */
export const libraryNouns = [
  'library_settings',
  'asset',
  'asset_version',
  'upload_preset',
  'upload_mapping',
  'transformation',
  'metadata_field',
  'metadata_rule',
] as const satisfies readonly (keyof LibraryRecords)[]

/** The kinds of asset, as its bytes tell. */
export const resourceKinds = ['image', 'video', 'raw'] as const

/** One of {@link resourceKinds}; on the wire `resource_type`. */
export type ResourceKind = (typeof resourceKinds)[number]

/** How an original may be fetched: by anyone, or only with a signature; on the wire `type`. */
export const deliveryTypes = ['upload', 'private', 'authenticated'] as const

/** One of {@link deliveryTypes}. */
export type DeliveryType = (typeof deliveryTypes)[number]

/** `dynamic`: an asset's folder stands apart from its public id. `fixed`: the public id begins with the folder's path. */
export const folderModes = ['dynamic', 'fixed'] as const

/** One of {@link folderModes}. */
export type FolderMode = (typeof folderModes)[number]

/** How one environment's media library works; an environment without such a record has the defaults. */
export interface LibrarySettingsRecord extends Dated {
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  readonly folderMode: FolderMode
  /** Keeps replaced and deleted files of every asset, whether or not an upload asks for it. */
  readonly keepsBackups: boolean
}

/** The values that moderation has. */
export const moderationStatuses = ['pending', 'approved', 'rejected'] as const

/** One of {@link moderationStatuses}. */
export type ModerationStatus = (typeof moderationStatuses)[number]

/** Whether an asset may be used, where its upload asked for somebody to look at it. */
export interface Moderation {
  /** The vendor's kinds; Rolecall itself does `manual`. */
  readonly kind: string
  readonly status: ModerationStatus
  readonly at: Instant
  /** Who decided, as `type:id`; null while it is pending. */
  readonly by: string | null
  readonly note: string | null
}

/** One rule of who may fetch an original without credentials, and when; any one that holds suffices. */
export type AccessRule =
  | { readonly type: 'token' }
  | { readonly type: 'anonymous'; readonly start: Instant | null; readonly end: Instant | null }

/** The value of a structured metadata field; several for a `set`. Dates are `YYYY-MM-DD`. */
export type MetadataValue = string | number | readonly string[]

/** What is known of the file of an asset, as it lies in the store of blobs. */
export interface AssetFile {
  readonly blobId: Ids.BlobId
  /** A small WebP picture of it; null where none could be made. */
  readonly thumbnailId: Ids.BlobId | null
  readonly bytes: number
  /** MD5 of the bytes, hex. */
  readonly etag: string
  /** The extension that the bytes tell; null for a raw file whose name has none. */
  readonly format: string | null
  /** The media type that it is served with. */
  readonly mediaType: string
  /** Pixels; null for what has none or whose size isn't known. */
  readonly width: number | null
  readonly height: number | null
  /** Pages or frames; null where not known. */
  readonly pages: number | null
}

/** One file of the library. Public ids are unique in an environment for a resource kind and delivery type. */
export interface AssetRecord extends Dated {
  readonly id: Ids.AssetId
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  readonly resourceKind: ResourceKind
  readonly delivery: DeliveryType
  /** Without the format's extension, save for raw assets. NFC. */
  readonly publicId: string
  /** Null at the top. */
  readonly folderId: Ids.FolderId | null
  readonly displayName: string
  readonly file: AssetFile
  /** Whole seconds since 1970 when this file came. */
  readonly version: number
  readonly versionId: Ids.VersionId
  readonly originalFilename: string | null
  /** Each once, in the order given. */
  readonly tags: readonly string[]
  readonly context: Readonly<Record<string, string>>
  /** By the id of the field. */
  readonly metadata: Readonly<Record<string, MetadataValue>>
  readonly accessMode: 'public' | 'authenticated'
  /** Null: `accessMode` alone tells. */
  readonly accessControl: readonly AccessRule[] | null
  readonly moderation: Moderation | null
  /** Keeps what an upload over it or a deletion would lose. */
  readonly keepsBackups: boolean
  /** Who uploaded it, as `type:id`; an unsigned upload's preset is `preset:name`. */
  readonly createdBy: string
  /** When the present file came. */
  readonly uploadedAt: Instant
}

/** One earlier file of an asset, or the last one of a deleted asset, as it then was. */
export interface AssetVersionRecord {
  readonly accountId: Ids.AccountId
  readonly assetId: Ids.AssetId
  readonly id: Ids.VersionId
  readonly environmentId: Ids.EnvironmentId
  /** The asset as it was with this file. */
  readonly asset: AssetRecord
  readonly createdAt: Instant
}

/** What an upload preset fills in, by the names of upload parameters; each value is as a JSON request would have it. */
export type UploadSettings = Readonly<Record<string, unknown>>

/** Settings for uploads under a name; an unsigned one lets anyone upload what it allows, where it says. */
export interface UploadPresetRecord extends Dated {
  /** Unique in the environment. */
  readonly name: string
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  readonly isUnsigned: boolean
  /** Uploads by this preset fail when their public id is taken. */
  readonly disallowsPublicId: boolean
  /** Where an unsigned preset's uploads go; null at the top. It can add assets there, and nowhere else. */
  readonly folderId: Ids.FolderId | null
  readonly settings: UploadSettings
}

/** A folder whose missing assets come from an address. */
export interface UploadMappingRecord extends Dated {
  /** Unique in the environment; on the wire `folder`. */
  readonly name: string
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  /** A URL prefix. */
  readonly template: string
}

/** A named transformation: a definition only, Rolecall renders nothing. */
export interface TransformationRecord extends Dated {
  /** Unique in the environment. */
  readonly name: string
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  /** As a URL spells it, or the list of its steps, as sent. */
  readonly definition: unknown
  readonly isAllowedForStrict: boolean
}

/** The types of structured metadata fields. */
export const metadataTypes = ['string', 'integer', 'date', 'enum', 'set'] as const

/** One of {@link metadataTypes}. */
export type MetadataType = (typeof metadataTypes)[number]

/** One choice of an enum or a set. */
export interface MetadataChoice {
  readonly id: string
  readonly value: string
  readonly isActive: boolean
}

/** One field of structured metadata. */
export interface MetadataFieldRecord extends Dated {
  /** On the wire `external_id`; unique in the environment. */
  readonly id: Ids.MetadataFieldId
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  readonly label: string
  readonly type: MetadataType
  readonly isMandatory: boolean
  readonly defaultValue: MetadataValue | null
  /** What values must satisfy, as the wire spells it (`greater_than`, `less_than`, `strlen`, `and`); null: anything. */
  readonly validation: unknown
  /** The choices of an enum or a set, in order; empty for the others. */
  readonly choices: readonly MetadataChoice[]
  /** Where it stands among the fields, from 0. */
  readonly position: number
}

/** What the values of an asset must be like for a conditional rule to hold. */
export type MetadataCondition =
  | { readonly type: 'populated'; readonly fieldId: Ids.MetadataFieldId; readonly isPopulated: boolean }
  | { readonly type: 'equals'; readonly fieldId: Ids.MetadataFieldId; readonly value: MetadataValue }
  | { readonly type: 'includes'; readonly fieldId: Ids.MetadataFieldId; readonly values: readonly string[] }
  | { readonly type: 'and' | 'or'; readonly of: readonly MetadataCondition[] }

/** What a conditional rule does to its field; what is undefined it leaves alone. */
export interface MetadataResult {
  /** Null empties the field. `default`: only where it has none; `append`: to those of a set. */
  readonly value?: { readonly value: MetadataValue | null; readonly mode: 'default' | 'override' | 'append' }
  /** Which choices there are. */
  readonly choices?: 'all' | { readonly ids: readonly string[]; readonly mode: 'override' | 'append' }
  readonly isMandatory?: boolean
  /** For applications to show; as sent. */
  readonly isEnabled?: boolean
  /** For applications to show. */
  readonly isDisabled?: boolean
  /** For applications to show. */
  readonly isHidden?: boolean
}

/** A conditional rule: what a field of structured metadata is while other fields have some values. */
export interface MetadataRuleRecord extends Dated {
  /** On the wire `external_id`. */
  readonly id: Ids.MetadataRuleId
  readonly accountId: Ids.AccountId
  readonly environmentId: Ids.EnvironmentId
  /** The field that it is about. */
  readonly fieldId: Ids.MetadataFieldId
  readonly name: string
  readonly condition: MetadataCondition
  readonly result: MetadataResult
  readonly isActive: boolean
  /** Rules of one field apply in this order, then in the order of their ids; need not be unlike others. */
  readonly position: number
}

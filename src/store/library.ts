import type { AssetCondition, AssetField, AssetOrder } from '../domain/asset-condition.ts'
import type * as Ids from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type * as L from '../domain/library-records.ts'
import type { FolderRecord } from '../domain/records.ts'
import type { KeyOf, Page } from './keys.ts'

/** Which assets of an environment; what is absent doesn't matter. */
export interface AssetFilter {
  readonly environmentId: Ids.EnvironmentId
  /** Only assets that lie in one of these folders; null stands for the top. The list may be long, or empty. */
  readonly folders?: readonly (Ids.FolderId | null)[]
  readonly ids?: readonly Ids.AssetId[]
  readonly resourceKind?: L.ResourceKind
  readonly delivery?: L.DeliveryType
  readonly publicIds?: readonly string[]
  readonly publicIdPrefix?: string
  readonly where?: AssetCondition
}

/** Where a page of assets ended: the values it was sorted by, then the id. */
export interface AssetPosition {
  readonly values: readonly (string | number | null)[]
  readonly id: Ids.AssetId
}

/** A page of assets: sorted by `order`, then by id in the direction of the first step. */
export interface AssetPage {
  readonly order: readonly AssetOrder[]
  readonly limit: number
  readonly after?: AssetPosition
}

/** What a name of an asset is made of besides its environment. */
export interface AssetName {
  readonly environmentId: Ids.EnvironmentId
  readonly resourceKind: L.ResourceKind
  readonly delivery: L.DeliveryType
  readonly publicId: string
}

/** Reads what a media library holds. */
export interface LibraryReader {
  findAssetByName(accountId: Ids.AccountId, name: AssetName): Promise<L.AssetRecord | undefined>
  /** Assets that lack the value of a step of the order come last in either direction. */
  listAssets(accountId: Ids.AccountId, filter: AssetFilter, page: AssetPage): Promise<readonly L.AssetRecord[]>
  /** The position after an asset, for the next page in some order. */
  positionOf(asset: L.AssetRecord, order: readonly AssetOrder[]): AssetPosition
  /** Counts assets; stops at `atMost` and then answers it. */
  countAssets(accountId: Ids.AccountId, filter: AssetFilter, atMost?: number): Promise<number>
  /** How many assets have each value of a field, most first, then by value. */
  countByValue(
    accountId: Ids.AccountId,
    filter: AssetFilter,
    field: AssetField,
    limit: number,
  ): Promise<readonly { readonly value: string; readonly count: number }[]>
  /** The tags of assets, each once, in the order of their texts, after `after`. */
  listTags(
    accountId: Ids.AccountId,
    filter: AssetFilter,
    page: { readonly prefix?: string; readonly limit: number; readonly after?: string },
  ): Promise<readonly string[]>
  /** What the library of an environment takes: its assets, and the bytes of their files, kept versions included. */
  measureLibrary(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
  ): Promise<{ readonly assets: number; readonly bytes: number; readonly versionBytes: number }>
  /** Newest first. */
  listVersions(asset: KeyOf<'asset'>): Promise<readonly L.AssetVersionRecord[]>
  /** The versions that deleted assets of an environment left under a name, newest first. */
  listVersionsByName(accountId: Ids.AccountId, name: AssetName): Promise<readonly L.AssetVersionRecord[]>

  /** In the order of names. */
  listUploadPresets(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
    page?: Page<KeyOf<'upload_preset'>>,
  ): Promise<readonly L.UploadPresetRecord[]>
  /** In the order of names. */
  listUploadMappings(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
    page?: Page<KeyOf<'upload_mapping'>>,
  ): Promise<readonly L.UploadMappingRecord[]>
  /** In the order of names. */
  listTransformations(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
    page?: Page<KeyOf<'transformation'>>,
  ): Promise<readonly L.TransformationRecord[]>
  /** In the order of positions, then of ids. */
  listMetadataFields(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
  ): Promise<readonly L.MetadataFieldRecord[]>
  /** In the order of positions, then of ids. */
  listMetadataRules(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
  ): Promise<readonly L.MetadataRuleRecord[]>
  /** Folders whose name matches, in the order of names without regard to case, then of ids; `startsWith` compares so
   * too, `name` is exact. */
  searchFolders(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
    filter: { readonly name?: string; readonly startsWith?: string },
    page?: Page<FolderRecord>,
  ): Promise<readonly FolderRecord[]>
}

/** What a transaction does to a library besides writing records. */
export interface LibraryWriter {
  /**
   * Gives every asset whose public id begins with `from` (a folder's path and a slash) the same public id under `to`: one
   * statement, whatever their number, and no entry for each in the change log (the folder's own tells).
   *
   * @returns how many there were
   * @throws StoreConflict `asset_name` when one of the names is taken
   */
  rebasePublicIds(accountId: Ids.AccountId, environmentId: Ids.EnvironmentId, from: string, to: string): Promise<number>
  /**
   * Deletes everything in the library of an environment, and dooms the blobs of its assets and versions: without an entry
   * for each in the change log (the environment's own tells).
   */
  clearLibrary(accountId: Ids.AccountId, environmentId: Ids.EnvironmentId): Promise<void>
  /** Says that records now hold a blob: the ledger forgets that it was staged.
   * @throws StoreConflict `reference` for one that isn't staged (any more) */
  adoptBlobs(ids: readonly Ids.BlobId[]): Promise<void>
  /** Says that no record holds a blob any more: its bytes go once this transaction stands. Without `at`: now. */
  doomBlobs(ids: readonly Ids.BlobId[], at?: Instant): Promise<void>
}

/**
 * Keeps blobs and records in step whatever happens between them: a blob is noted here before its bytes are written, and
 * forgotten in the transaction whose records hold it; one that records let go is noted in that transaction, and
 * forgotten when its bytes are gone.
 */
export interface BlobLedger {
  /** Notes blobs that are about to be written; on the disk when the promise is fulfilled. */
  stageBlobs(ids: readonly Ids.BlobId[], at: Instant): Promise<void>
  /** Blobs whose bytes should go: doomed ones, and those staged before `stagedBefore` that nobody adopted. */
  listStrayBlobs(stagedBefore: Instant, limit: number): Promise<readonly Ids.BlobId[]>
  /** Forgets blobs whose bytes are gone. */
  forgetBlobs(ids: readonly Ids.BlobId[]): Promise<void>
}

import type { Author, ChangeEntry } from '../domain/change.ts'
import type * as Ids from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { KeyKind, Principal, PrincipalType } from '../domain/principal.ts'
import type * as R from '../domain/records.ts'
import type { Noun, Records } from '../domain/records.ts'
import type { Parameter, RoleKind } from '../domain/role.ts'
import type { Level, ReachScope } from '../domain/scope.ts'
import type { KeyUse, Month, Usage, UsageCount } from '../domain/usage.ts'
import type { Identity } from './identity.ts'
import type { InstallationStore } from './installation.ts'
import type { AccountNoun, EngineNoun, IdNoun, KeyOf, Page } from './keys.ts'
import type { CollaborationReader, CollaborationWriter, VisitCounter } from './collaboration.ts'
import type { BlobLedger, LibraryReader, LibraryWriter } from './library.ts'
import type { LoginReader, LoginStore } from './logins.ts'
import type { UploadStore } from './uploads.ts'
import type { UserLister } from './user-lists.ts'
import type { VersionReader } from './versions.ts'

export type { KeyKind } from '../domain/principal.ts'
export type { AccountNoun, EngineNoun, IdNoun, KeyOf, Page } from './keys.ts'

/** Which custom roles; what is absent doesn't matter. */
export interface RoleFilter {
  readonly kinds?: readonly RoleKind[]
  readonly level?: Level
}

/** Which assignments; what is absent doesn't matter, an empty list matches none. */
export interface AssignmentFilter {
  readonly principals?: readonly Principal[]
  readonly roleIds?: readonly Ids.RoleId[]
  readonly level?: Level
  /** Exactly this reach. */
  readonly reach?: ReachScope
  /** Those that count in this environment: given there or for `all`. */
  readonly coveringEnvironment?: Ids.EnvironmentId
  /** On exactly this folder or collection; null: without a parameter. */
  readonly parameter?: Parameter | null
  /** On any of these folders and collections. */
  readonly parameters?: readonly Parameter[]
}

/** Which custom policies; what is absent doesn't matter. */
export interface CustomPolicyFilter {
  readonly level?: Level
  /** Exactly this reach. */
  readonly reach?: ReachScope
  /** Those that count in this environment: made there or for `all`. */
  readonly coveringEnvironment?: Ids.EnvironmentId
  readonly isEnabled?: boolean
}

/** A principal as lists show it. */
export interface NamedPrincipal {
  readonly principal: Principal
  readonly name: string
}

/** Reads the store. Texts compare by their UTF-8 bytes, case kept; every list has a total order. */
export interface Reader extends LoginReader, UserLister, VersionReader, LibraryReader, CollaborationReader {
  /** Undefined when absent. */
  find<N extends Noun>(noun: N, key: KeyOf<N>): Promise<Records[N] | undefined>
  /** Every record of a noun in an account, in the order of its key (id; or the ids of {@link KeyOf} in their order). */
  list<N extends AccountNoun>(noun: N, accountId: Ids.AccountId, page?: Page<KeyOf<N>>): Promise<readonly Records[N][]>

  /** In the order of ids. */
  listAccounts(): Promise<readonly R.AccountRecord[]>
  /** By the key value alone, in whichever account it is: for authentication. */
  findApiKey(id: Ids.ApiKeyId): Promise<R.ApiKeyRecord | undefined>
  /** By the key value alone, in whichever account it is: for authentication. */
  findAccountKey(id: Ids.AccountKeyId): Promise<R.AccountKeyRecord | undefined>
  /** In whichever account it is. */
  findEnvironmentByCloudName(cloudName: string): Promise<R.EnvironmentRecord | undefined>
  /** Compared in lower case. */
  findUserByEmail(accountId: Ids.AccountId, email: string): Promise<R.UserRecord | undefined>
  findGroupByName(accountId: Ids.AccountId, name: string): Promise<R.GroupRecord | undefined>
  findRoleByName(
    accountId: Ids.AccountId,
    level: Level,
    kind: RoleKind,
    name: string,
  ): Promise<R.RoleRecord | undefined>
  findFolderByName(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
    parentId: Ids.FolderId | null,
    name: string,
  ): Promise<R.FolderRecord | undefined>
  /** The first made, of those with exactly this reach and statement. */
  findCustomPolicyByStatement(
    accountId: Ids.AccountId,
    reach: ReachScope,
    statement: string,
  ): Promise<R.CustomPolicyRecord | undefined>

  /** Custom roles in order of creation, then of id. */
  listRoles(accountId: Ids.AccountId, filter?: RoleFilter, page?: Page<R.RoleRecord>): Promise<readonly R.RoleRecord[]>
  /** In the order of the principal's type (as `principalTypes`), its id, the assignment's id. Expired ones included. */
  listAssignments(
    accountId: Ids.AccountId,
    filter?: AssignmentFilter,
    page?: Page<R.AssignmentRecord>,
  ): Promise<readonly R.AssignmentRecord[]>
  /** The roles of the assignments that a filter finds and that haven't expired, each once. */
  listAssignedRoles(accountId: Ids.AccountId, filter: AssignmentFilter, at: Instant): Promise<readonly Ids.RoleId[]>
  /** In order of creation, then of id. */
  listCustomPolicies(
    accountId: Ids.AccountId,
    filter?: CustomPolicyFilter,
    page?: Page<R.CustomPolicyRecord>,
  ): Promise<readonly R.CustomPolicyRecord[]>
  /** In the order of type (as `principalTypes`), then of id. */
  listPrincipals(
    accountId: Ids.AccountId,
    filter: { readonly type?: PrincipalType },
    page?: Page<Principal>,
  ): Promise<readonly NamedPrincipal[]>
  /** In the order of ids. */
  listGroupsOf(user: KeyOf<'user'>): Promise<readonly R.GroupRecord[]>
  /** In the order of ids. */
  listUsersOf(group: KeyOf<'group'>, page?: Page<KeyOf<'user'>>): Promise<readonly R.UserRecord[]>
  /** The environments a user was given one by one (not `hasAllEnvironments`), in the order of ids. */
  listAccessOf(user: KeyOf<'user'>): Promise<readonly R.EnvironmentAccessRecord[]>
  /** Who was given one environment by itself, in the order of users' ids. */
  listAccessTo(
    environment: KeyOf<'environment'>,
    page?: Page<KeyOf<'environment_access'>>,
  ): Promise<readonly R.EnvironmentAccessRecord[]>
  /** In order of creation, then of id. */
  listEnvironments(accountId: Ids.AccountId): Promise<readonly R.EnvironmentRecord[]>
  /** The keys of one environment, in the order of ids. */
  listApiKeys(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
    page?: Page<KeyOf<'api_key'>>,
  ): Promise<readonly R.ApiKeyRecord[]>
  /** The children of one folder (null: the top ones), in the order of names. */
  listFolders(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
    parentId: Ids.FolderId | null,
    page?: Page<R.FolderRecord>,
  ): Promise<readonly R.FolderRecord[]>
  /** The folder itself, its parent, and so on up to the top one; empty when it is absent. */
  listFolderChain(folder: KeyOf<'folder'>): Promise<readonly R.FolderRecord[]>
  /** In the order of ids. */
  listCollections(
    accountId: Ids.AccountId,
    environmentId: Ids.EnvironmentId,
    page?: Page<KeyOf<'collection'>>,
  ): Promise<readonly R.CollectionRecord[]>

  /** Tells whether an id is or ever was in use: in the account; for keys, in the installation. */
  isIdUsed(accountId: Ids.AccountId, noun: IdNoun, id: string): Promise<boolean>
  /** The sealed secret of a key. */
  findKeySecret(kind: KeyKind, id: Ids.ApiKeyId | Ids.AccountKeyId): Promise<string | undefined>
  findPasswordHash(user: KeyOf<'user'>): Promise<string | undefined>
}

/** Reads and changes one account; what is read is what stands, earlier changes of the same transaction included. */
export interface Transaction extends Reader, LibraryWriter, CollaborationWriter {
  /** The revision that this transaction will write. */
  readonly revision: number
  /** The instant of its attribution. */
  readonly at: Instant
  /** Makes or changes a record; writing what already stands changes nothing.
   * @throws StoreConflict
   * @throws TextTooLong */
  put<N extends Noun>(noun: N, record: Records[N]): Promise<void>
  /** As {@link put}, for many records of one noun with few statements; no key twice. */
  putAll<N extends Noun>(noun: N, records: readonly Records[N][]): Promise<void>
  /** Removes one record; nothing happens when it is absent. What depends on it must have gone before:
   * see `deleteCascade`. Accounts are made inactive, never deleted. */
  delete<N extends AccountNoun>(noun: N, key: KeyOf<N>): Promise<void>
  /** As {@link delete}, for many records of one noun with few statements. */
  deleteAll<N extends AccountNoun>(noun: N, keys: readonly KeyOf<N>[]): Promise<void>
  /** Keeps a key's secret, sealed. It goes with the key; it isn't in the change log, but takes a revision. */
  putKeySecret(kind: KeyKind, id: Ids.ApiKeyId | Ids.AccountKeyId, sealed: string): Promise<void>
  /** What signing in needs, as part of this transaction; writing it takes a revision, but isn't in the change log. */
  readonly identity: Identity
  /** Keeps a user's password, hashed, and ends what was signed in with an earlier one: sessions, tokens. It goes with
   * the user; it isn't in the change log, but takes a revision. */
  putPasswordHash(user: KeyOf<'user'>, hash: string): Promise<void>
}

/** Who causes a transaction, by which operation, when. */
export interface Attribution {
  readonly by: Author
  readonly operation: string
  readonly requestId: string | null
  readonly at: Instant
}

/** What a transaction came to; `entry` is null when it changed nothing, and then no revision was taken. */
export interface Transacted<T> {
  readonly result: T
  readonly entry: ChangeEntry | null
}

/** Records of one noun, as they stood at `revision`. */
export type LoadBatch = {
  readonly [N in EngineNoun]: { readonly revision: number; readonly noun: N; readonly records: readonly Records[N][] }
}[EngineNoun]

/** Counts of use and usage, kept beside the records and the change log: they change with every request. */
export interface UsageStore {
  /** The last use of keys of one kind, by key; a key that was never used isn't there. */
  findKeyUses(kind: KeyKind, ids: readonly string[]): Promise<ReadonlyMap<string, KeyUse>>
  /** What an account used in some months, both included, in the order of month, environment, metric. */
  listUsage(
    accountId: Ids.AccountId,
    months: { readonly from: Month; readonly to: Month },
  ): Promise<readonly UsageCount[]>
  /**
   * Adds counts to those that are there, and notes uses that are later than those noted; all of it or nothing.
   *
   * @throws AccountUnknown
   */
  addUsage(accountId: Ids.AccountId, usage: Usage): Promise<void>
  /**
   * Measures what an account stores now and notes it for a month, in place of what was noted for it before: `objects`, and
   * the bytes of `storage_image`, `storage_video` and `storage_raw`, kept versions included, by environment.
   */
  noteStored(accountId: Ids.AccountId, month: Month): Promise<void>
}

/** The memory of an installation. Every method throws {@link StoreUnavailable} when the database can't be reached. */
export interface Store
  extends Reader, UsageStore, LoginStore, InstallationStore, BlobLedger, UploadStore, VisitCounter {
  /** What signing in needs; each write is a transaction of its own, and takes no revision. Not for the work of a
   * transaction, which has its own. */
  readonly identity: Identity
  /**
   * Runs `work` as one transaction of one account and appends what it changed to the change log.
   *
   * Writers of one account go one after the other, so that what `work` reads through its `Transaction` stands until
   * the end; reading through the store instead shows what was committed before. When `work` throws or changes nothing,
   * nothing is kept. When the promise is fulfilled, the changes have reached the disk. `work` must not begin another
   * transaction: that throws, as it would wait for itself. Keep it short, and a few thousand records at most: its
   * changes become one entry.
   *
   * @throws AccountUnknown
   * @throws StoreConflict also when `work` caught it
   */
  transact<T>(
    accountId: Ids.AccountId,
    attribution: Attribution,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<Transacted<T>>
  /** Makes an account with revision 1, and whatever `work` puts into it, as one transaction.
   * @throws StoreConflict `account_id` */
  createAccount<T>(
    record: R.AccountRecord,
    attribution: Attribution,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<Transacted<T>>

  /** The entries after a revision, oldest first, at most `limit`. */
  changesAfter(accountId: Ids.AccountId, revision: number, limit: number): Promise<readonly ChangeEntry[]>
  /** The entries newest first; `before` is the revision of the last one of the part before. */
  listChanges(
    accountId: Ids.AccountId,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly ChangeEntry[]>
  /** The newest revision of every account; one cheap query. */
  revisions(): Promise<ReadonlyMap<Ids.AccountId, number>>
  /**
   * All that decisions need of one account at one revision, in batches of one noun each, the account itself first, nouns in the
   * order of `Records` save that assignments come last, records in the order of their keys (so a folder may come before
   * its parent). Writers aren't held up; stopping early is fine.
   *
   * @throws AccountUnknown
   */
  load(accountId: Ids.AccountId): AsyncIterable<LoadBatch>
  /** Lets running transactions end, then lets go of the database. */
  close(): Promise<void>
}
